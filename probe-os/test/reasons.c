// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits by reason: their names, and their collection from samples.
 */
#include <ctype.h>
#include <string.h>

#include "probe/reasons.h"
#include "record/reason.h"
#include "test/cmocka_tap.h"
#include "test/latch.h"

#define CPUID_CODE 0x72
#define MSR_CODE   0x7C
#define INTR_CODE  0x60

static struct record record;
static struct sample from, to;
static const struct sample *const samples[] = { &from, &to };

static const char *word(uint32_t vendor, uint32_t code)
{
	static char name[RECORD_NAME_SIZE];
	struct text text = text_in(name, sizeof(name));

	reason_word(&text, vendor, code);
	assert_false(text.cut);
	return name;
}

static void assert_word(uint32_t vendor, uint32_t code, const char *name)
{
	char small[RECORD_NAME_SIZE] = "";

	for (size_t i = 0; name[i]; i++)
		small[i] = (char)tolower(name[i]);
	assert_string_equal(word(vendor, code), small);
	assert_true(reason_is_known(vendor, small));
}

static void names_match_the_manuals(void **state)
{
	(void)state;
#define EXIT_REASON(code, name) assert_word(EXIT_PROBE_VENDOR_INTEL, code, #name);
#include "exit_probe_vmx.def"
#undef EXIT_REASON
#define EXIT_REASON(code, name) assert_word(EXIT_PROBE_VENDOR_AMD, code, #name);
/* No host has UNUSED, see reason.c. */
#define EXIT_REASON_FAR(slot, code, name)                                                          \
	if (code != 0xF0000000)                                                                    \
		assert_word(EXIT_PROBE_VENDOR_AMD, code, #name);
#include "exit_probe_svm.def"
#undef EXIT_REASON
#undef EXIT_REASON_FAR
	assert_word(EXIT_PROBE_VENDOR_AMD, EXIT_PROBE_REASON_NONE, "no_exit");
	assert_word(EXIT_PROBE_VENDOR_INTEL, EXIT_PROBE_REASON_OTHER, "other");
}

static void other_names_are_unknown(void **state)
{
	(void)state;
	assert_false(reason_is_known(EXIT_PROBE_VENDOR_AMD, "io_instruction"));
	assert_false(reason_is_known(EXIT_PROBE_VENDOR_INTEL, "ioio"));
	assert_false(reason_is_known(EXIT_PROBE_VENDOR_AMD, "read_cr16"));
	assert_false(reason_is_known(EXIT_PROBE_VENDOR_AMD, "read_cr#"));
	assert_false(reason_is_known(EXIT_PROBE_VENDOR_AMD, ""));
	assert_false(reason_is_known(99, "ioio"));
}

static void other_reasons_are_numbers(void **state)
{
	(void)state;
	assert_string_equal(word(EXIT_PROBE_VENDOR_INTEL, 35), "reason_00000023");
	assert_string_equal(word(EXIT_PROBE_VENDOR_INTEL, 86), "reason_00000056");
	assert_string_equal(word(EXIT_PROBE_VENDOR_AMD, 0xA7), "reason_000000a7");
	assert_string_equal(word(EXIT_PROBE_VENDOR_AMD, 0x123), "reason_00000123");
	assert_string_equal(word(EXIT_PROBE_VENDOR_AMD, 0x404), "reason_00000404");
	assert_string_equal(word(0, 0), "reason_00000000");
	assert_string_equal(word(3, 0), "reason_00000000");
	assert_string_equal(word(UINT32_MAX, 0), "reason_00000000");
}

/* Totals of a sample, as items WAITING to LATCHED */
static void set_total(struct sample *sample, uint64_t exits, uint64_t kernel)
{
	sample->totals[EXIT_PROBE_TOTALS_GENERATION - SAMPLE_TOTAL_FIRST].eax = 1;
	sample->totals[EXIT_PROBE_TOTALS_LATCHED - SAMPLE_TOTAL_FIRST] =
		(struct cpuid){ (uint32_t)exits, (uint32_t)(exits >> 32), (uint32_t)kernel,
				(uint32_t)(kernel >> 32) };
}

/* One phase: MSR first occurs in it, CPUID had 7 exits before; 10 and 20 at its end */
static void set_up(void)
{
	memset(&record, 0, sizeof(record));
	memset(&from, 0, sizeof(from));
	memset(&to, 0, sizeof(to));
	memset(latch_high, 0, sizeof(latch_high));
	from.latch.eax = 1;
	from.rows[0] = (struct cpuid){ CPUID_CODE, 7, 100, 1 };
	set_total(&from, 7, 1ULL << 32 | 100);
	to.latch.eax = 2;
	to.rows[0] = (struct cpuid){ MSR_CODE, 10, 5, 0 };
	to.rows[1] = (struct cpuid){ CPUID_CODE, 20, 50, 2 };
	set_total(&to, 30, (2ULL << 32 | 50) + 5);
}

static const char *collect(uint32_t buckets)
{
	record.begin.version = RECORD_VERSION;
	record.begin.checkpoints = 2;
	record.host.patched = 1;
	record.host.mode = EXIT_PROBE_MODE_TIME;
	record.host.vendor = EXIT_PROBE_VENDOR_AMD;
	sample_decode(&from, &record.checkpoints[0].counters);
	sample_decode(&to, &record.checkpoints[1].counters);
	record.checkpoints[0].generation = sample_generation(&from);
	record.checkpoints[1].generation = sample_generation(&to);
	strcpy(record.checkpoints[1].name, "end");
	record.phases[0] = record_phase_of(&record, 1, 0);
	return reasons_collect(&record, samples, buckets);
}

static void interrupts_of_the_host_are_not_own_exits(void **state)
{
	(void)state;
	set_up();
	assert_int_equal(reasons_own_exits(&from, &to, EXIT_PROBE_VENDOR_AMD), 23);
	to.rows[0].eax = INTR_CODE;
	assert_int_equal(reasons_own_exits(&from, &to, EXIT_PROBE_VENDOR_AMD), 13);
	assert_int_equal(reasons_own_exits(&from, &to, EXIT_PROBE_VENDOR_INTEL), 23);
	to.rows[0].eax = 1;
	assert_int_equal(reasons_own_exits(&from, &to, EXIT_PROBE_VENDOR_INTEL), 13);
}

static void reasons_are_collected_from_samples(void **state)
{
	const struct record_reason *cpuid = &record.reasons[0], *msr = &record.reasons[1];
	const struct record_count *counts = record.phase_reasons[0].counts;

	(void)state;
	set_up();
	assert_null(collect(30));
	assert_int_equal(record.begin.reasons, 2);
	assert_string_equal(cpuid->name, "cpuid");
	assert_string_equal(msr->name, "msr");
	assert_int_equal(cpuid->before.exits, 7);
	assert_int_equal(cpuid->before.kernel, 1ULL << 32 | 100);
	assert_int_equal(cpuid->boot.exits, 13);
	assert_int_equal(msr->before.exits, 0);
	assert_int_equal(msr->boot.exits, 10);
	assert_int_equal(msr->boot.kernel, 5);
	assert_int_equal(counts[0].exits, 13);
	assert_int_equal(counts[0].kernel, (1ULL << 32) - 50);
	assert_int_equal(counts[1].exits, 10);
	assert_int_equal(record.phase_reasons[0].id, 1);
	assert_string_equal(record.phase_reasons[0].name, "end");
	/* CPUID is the latch's second row. */
	assert_int_equal(cpuid->max, 2);
	assert_int_equal(cpuid->blocked, 10);
	assert_int_equal(msr->blocked, 5);
	assert_int_equal(cpuid->histogram[2], 2);
	assert_int_equal(cpuid->histogram[3], 20);
	assert_int_equal(msr->histogram[3], 10);
}

/* Host-wide counters may exceed 32 bits, also during the boot. */
static void exits_beyond_32_bits_are_complete(void **state)
{
	(void)state;
	set_up();
	from.rows[0].ebx = UINT32_MAX;
	latch_high[1] = 1;
	set_total(&from, UINT32_MAX, 1ULL << 32 | 100);
	set_total(&to, (1ULL << 32 | 20) + 10, (2ULL << 32 | 50) + 5);
	assert_null(collect(30));
	assert_int_equal(record.reasons[0].before.exits, UINT32_MAX);
	assert_int_equal(record.reasons[0].boot.exits, 21);
}

static void inconsistent_tables_are_refused(void **state)
{
	static const char too_large[] =
		"the host's table of reasons is larger than the probe has room for";
	static const char wrong_sum[] = "the exits by reason do not add up to the total";

	(void)state;
	set_up();
	to.latch.eax = SAMPLE_ROWS + 1;
	assert_string_equal(collect(30), too_large);
	assert_int_equal(record.begin.reasons, 0);
	set_up();
	assert_string_equal(collect(RECORD_BUCKETS_MAX + 2), too_large);
	set_up();
	to.rows[0].ebx++;
	assert_string_equal(collect(30), wrong_sum);
	assert_int_equal(record.begin.reasons, 0);
	set_up();
	to.rows[0].ecx++;
	assert_string_equal(collect(30), wrong_sum);
	set_up();
	latch_high[0] = 1;
	assert_string_equal(collect(30), wrong_sum);
	set_up();
	to.rows[0].eax = CPUID_CODE;
	assert_string_equal(collect(30), wrong_sum);
	/* A reason that is missing in the last sample */
	set_up();
	from.rows[0].eax = 0x78;
	assert_string_equal(collect(30), wrong_sum);
}

/* On a host that is not patched the number of rows may be anything. */
static void rows_are_bounded(void **state)
{
	(void)state;
	set_up();
	assert_int_equal(sample_rows(&to), 2);
	assert_int_equal(sample_reads_after_latch(&to), 2 + SAMPLE_TOTALS);
	to.latch.eax = UINT32_MAX;
	assert_int_equal(sample_rows(&to), SAMPLE_ROWS);
	assert_int_equal(sample_of_reason(&to, MSR_CODE).exits, 10);
	assert_int_equal(sample_of_reason(&to, 0x400).exits, 0);
}

static void take_latch(uint32_t left, bool is_stuck)
{
	memset(&from, 0xFF, sizeof(from));
	latch_left = left;
	latch_is_stuck = is_stuck;
	latch_reads = 0;
	sample_latch(&from);
}

/* 64 vCPUs and fewer need one read. */
static void a_latch_is_repeated_until_no_vcpu_is_left(void **state)
{
	(void)state;
	take_latch(0, false);
	assert_true(sample_is_latched(&from));
	assert_int_equal(from.repeats, 0);
	assert_int_equal(latch_reads, 1);
	take_latch(129, false);
	assert_true(sample_is_latched(&from));
	assert_int_equal(from.repeats, 3);
	assert_int_equal(latch_reads, 4);
	assert_int_equal(sample_reads_after_latch(&from), 3 + 2 + SAMPLE_TOTALS);
}

/* A host that never comes to an end gives no sample, and no rows of one. */
static void a_latch_without_an_end_is_not_valid(void **state)
{
	(void)state;
	take_latch(1, true);
	assert_false(sample_is_latched(&from));
	assert_int_equal(sample_rows(&from), 0);
	assert_int_equal(latch_reads, 1 + SAMPLE_REPEATS_MAX);
}

/* MSR occurred only on the first host; CPUID has fewer exits on the second. */
static void a_moved_vm_has_counts_from_both_hosts(void **state)
{
	(void)state;
	set_up();
	assert_true(from.latch.eax == 1);
	from.rows[1] = (struct cpuid){ MSR_CODE, 3, 9, 0 };
	from.latch.eax = 2;
	set_total(&from, 10, (1ULL << 32 | 100) + 9);
	to.latch.eax = 1;
	to.rows[0] = (struct cpuid){ CPUID_CODE, 4, 50, 0 };
	set_total(&to, 4, 50);
	assert_null(collect(30));
	assert_true(record.phases[0].moved);
	assert_int_equal(record.begin.reasons, 2);
	assert_int_equal(record.reasons[0].before.exits, 7);
	assert_int_equal(record.reasons[1].before.exits, 3);
	assert_int_equal(record.reasons[0].boot.exits, 0);
	assert_int_equal(record.reasons[0].max, 0);
	assert_int_equal(record.reasons[0].blocked, 0);
	assert_true(record_boot_adds_up(&record));
}

/* No counter is lower: the phase is left out by its generation. */
static void another_generation_is_another_host(void **state)
{
	(void)state;
	set_up();
	to.totals[EXIT_PROBE_TOTALS_GENERATION - SAMPLE_TOTAL_FIRST].eax = 2;
	assert_null(collect(30));
	assert_true(record.phases[0].moved);
	assert_int_equal(record.reasons[0].before.exits, 7);
	assert_int_equal(record.reasons[0].boot.exits, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_match_the_manuals),
		cmocka_unit_test(other_names_are_unknown),
		cmocka_unit_test(other_reasons_are_numbers),
		cmocka_unit_test(interrupts_of_the_host_are_not_own_exits),
		cmocka_unit_test(reasons_are_collected_from_samples),
		cmocka_unit_test(a_moved_vm_has_counts_from_both_hosts),
		cmocka_unit_test(another_generation_is_another_host),
		cmocka_unit_test(exits_beyond_32_bits_are_complete),
		cmocka_unit_test(inconsistent_tables_are_refused),
		cmocka_unit_test(rows_are_bounded),
		cmocka_unit_test(a_latch_is_repeated_until_no_vcpu_is_left),
		cmocka_unit_test(a_latch_without_an_end_is_not_valid),
	};

	return run_tap(tests);
}
