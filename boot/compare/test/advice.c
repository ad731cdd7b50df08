// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each cause has the advice that is about it, with the right promise, and no row of the table
 * is out of reach.
 */
#include <string.h>

#include "advice.h"
#include "exit_probe_abi.h"
#include "record/reason.h"
#include "test/cmocka_tap.h"

#define ANY       0
#define READ      EXIT_PROBE_ACCESS_READ
#define WRITE     EXIT_PROBE_ACCESS_WRITE

#define TITLE_MAX 48
#define TEXT_MAX  320

struct row {
	const char *id, *reason; /* reason: NULL for a range */
	uint32_t kind, access;
	uint64_t first, last;
};

static const struct row rows[] = {
#define ADVICE(...)
#define CAUSE(id, kind, first, last, access, promise)                                              \
	{ #id, NULL, EXIT_PROBE_CAUSE_##kind, access, first, last },
#define REASON(id, word, promise) { #id, word, 0, 0, 0, 0 },
#include "advice.def"
#undef ADVICE
#undef CAUSE
#undef REASON
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static struct record_cause cause_of(uint32_t kind, uint64_t detail, uint32_t access)
{
	return (struct record_cause){
		.reason = "ioio", .kind = kind, .detail = detail, .access = access
	};
}

static struct record_cause cause_of_reason(const char *reason)
{
	struct record_cause cause = { .kind = EXIT_PROBE_CAUSE_NONE };

	strcpy(cause.reason, reason);
	return cause;
}

static void expect(const struct record_cause *cause, const char *id, uint64_t removed)
{
	const struct advice *advice = advice_of(cause);

	if (id) {
		assert_non_null(advice);
		assert_string_equal(advice->id, id);
	} else {
		assert_null(advice);
	}
	assert_int_equal(advice_removes(cause, 100), removed);
	assert_int_equal(advice_removes(cause, 0), 0);
}

static void about(uint32_t kind, uint64_t detail, uint32_t access, const char *id, uint64_t removed)
{
	const struct record_cause cause = cause_of(kind, detail, access);

	expect(&cause, id, removed);
}

static void about_reason(const char *reason, const char *id, uint64_t removed)
{
	const struct record_cause cause = cause_of_reason(reason);

	expect(&cause, id, removed);
}

static void a_port_has_the_advice_of_its_device(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_PORT, 0x3F7, WRITE, "floppy", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x3F8, WRITE, "serial", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x3FD, READ, "serial", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x400, WRITE, NULL, 0);
	about(EXIT_PROBE_CAUSE_PORT, 0x402, WRITE, "debug_port", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x42, READ, "pit", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x61, READ, "pit", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x608, READ, "pm_timer", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x71, READ, "rtc", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x1F7, READ, "ide", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x3F6, READ, "ide", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x64, READ, "ps2", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x3D5, WRITE, "vga", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x3BC, WRITE, NULL, 0);
}

static void a_reset_is_no_pci_access(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_PORT, 0xCF8, WRITE, "pci", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0xCF9, WRITE, NULL, 0);
	about(EXIT_PROBE_CAUSE_PORT, 0xCFE, READ, "pci", 100);
	about(EXIT_PROBE_CAUSE_MMIO, 0xB0000000, READ, "pci", 100);
}

/* A read of port 80h is no delay. */
static void only_writes_are_delays(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_PORT, 0x80, WRITE, "io_delay", 100);
	about(EXIT_PROBE_CAUSE_PORT, 0x80, READ, NULL, 0);
}

/* Its kind is that of the port, and an address has the same number. */
static void a_range_is_of_its_kind(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_MMIO, 0x3F8, WRITE, NULL, 0);
	about(EXIT_PROBE_CAUSE_RIP, 0x3F8, EXIT_PROBE_ACCESS_RING, NULL, 0);
	about(EXIT_PROBE_CAUSE_NONE, 0, ANY, NULL, 0);
	about(EXIT_PROBE_CAUSE_OTHER, 0, ANY, NULL, 0);
}

static void what_only_gets_cheaper_is_not_promised(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_PORT, 0x20, WRITE, "irqchip", 0);
	about(EXIT_PROBE_CAUSE_MMIO, 0xFEC00010, WRITE, "irqchip", 0);
	about(EXIT_PROBE_CAUSE_MMIO, 0xFEE000B0, WRITE, "x2apic", 0);
	about(EXIT_PROBE_CAUSE_MSR, 0x6E0, WRITE, "timer", 0);
	about(EXIT_PROBE_CAUSE_CPUID, 1, ANY, "cpuid", 0);
	about(EXIT_PROBE_CAUSE_MSR, 0x8B, READ, "msr_probe", 0);
	about(EXIT_PROBE_CAUSE_PORT, 0x510, WRITE, "fw_cfg", 0);
	about(EXIT_PROBE_CAUSE_PORT, 0x511, READ, "fw_cfg", 100);
	about_reason("external_interrupt", "host_interrupts", 0);
	about_reason("intr", "host_interrupts", 0);
}

/* The x2APIC has one ICR of 64 bits without a busy bit. */
static void the_apic_loses_exits_of_half_its_icr(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_MMIO, 0xFEE00300, WRITE, "ipi", 100);
	about(EXIT_PROBE_CAUSE_MMIO, 0xFEE00300, READ, "x2apic", 100);
	about(EXIT_PROBE_CAUSE_MMIO, 0xFEE00310, WRITE, "x2apic", 100);
	about(EXIT_PROBE_CAUSE_APIC, 0x300, WRITE, "ipi", 100);
	about(EXIT_PROBE_CAUSE_APIC, 0x310, WRITE, "x2apic", 100);
	about(EXIT_PROBE_CAUSE_MSR, 0x830, WRITE, "ipi", 100);
	about(EXIT_PROBE_CAUSE_MSR, 0x80B, WRITE, "apicv", 100);
}

/* With AVIC, the IPIs that are left went to vCPUs that do not run. */
static void a_reason_comes_before_the_range_that_it_is_in(void **state)
{
	struct record_cause cause = cause_of(EXIT_PROBE_CAUSE_APIC, 0x300, WRITE);

	(void)state;
	strcpy(cause.reason, "avic_incomplete_ipi");
	expect(&cause, "avic", 0);
}

static void huge_pages_leave_one_exit_of_each_2_mib(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_MEMORY, 0x200000, WRITE, "huge_pages", 99);
	about(EXIT_PROBE_CAUSE_MEMORY, 0x140000000, WRITE, "huge_pages", 99);
	about(EXIT_PROBE_CAUSE_MEMORY, 0, WRITE, "huge_pages", 0);
}

static void the_readers_own_leaves_have_no_advice(void **state)
{
	(void)state;
	about(EXIT_PROBE_CAUSE_CPUID, EXIT_PROBE_LEAF_SIGNATURE - 1, ANY, "cpuid", 0);
	about(EXIT_PROBE_CAUSE_CPUID, EXIT_PROBE_LEAF_TOTALS, ANY, NULL, 0);
	about(EXIT_PROBE_CAUSE_CPUID, EXIT_PROBE_LEAF_TOTAL, ANY, NULL, 0);
	about(EXIT_PROBE_CAUSE_CPUID, 0x80000008, ANY, "cpuid", 0);
}

static void a_reason_without_detail_has_advice(void **state)
{
	(void)state;
	about_reason("hlt", "halt", 100);
	about_reason("pause", "pause", 100);
	about_reason("vintr", "apicv", 100);
	about_reason("interrupt_window", "apicv", 100);
	about_reason("invlpg", "nested_paging", 100);
	about_reason("rsm", NULL, 0);
}

/* The kind of a halt is its address if the host tells that. */
static void a_reason_has_advice_whatever_its_kind(void **state)
{
	struct record_cause cause = cause_of_reason("hlt");

	(void)state;
	cause.kind = EXIT_PROBE_CAUSE_RIP;
	cause.detail = 0xFFFFFFFF81000000;
	expect(&cause, "halt", 100);
}

static void advices_are_found_by_id(void **state)
{
	(void)state;
	for (size_t i = 0; i < advice_count(); i++)
		assert_ptr_equal(advice_by_id(advice_at(i)->id), advice_at(i));
	assert_null(advice_by_id("none"));
}

static void each_row_is_the_first_match_somewhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];
		struct record_cause first, last;

		if (row->reason)
			first = last = cause_of_reason(row->reason);
		else {
			first = cause_of(row->kind, row->first, row->access ? row->access : READ);
			last = cause_of(row->kind, row->last, row->access ? row->access : READ);
		}
		assert_true(row->first <= row->last);
		assert_non_null(advice_of(&first));
		assert_string_equal(advice_of(&first)->id, row->id);
		assert_string_equal(advice_of(&last)->id, row->id);
	}
}

static void a_row_adds_to_those_before(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		for (size_t j = 0; j < i; j++) {
			const struct row *a = &rows[j], *b = &rows[i];

			if (a->reason || b->reason) {
				assert_false(a->reason && b->reason &&
					     strcmp(a->reason, b->reason) == 0);
				continue;
			}
			if (a->kind != b->kind || (a->access != ANY && a->access != b->access))
				continue;
			assert_false(a->first <= b->first && b->last <= a->last);
		}
}

static void reasons_are_in_a_manual(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].reason)
			assert_true(reason_is_known(EXIT_PROBE_VENDOR_INTEL, rows[i].reason) ||
				    reason_is_known(EXIT_PROBE_VENDOR_AMD, rows[i].reason));
}

static bool is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~' || strchr("\"'\\`", *text))
			return false;
	return true;
}

static bool is_word(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}

static bool has_a_row(const char *id)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].id, id) == 0)
			return true;
	return false;
}

/* A title is part of a sentence and a label of a plot; the text is sentences. */
static void advices_are_short_and_about_something(void **state)
{
	(void)state;
	for (size_t i = 0; i < advice_count(); i++) {
		const struct advice *advice = advice_at(i);
		const size_t length = strlen(advice->text);

		assert_true(is_word(advice->id) && has_a_row(advice->id));
		assert_true(is_plain(advice->title) && strlen(advice->title) <= TITLE_MAX);
		assert_true(is_plain(advice->knob) && !strchr(advice->knob, ' '));
		assert_true(length <= TEXT_MAX && advice->text[length - 1] == '.');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_port_has_the_advice_of_its_device),
		cmocka_unit_test(a_reset_is_no_pci_access),
		cmocka_unit_test(only_writes_are_delays),
		cmocka_unit_test(a_range_is_of_its_kind),
		cmocka_unit_test(what_only_gets_cheaper_is_not_promised),
		cmocka_unit_test(the_apic_loses_exits_of_half_its_icr),
		cmocka_unit_test(a_reason_comes_before_the_range_that_it_is_in),
		cmocka_unit_test(huge_pages_leave_one_exit_of_each_2_mib),
		cmocka_unit_test(the_readers_own_leaves_have_no_advice),
		cmocka_unit_test(a_reason_without_detail_has_advice),
		cmocka_unit_test(a_reason_has_advice_whatever_its_kind),
		cmocka_unit_test(advices_are_found_by_id),
		cmocka_unit_test(each_row_is_the_first_match_somewhere),
		cmocka_unit_test(a_row_adds_to_those_before),
		cmocka_unit_test(reasons_are_in_a_manual),
		cmocka_unit_test(advices_are_short_and_about_something),
	};

	return run_tap(tests);
}
