// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of what is behind causes of exits.
 */
#include <stdbool.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "names/names.h"
#include "record/record.h"
#include "test/cmocka_tap.h"

#define ANY   0
#define READ  EXIT_PROBE_ACCESS_READ
#define WRITE EXIT_PROBE_ACCESS_WRITE

struct row {
	bool is_kind;
	uint64_t first, last; /* first: of a kind, its number */
	uint32_t access;
	const char *name;
};

static const struct row rows[] = {
#define KIND(kind)                       { true, kind, 0, 0, "" },
#define RANGE(first, last, access, name) { false, first, last, access, name },
#include "names/names.def"
#undef KIND
#undef RANGE
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static void expect(uint32_t kind, uint64_t detail, uint32_t access, const char *wanted)
{
	const char *name = cause_name(kind, detail, access);

	if (!wanted) {
		assert_null(name);
		return;
	}
	assert_non_null(name);
	assert_string_equal(name, wanted);
}

static void port(uint64_t detail, uint32_t access, const char *wanted)
{
	expect(EXIT_PROBE_CAUSE_PORT, detail, access, wanted);
}

static void msr(uint64_t detail, const char *wanted)
{
	expect(EXIT_PROBE_CAUSE_MSR, detail, WRITE, wanted);
}

static void mmio(uint64_t detail, const char *wanted)
{
	expect(EXIT_PROBE_CAUSE_MMIO, detail, READ, wanted);
}

static bool is_within(const struct row *inner, const struct row *outer)
{
	return inner->first >= outer->first && inner->last <= outer->last;
}

static bool are_apart(const struct row *a, const struct row *b)
{
	return a->last < b->first || a->first > b->last ||
	       (a->first == b->first && a->last == b->last && a->access == READ &&
		b->access == WRITE);
}

/* Of ranges with the same details, ANY is the outer one. */
static bool is_sorted(const struct row *before, const struct row *row)
{
	return are_apart(before, row) ? before->first <= row->first
				      : is_within(row, before) && before->access == ANY;
}

static void ranges_are_sorted_and_overlap_only_within_each_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		assert_true(rows[i].is_kind || rows[i].first <= rows[i].last);
		for (size_t j = i; j-- > 0 && !rows[i].is_kind && !rows[j].is_kind;)
			if (!is_sorted(&rows[j], &rows[i]))
				fail_msg("%s and %s", rows[j].name, rows[i].name);
	}
}

static void each_kind_is_there_once(void **state)
{
	uint32_t seen = 0;

	(void)state;
	assert_true(rows[0].is_kind);
	for (size_t i = 0; i < ROWS; i++) {
		if (!rows[i].is_kind)
			continue;
		assert_false(seen & 1u << rows[i].first);
		seen |= 1u << rows[i].first;
	}
}

static void names_fit_into_a_record_and_are_not_the_one_before(void **state)
{
	(void)state;
	assert_true(rows[1].name[0]);
	for (size_t i = 1; i < ROWS; i++) {
		assert_true(strlen(rows[i].name) < RECORD_NAME_SIZE);
		for (const char *c = rows[i].name; *c; c++)
			assert_true(*c >= ' ' && *c <= '~' && *c != '"' && *c != '\\');
		assert_false(!rows[i].is_kind && !rows[i].name[0] && rows[i - 1].is_kind);
		assert_false(rows[i].name[0] && strcmp(rows[i].name, rows[i - 1].name) == 0);
	}
}

/* The smallest range that matches is the name, by a search that knows nothing of the order. */
static const char *smallest(uint32_t kind, uint64_t detail, uint32_t access)
{
	const char *name = NULL, *found = NULL;
	uint64_t best = UINT64_MAX;
	bool of_kind = false;

	for (size_t i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];

		if (row->is_kind) {
			of_kind = row->first == kind;
			continue;
		}
		if (row->name[0])
			name = row->name;
		if (!of_kind || detail < row->first || detail > row->last ||
		    (row->access != ANY && row->access != access))
			continue;
		if (2 * (row->last - row->first) + (row->access == ANY) <= best) {
			best = 2 * (row->last - row->first) + (row->access == ANY);
			found = name;
		}
	}
	return found;
}

static void expect_smallest(uint32_t kind, uint64_t detail)
{
	expect(kind, detail, READ, smallest(kind, detail, READ));
	expect(kind, detail, WRITE, smallest(kind, detail, WRITE));
	expect(kind, detail, ANY, smallest(kind, detail, ANY));
}

static void the_smallest_range_is_the_name_at_each_border(void **state)
{
	uint32_t kind = 0;

	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].is_kind) {
			kind = (uint32_t)rows[i].first;
			continue;
		}
		/* Their names differ: see below. */
		if (kind == EXIT_PROBE_CAUSE_APIC || rows[i].first == 0xFEE00000)
			continue;
		expect_smallest(kind, rows[i].first - 1);
		expect_smallest(kind, rows[i].first);
		expect_smallest(kind, rows[i].last);
		if (rows[i].last + 1 != 0xFEE00000)
			expect_smallest(kind, rows[i].last + 1);
	}
}

static void ports_have_the_name_of_their_direction(void **state)
{
	(void)state;
	port(0x20, READ, "PIC master IRR, ISR");
	port(0x20, WRITE, "PIC master command");
	port(0x21, WRITE, "PIC master mask");
	port(0xA0, WRITE, "PIC slave command");
	port(0x40, WRITE, "PIT channel 0");
	port(0x43, WRITE, "PIT control");
	port(0x44, READ, NULL);
	port(0x61, READ, "PIT gate, speaker (0x61)");
	port(0x64, READ, "PS/2 status");
	port(0x64, WRITE, "PS/2 command");
	port(0x70, WRITE, "RTC index, NMI mask");
	port(0x71, READ, "RTC, CMOS data");
	port(0x80, WRITE, "POST code, I/O delay");
	port(0x81, WRITE, "DMA page");
	port(0x1F0, READ, "IDE primary data");
	port(0x1F6, WRITE, "IDE primary");
	port(0x1F7, READ, "IDE primary status");
	port(0x1F7, WRITE, "IDE primary command");
	port(0x3F5, READ, "floppy FIFO");
	port(0x3F6, WRITE, "IDE primary control");
	port(0x3C0, READ, "VGA attribute index");
	port(0x3C0, WRITE, "VGA attribute index, data");
	port(0x3C1, WRITE, "VGA");
	port(0x3DA, READ, "VGA input status 1");
	port(0x2F7, READ, NULL);
	port(0x2F8, READ, "COM2");
	port(0x2FF, READ, "COM2");
	port(0x300, READ, NULL);
	port(0x3F8, WRITE, "COM1 data");
	port(0x3FA, READ, "COM1 interrupt identification");
	port(0x3FA, WRITE, "COM1 FIFO control");
	port(0x3FD, READ, "COM1 line status");
	port(0x401, WRITE, NULL);
	port(0x402, WRITE, "debug console (0x402)");
	port(0x510, WRITE, "fw_cfg selector");
	port(0x511, READ, "fw_cfg data");
	port(0x512, READ, NULL);
	port(0x518, WRITE, "fw_cfg DMA");
	port(0x51C, WRITE, NULL);
	port(0x608, READ, "ACPI PM timer");
	port(0xB008, READ, "ACPI PM timer");
	port(0xCF7, WRITE, "ACPI CPU hotplug");
	port(0xCF8, WRITE, "PCI config address");
	port(0xCF9, WRITE, "reset control");
	port(0xCFC, READ, "PCI config data");
	port(0xCFF, READ, "PCI config data");
	port(0xD00, READ, NULL);
	port(0x100F8, WRITE, NULL);
}

static void an_msr_has_the_name_of_its_manual(void **state)
{
	(void)state;
	msr(0x1B, "IA32_APIC_BASE");
	msr(0x257, NULL);
	msr(0x258, "IA32_MTRR_FIX");
	msr(0x26F, "IA32_MTRR_FIX");
	msr(0x270, NULL);
	msr(0x6E0, "IA32_TSC_DEADLINE");
	msr(0x40000000, "Hyper-V GUEST_OS_ID");
	msr(0x4B564D01, "MSR_KVM_SYSTEM_TIME_NEW");
	msr(0x4B564D09, NULL);
	msr(0xC0000080, "EFER");
	msr(0xC001001A, "TOP_MEM");
	msr(0x10000001B, NULL);
}

static void a_register_of_the_apic_has_one_name_in_three_places(void **state)
{
	(void)state;
	expect(EXIT_PROBE_CAUSE_APIC, 0xB0, WRITE, "APIC EOI");
	mmio(0xFEE000B0, "APIC EOI");
	msr(0x80B, "x2APIC EOI");
	mmio(0xFEE00300, "APIC ICR");
	msr(0x830, "x2APIC ICR");
	msr(0x83F, "x2APIC self IPI");
	msr(0x817, "x2APIC ISR");
	msr(0x818, "x2APIC TMR");
}

static void the_x2apic_lacks_registers(void **state)
{
	(void)state;
	mmio(0xFEE00310, "APIC ICR high");
	msr(0x831, NULL);
	mmio(0xFEE000E0, "APIC DFR");
	msr(0x80E, NULL);
	msr(0x800, NULL);
	msr(0x8FF, NULL);
	msr(0x7FF, NULL);
	msr(0x900, NULL);
}

static void an_address_has_the_name_of_its_device(void **state)
{
	(void)state;
	mmio(0x9FFFF, NULL);
	mmio(0xA0000, "VGA memory");
	mmio(0xB8000, "VGA text memory");
	mmio(0xBFFFF, "VGA text memory");
	mmio(0xC0000, "option ROM area");
	mmio(0x100000, NULL);
	mmio(0xAFFFFFFF, NULL);
	mmio(0xB0000000, "PCI ECAM (q35)");
	mmio(0xC0000000, NULL);
	mmio(0xFEBFFFFF, NULL);
	mmio(0xFEC00000, "IOAPIC index");
	mmio(0xFEC00010, "IOAPIC data");
	mmio(0xFEC00020, "IOAPIC");
	mmio(0xFEC01000, NULL);
	mmio(0xFED000F0, "HPET counter");
	mmio(0xFED00400, NULL);
	mmio(0xFEDFFFFF, NULL);
	mmio(0xFEE00000, "local APIC");
	mmio(0xFEE00FFF, "local APIC");
	mmio(0xFEE01000, NULL);
	mmio(0xFFFFFFF0, "firmware flash");
	mmio(0x100000000, NULL);
	mmio(0x1000B8000, NULL);
}

/* The range of a device is not that of 2 MiB of memory around it. */
static void memory_has_a_name_if_all_of_it_is_in_a_range(void **state)
{
	(void)state;
	expect(EXIT_PROBE_CAUSE_MEMORY, 0, READ, NULL);
	expect(EXIT_PROBE_CAUSE_MEMORY, 0xFEC00000, READ, NULL);
	expect(EXIT_PROBE_CAUSE_MEMORY, 0xFEE00000, READ, NULL);
	expect(EXIT_PROBE_CAUSE_MEMORY, 0xFF600000, READ, NULL);
	expect(EXIT_PROBE_CAUSE_MEMORY, 0xFF800000, READ, "firmware flash");
	expect(EXIT_PROBE_CAUSE_MEMORY, 0xFFE00000, READ, "firmware flash");
}

static void other_kinds_have_names(void **state)
{
	(void)state;
	expect(EXIT_PROBE_CAUSE_CR, 0, WRITE, "CR0");
	expect(EXIT_PROBE_CAUSE_CR, 1, WRITE, NULL);
	expect(EXIT_PROBE_CAUSE_DR, 7, WRITE, "DR7, control");
	expect(EXIT_PROBE_CAUSE_VECTOR, 14, ANY, "#PF");
	expect(EXIT_PROBE_CAUSE_VECTOR, 32, ANY, NULL);
	expect(EXIT_PROBE_CAUSE_HYPERCALL, 10, ANY, "KVM_HC_SEND_IPI");
	expect(EXIT_PROBE_CAUSE_HYPERCALL, UINT32_MAX, ANY, NULL);
	expect(EXIT_PROBE_CAUSE_CPUID, 0x15, ANY, "TSC, crystal");
	expect(EXIT_PROBE_CAUSE_CPUID, EXIT_PROBE_LEAF_TABLE, ANY, "Exit Probe");
	expect(EXIT_PROBE_CAUSE_GHCB, 0x80000010, ANY, "page state change");
}

static void kinds_without_names_have_none(void **state)
{
	(void)state;
	expect(EXIT_PROBE_CAUSE_NONE, 0, ANY, NULL);
	expect(EXIT_PROBE_CAUSE_RIP, 0x3F8, EXIT_PROBE_ACCESS_RING, NULL);
	expect(EXIT_PROBE_CAUSE_OTHER, 0, ANY, NULL);
	expect(EXIT_PROBE_CAUSE_OTHER + 1, 0, ANY, NULL);
	expect(UINT32_MAX, UINT64_MAX, UINT32_MAX, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_sorted_and_overlap_only_within_each_other),
		cmocka_unit_test(each_kind_is_there_once),
		cmocka_unit_test(names_fit_into_a_record_and_are_not_the_one_before),
		cmocka_unit_test(the_smallest_range_is_the_name_at_each_border),
		cmocka_unit_test(ports_have_the_name_of_their_direction),
		cmocka_unit_test(an_msr_has_the_name_of_its_manual),
		cmocka_unit_test(a_register_of_the_apic_has_one_name_in_three_places),
		cmocka_unit_test(the_x2apic_lacks_registers),
		cmocka_unit_test(an_address_has_the_name_of_its_device),
		cmocka_unit_test(memory_has_a_name_if_all_of_it_is_in_a_range),
		cmocka_unit_test(other_kinds_have_names),
		cmocka_unit_test(kinds_without_names_have_none),
	};

	return run_tap(tests);
}
