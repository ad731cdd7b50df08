// SPDX-License-Identifier: GPL-2.0-only
/*
 * Benchmarks: their selection, and the evaluation of the host's counts.
 */
#include <string.h>

#include "bench/bench.h"
#include "exit_probe_abi.h"
#include "probe/options.h"
#include "test/cmocka_tap.h"

#define AMD                 EXIT_PROBE_VENDOR_AMD
#define READ_DR7            0x27
#define INTR                0x60
#define VINTR               0x64
#define CPUID               0x72
#define HLT                 0x78
#define IOIO                0x7B
#define MSR                 0x7C
#define IDLE                0xA6
#define NPF                 0x400
#define AVIC_INCOMPLETE_IPI 0x401
#define AVIC_NOACCEL        0x402
#define INTEL               EXIT_PROBE_VENDOR_INTEL
#define INTEL_CPUID         10
#define APIC_WRITE          56
#define CYCLES              100 /* of each exit */

static struct sample before, after;
static struct record_bench row;
static struct bench_baseline baseline;

/* A digit for each row of the small table */
static void assert_selected(const bool *selected, const char *wanted)
{
	for (size_t i = 0; i < RECORD_BENCHES_MAX; i++)
		assert_int_equal(selected[i], i < bench_count && wanted[i] == '1');
}

static void benches_are_selected_by_name(void **state)
{
	bool selected[RECORD_BENCHES_MAX];

	(void)state;
	assert_null(bench_select("", selected));
	assert_selected(selected, "00000");
	assert_null(bench_select("port", selected));
	assert_selected(selected, "10100");
	assert_null(bench_select("cpuid,port", selected));
	assert_selected(selected, "11100");
	assert_null(bench_select("all", selected));
	assert_selected(selected, "111111");
	assert_string_equal(bench_select("cpuid,por,port", selected), "por,port");
	assert_string_equal(bench_select("cpuid,,port", selected), ",port");
}

static void unknown_options_are_reported(void **state)
{
	struct options options;

	(void)state;
	assert_null(options_read("\"exit=debug bench=cpuid iterations=7\"", &options));
	assert_int_equal(options.exit, EXIT_DEBUG);
	assert_selected(options.benches, "11000");
	assert_int_equal(options.iterations, 7);
	assert_null(options_read("", &options));
	assert_selected(options.benches, "00000");
	assert_int_equal(options.iterations, BENCH_N_DEFAULT);
	assert_string_equal(options_read("bench=cpuid,no,port", &options),
			    "command line: bench= knows no no");
	assert_string_equal(options_read("iterations=0", &options),
			    "command line: iterations= is not a number from 1 to 4096");
	assert_string_equal(options_read("iterations=4097", &options),
			    "command line: iterations= is not a number from 1 to 4096");
}

/* Adds exits of a reason to the second sample. */
static void put(uint32_t code, uint32_t exits)
{
	after.rows[after.latch.eax++] = (struct cpuid){ code, exits, exits * CYCLES, 0 };
	after.totals[EXIT_PROBE_TOTALS_LATCHED - SAMPLE_TOTAL_FIRST].eax += exits;
}

static void set_generations(uint32_t first, uint32_t second)
{
	before.totals[EXIT_PROBE_TOTALS_GENERATION - SAMPLE_TOTAL_FIRST].eax = first;
	after.totals[EXIT_PROBE_TOTALS_GENERATION - SAMPLE_TOTAL_FIRST].eax = second;
}

/* A host with an empty table: a sample reads only the totals. */
static void start(size_t bench, uint64_t n)
{
	memset(&before, 0, sizeof(before));
	memset(&after, 0, sizeof(after));
	set_generations(1, 1);
	memset(&row, 0, sizeof(row));
	baseline = (struct bench_baseline){ .tsc = 10, .kernel = CYCLES };
	bench_row(&row, &bench_table[bench], n);
}

/* What exit-record wants of each row */
static void assert_a_pass_is_consistent(void)
{
	uint64_t sum = 0;

	if (row.status != BENCH_PASS)
		return;
	for (size_t i = 0; i < RECORD_BENCH_REASONS_MAX; i++)
		sum += row.reasons[i].exits;
	assert_int_equal(row.exits + row.noise, sum);
	assert_in_range(row.exits, row.least * row.n, row.most * row.n);
	assert_in_range(row.userspace_exits, 0, sum);
}

static void judge_for(uint32_t vendor, size_t bench, uint32_t userspace)
{
	after.totals[EXIT_PROBE_TOTALS_APART - SAMPLE_TOTAL_FIRST].eax = userspace;
	bench_judge(&row, &bench_table[bench], vendor, &before, &after, &baseline);
	assert_a_pass_is_consistent();
}

static void judge(size_t bench, uint32_t userspace)
{
	judge_for(AMD, bench, userspace);
}

#define READS ((uint32_t)sample_reads_after_latch(&before) + 1)

static void reads_and_noise_are_separated(void **state)
{
	(void)state;
	start(1, 20);
	put(CPUID, READS + 20);
	put(INTR, 3);
	judge(1, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.exits, 20);
	assert_int_equal(row.kernel, 20 * CYCLES);
	assert_int_equal(row.noise, 3);
	assert_int_equal(row.noise_kernel, 3 * CYCLES);
	assert_string_equal(row.reasons[0].name, "cpuid");
	assert_int_equal(row.reasons[0].exits, 20);
	assert_string_equal(row.reasons[1].name, "intr");
}

static void the_empty_bench_gives_the_cost_of_a_read(void **state)
{
	(void)state;
	start(0, 20);
	baseline = (struct bench_baseline){ 0 };
	put(CPUID, READS);
	judge(0, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.exits, 0);
	assert_int_equal(row.kernel, 0);
	assert_int_equal(baseline.kernel, CYCLES);
}

static void the_limit_is_applied(void **state)
{
	(void)state;
	start(2, 20);
	assert_int_equal(row.n, 10);
	put(CPUID, READS);
	put(IOIO, 20);
	judge(2, 10);
	assert_int_equal(row.status, BENCH_PASS);
}

static void assert_fails(size_t bench, uint32_t userspace, const char *reason)
{
	judge(bench, userspace);
	assert_int_equal(row.status, BENCH_FAIL);
	assert_string_equal(row.reason, reason);
}

static void unexpected_exits_fail(void **state)
{
	(void)state;
	start(1, 20);
	put(CPUID, READS + 19);
	assert_fails(1, 0, "the exits are not the expected ones");
	start(1, 20);
	put(CPUID, READS + 20);
	put(NPF, 1);
	assert_fails(1, 0, "an exit of a reason that is not expected");
	start(2, 10);
	put(CPUID, READS);
	put(IOIO, 10);
	assert_fails(2, 9, "the exits to the VMM are not the expected ones");
	start(2, 10);
	put(CPUID, READS);
	for (uint32_t code = 0; code <= RECORD_BENCH_REASONS_MAX; code++)
		put(code, 1);
	judge(2, 10);
	assert_int_equal(row.status, BENCH_FAIL);
}

/* A run of the row with an HLT: 10 operations with 4 port writes each */
static void run_with_halts(uint32_t code, uint32_t halts)
{
	start(3, 10);
	put(CPUID, READS);
	put(IOIO, 40);
	if (halts)
		put(code, halts);
}

/* Zen 5: IDLE_HLT */
static void an_hlt_exits_by_either_code(void **state)
{
	(void)state;
	run_with_halts(HLT, 10);
	judge(3, 0);
	assert_int_equal(row.status, BENCH_PASS);
	run_with_halts(IDLE, 10);
	judge(3, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_string_equal(row.reasons[1].name, "idle_hlt");
	run_with_halts(HLT, 4);
	put(IDLE, 6);
	judge(3, 0);
	assert_int_equal(row.status, BENCH_PASS);
}

/* QEMU's -overcommit cpu-pm=on */
static void all_halts_exit_or_none(void **state)
{
	(void)state;
	run_with_halts(HLT, 0);
	judge(3, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.most, 4);
	run_with_halts(IDLE, 9);
	assert_fails(3, 0, "the exits are not the expected ones");
	run_with_halts(HLT, 0);
	put(MSR, 10);
	assert_fails(3, 0, "an exit of a reason that is not expected");
}

/* An interrupt in the instruction after STI waits for a window. */
static void a_window_by_chance_is_noise(void **state)
{
	(void)state;
	run_with_halts(HLT, 10);
	put(VINTR, 2);
	judge(3, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.exits, 50);
	assert_int_equal(row.noise, 2);
	start(1, 20);
	put(CPUID, READS + 20);
	put(VINTR, 1);
	assert_fails(1, 0, "an exit of a reason that is not expected");
}

static void read_debug_registers(uint32_t reads, uint32_t interrupts)
{
	start(5, 10);
	put(READ_DR7, reads);
	put(INTR, interrupts);
	put(CPUID, READS + 10);
}

/* KVM intercepts them again if an interrupt comes before the second try. */
static void an_interrupt_may_repeat_a_read_of_a_debug_register(void **state)
{
	(void)state;
	read_debug_registers(11, 1);
	judge(5, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.exits, 20);
	assert_int_equal(row.noise, 2);
	assert_int_equal(row.kernel, 20 * CYCLES);
	assert_int_equal(row.noise_kernel, 2 * CYCLES);
	read_debug_registers(12, 1);
	assert_fails(5, 0, "the exits are not the expected ones");
}

static void a_virtual_apic_may_leave_its_rest(void **state)
{
	static const uint32_t codes[] = { AVIC_INCOMPLETE_IPI, AVIC_NOACCEL, MSR };

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		start(4, 10);
		put(CPUID, READS);
		put(codes[i], 10);
		judge(4, 0);
		assert_int_equal(row.status, BENCH_PASS);
		assert_int_equal(row.exits, 10);
	}
	start(4, 10);
	put(CPUID, READS);
	judge(4, 0);
	assert_int_equal(row.status, BENCH_PASS);
	start(4, 10);
	put(INTEL_CPUID, READS);
	put(APIC_WRITE, 10);
	judge_for(INTEL, 4, 0);
	assert_int_equal(row.status, BENCH_PASS);
	start(4, 10);
	put(CPUID, READS);
	put(AVIC_NOACCEL, 21);
	assert_fails(4, 0, "the exits are not the expected ones");
	start(1, 10);
	put(CPUID, READS + 10);
	put(AVIC_NOACCEL, 10);
	assert_fails(1, 0, "an exit of a reason that is not expected");
}

static void the_empty_bench_is_subtracted_from_times(void **state)
{
	uint64_t tsc[] = { 110, 30, 5, 20 };

	(void)state;
	start(1, 4);
	row.kernel = 50;
	row.halted = 10;
	bench_times(&row, tsc, &baseline);
	assert_int_equal(row.tsc.min, 0);
	assert_int_equal(row.tsc.median, 10);
	assert_int_equal(row.tsc.p99, 100);
	assert_int_equal(row.tsc.max, 100);
	assert_int_equal(row.tsc_sum, 130);
	assert_int_equal(row.rest, 70);
	start(0, 4);
	row.kernel = 1000;
	baseline.tsc = 0;
	bench_times(&row, tsc, &baseline);
	assert_int_equal(baseline.tsc, row.tsc.median);
	assert_int_equal(row.rest, 0);
}

static void a_bench_in_a_moved_vm_is_skipped(void **state)
{
	(void)state;
	start(0, 4);
	before.totals[EXIT_PROBE_TOTALS_LATCHED - SAMPLE_TOTAL_FIRST].eax = 100;
	put(CPUID, 7);
	judge(0, 0);
	assert_int_equal(row.status, BENCH_SKIP);
	assert_string_equal(row.reason, RECORD_BENCH_MOVED);
	assert_int_equal(row.n, 0);
	assert_int_equal(row.exits, 0);
}

/* The counters alone would pass. */
static void a_bench_with_another_generation_in_it_is_skipped(void **state)
{
	static const uint32_t generations[][2] = { { 1, 2 }, { 0, 0 }, { 1, 0 }, { 0, 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof(generations) / sizeof(generations[0]); i++) {
		start(1, 20);
		put(CPUID, READS + 20);
		set_generations(generations[i][0], generations[i][1]);
		judge(1, 0);
		assert_int_equal(row.status, BENCH_SKIP);
		assert_string_equal(row.reason, RECORD_BENCH_MOVED);
		assert_int_equal(row.n + row.exits, 0);
	}
}

/* A host that counts no cycles */
static void exits_are_checked_without_cycles(void **state)
{
	(void)state;
	start(1, 20);
	baseline = (struct bench_baseline){ .tsc = 10 };
	put(CPUID, READS + 20);
	after.rows[0].ecx = 0;
	judge(1, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.exits, 20);
	assert_int_equal(row.kernel, 0);
	start(1, 20);
	put(CPUID, READS + 19);
	after.rows[0].ecx = 0;
	assert_fails(1, 0, "the exits are not the expected ones");
}

/* Reads repeated for vCPUs that were left are own reads of the bench, too. */
static void repeated_reads_are_own_reads(void **state)
{
	const uint32_t once = READS;

	(void)state;
	start(1, 20);
	before.repeats = 3;
	put(CPUID, once + 3 + 20);
	judge(1, 0);
	assert_int_equal(row.status, BENCH_PASS);
	assert_int_equal(row.exits, 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(benches_are_selected_by_name),
		cmocka_unit_test(unknown_options_are_reported),
		cmocka_unit_test(a_bench_in_a_moved_vm_is_skipped),
		cmocka_unit_test(a_bench_with_another_generation_in_it_is_skipped),
		cmocka_unit_test(exits_are_checked_without_cycles),
		cmocka_unit_test(repeated_reads_are_own_reads),
		cmocka_unit_test(reads_and_noise_are_separated),
		cmocka_unit_test(the_empty_bench_gives_the_cost_of_a_read),
		cmocka_unit_test(the_limit_is_applied),
		cmocka_unit_test(unexpected_exits_fail),
		cmocka_unit_test(an_hlt_exits_by_either_code),
		cmocka_unit_test(all_halts_exit_or_none),
		cmocka_unit_test(a_window_by_chance_is_noise),
		cmocka_unit_test(an_interrupt_may_repeat_a_read_of_a_debug_register),
		cmocka_unit_test(a_virtual_apic_may_leave_its_rest),
		cmocka_unit_test(the_empty_bench_is_subtracted_from_times),
	};

	return run_tap(tests);
}
