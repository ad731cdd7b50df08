// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks the host's counts for a benchmark against the table.
 */
#include <stdbool.h>

#include "bench/bench.h"
#include "exit_probe_abi.h"
#include "lib/text.h"
#include "record/reason.h"
#include "record/reason_codes.h"

#define CHOICES 2

struct codes {
	uint16_t intel[CHOICES], amd[CHOICES];
};

static const struct codes expected[] = {
#define BENCH_REASON(name, vmx, vmx_too, svm, svm_too)                                             \
	[BENCH_##name] = { { VMX_##vmx, VMX_##vmx_too }, { SVM_##svm, SVM_##svm_too } },
#include "bench/reasons.def"
#undef BENCH_REASON
};

static bool is_one_of(const struct codes *codes, uint32_t vendor, uint32_t code)
{
	const uint16_t *choices = vendor == EXIT_PROBE_VENDOR_AMD ? codes->amd : codes->intel;

	return code == choices[0] || code == choices[1];
}

static bool is_expected(const struct bench *bench, uint32_t vendor, uint32_t code)
{
	for (size_t i = 0; i < BENCH_REASONS && bench->reasons[i]; i++)
		if (is_one_of(&expected[bench->reasons[i]], vendor, code))
			return bench->reasons[i] != BENCH_CHANCE_WINDOW;
	return false;
}

static bool has_reason(const struct bench *bench, enum bench_reason reason)
{
	for (size_t i = 0; i < BENCH_REASONS; i++)
		if (bench->reasons[i] == reason)
			return true;
	return false;
}

/* Exits that the host's timing adds */
static bool is_noise(const struct bench *bench, uint32_t vendor, uint32_t code)
{
	return reason_interrupts_host(vendor, code) ||
	       (has_reason(bench, BENCH_CHANCE_WINDOW) &&
		is_one_of(&expected[BENCH_CHANCE_WINDOW], vendor, code));
}

void bench_worsen(struct record_bench *row, enum record_bench_status status, const char *reason)
{
	struct text text = text_in(row->reason, sizeof(row->reason));

	text_string(&text, reason);
	row->status = status;
}

static void fail(struct record_bench *row, const char *reason)
{
	if (row->status != BENCH_FAIL)
		bench_worsen(row, BENCH_FAIL, reason);
}

static void add_reason(struct record_bench *row, uint32_t vendor, uint32_t code, uint64_t exits)
{
	size_t at = 0;
	struct text name;

	while (at < RECORD_BENCH_REASONS_MAX && row->reasons[at].exits)
		at++;
	if (at == RECORD_BENCH_REASONS_MAX) {
		fail(row, "more reasons than the record has room for");
		return;
	}
	name = text_in(row->reasons[at].name, sizeof(row->reasons[at].name));
	reason_word(&name, vendor, code);
	row->reasons[at].exits = exits;
}

static uint64_t subtract(uint64_t value, uint64_t by)
{
	return value > by ? value - by : 0;
}

static void count_reason(struct record_bench *row, const struct bench *bench, uint32_t vendor,
			 uint32_t code, struct record_count count)
{
	bool is_wanted = is_expected(bench, vendor, code);

	if (count.exits == 0)
		return;
	add_reason(row, vendor, code, count.exits);
	if (!is_wanted && is_noise(bench, vendor, code)) {
		row->noise += count.exits;
		row->noise_kernel += count.kernel;
		return;
	}
	row->exits += count.exits;
	row->kernel += count.kernel;
	if (!is_wanted)
		fail(row, "an exit of a reason that is not expected");
}

/* QEMU's cpu-pm=on lets the CPU halt in the guest. */
static void expect(struct record_bench *row, const struct bench *bench, uint32_t vendor, bool halts)
{
	struct bench_range range = vendor == EXIT_PROBE_VENDOR_AMD ? bench->amd : bench->intel;
	uint64_t without = halts ? 0 : has_reason(bench, BENCH_ONE_HLT);

	row->least = subtract(range.least, without);
	row->most = subtract(range.most, without);
}

/* KVM intercepts debug registers again if an interrupt comes before the second try. */
static void set_repeats_aside(struct record_bench *row, const struct bench *bench)
{
	uint64_t again = subtract(row->exits, row->most * row->n);
	uint64_t kernel;

	if (!has_reason(bench, BENCH_DR) || again == 0 || again > row->noise)
		return;
	kernel = row->kernel / row->exits * again;
	row->exits -= again;
	row->noise += again;
	row->kernel -= kernel;
	row->noise_kernel += kernel;
}

/* Noise may also go on to the VMM. */
static void check(struct record_bench *row, const struct bench *bench)
{
	if (row->exits < row->least * row->n || row->exits > row->most * row->n)
		fail(row, "the exits are not the expected ones");
	if (row->userspace_exits < bench->userspace.least * row->n ||
	    row->userspace_exits > bench->userspace.most * row->n + row->noise)
		fail(row, "the exits to the VMM are not the expected ones");
}

void bench_judge(struct record_bench *row, const struct bench *bench, uint32_t vendor,
		 const struct sample *before, const struct sample *after,
		 struct bench_baseline *baseline)
{
	uint64_t reads = sample_reads_after_latch(before) + 1;
	struct record_counters a, b;
	bool halts = false;

	sample_decode(before, &a);
	sample_decode(after, &b);
	if (record_counters_fell(&a, &b) ||
	    record_generations_differ(sample_generation(before), sample_generation(after))) {
		row->n = 0;
		bench_worsen(row, BENCH_SKIP, RECORD_BENCH_MOVED);
		return;
	}
	row->userspace_exits = b.userspace_exits - a.userspace_exits;
	row->userspace = b.userspace - a.userspace;
	row->halted = b.halted - a.halted;
	row->preempted = b.preempted - a.preempted;
	row->blocked = b.blocked - a.blocked;
	row->status = BENCH_PASS;
	for (size_t i = 0; i < sample_rows(after); i++) {
		uint32_t code = after->rows[i].eax;
		struct record_count count = sample_difference(before, after, code);

		if (is_one_of(&expected[BENCH_CPUID], vendor, code)) {
			if (!baseline->kernel)
				baseline->kernel = count.kernel / reads;
			count.exits = subtract(count.exits, reads);
			count.kernel = subtract(count.kernel, reads * baseline->kernel);
		}
		halts |= count.exits && is_one_of(&expected[BENCH_HLT], vendor, code);
		count_reason(row, bench, vendor, code, count);
	}
	expect(row, bench, vendor, halts);
	set_repeats_aside(row, bench);
	check(row, bench);
}

void bench_times(struct record_bench *row, uint64_t *tsc, struct bench_baseline *baseline)
{
	for (uint64_t i = 0; i < row->n; i++) {
		tsc[i] = subtract(tsc[i], baseline->tsc);
		row->tsc_sum += tsc[i];
	}
	row->tsc = stats_of(tsc, row->n);
	if (!baseline->tsc)
		baseline->tsc = row->tsc.median;
	row->rest = subtract(row->tsc_sum, row->kernel + row->noise_kernel + row->userspace +
						   row->halted + row->preempted + row->blocked);
}

void bench_row(struct record_bench *row, const struct bench *bench, uint64_t n)
{
	struct text name = text_in(row->name, sizeof(row->name));

	text_string(&name, bench->name);
	row->id = bench->id;
	row->n = bench->limit && n > bench->limit ? bench->limit : n;
	row->status = BENCH_UNCHECKED;
}
