// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is read from ACPI's tables: CPUs, root buses.
 */
#include <string.h>

#include "firmware/acpi_machine.h"
#include "firmware/acpi_table.h"
#include "test/cmocka_tap.h"
#include "test/machine.h"
#include "test/made_acpi.h"

/* A root pointer in a BIOS's place, and a BIOS: VMMs without one use that place, too. */
static void a_bios_is_known_by_its_pointer(void **state)
{
	(void)state;
	assert_false(acpi_is_of_bios());
	put_rsdp(0x10000, RSDT);
	assert_false(acpi_is_of_bios());
	put_rsdp(RSDP, RSDT);
	assert_false(acpi_is_of_bios());
	machine_put(0xFFFF0, "\0", 1);
	assert_false(acpi_is_of_bios());
	machine_clear();
	put_rsdp(RSDP, RSDT);
	machine_put(0xFFFF0, "\xEA", 1);
	assert_true(acpi_is_of_bios());
}

static size_t roots_of(const char *aml, size_t size, bool roots[ACPI_PCI_BUSES])
{
	memset(roots, 0, ACPI_PCI_BUSES * sizeof(*roots));
	machine_clear();
	put_rsdp(RSDP, RSDT);
	put_pm1_fadt();
	put_dsdt(aml, size);
	return acpi_find_pci_roots(RSDP, roots);
}

static void root_buses_are_found(void **state)
{
	static const char aml[] = "x\x08_BBN\x0A\x80_BBN\x0A\x81\x08_BBN\x01\x08_BBN\x00";
	bool roots[ACPI_PCI_BUSES] = { false };

	(void)state;
	assert_int_equal(acpi_find_pci_roots(RSDP, roots), 1);
	assert_true(roots[0]);
	assert_int_equal(roots_of(aml, sizeof(aml) - 1, roots), 3);
	assert_true(roots[0] && roots[1] && roots[0x80]);
	assert_false(roots[0x81]);
	/* The name at the table's very end, its number cut off */
	assert_int_equal(roots_of("\x08_BBN\x0A", 6, roots), 1);
	assert_int_equal(roots_of("\x08_BBN\x0A\xFF", 7, roots), 2);
}

/* All are counted, the first are told. */
static void more_cpus_than_room_are_counted(void **state)
{
	uint8_t rsdt[40] = { 0 }, madt[44 + 16 * 8] = { 0 };
	uint32_t ids[3] = { 0, 0, 99 };

	(void)state;
	assert_int_equal(acpi_find_cpus(RSDP, ids, 2), 0);
	put_rsdp(RSDP, RSDT);
	put32(rsdt + 36, FADT);
	put_table(RSDT, "RSDT", rsdt, sizeof(rsdt));
	for (uint8_t i = 0; i < 16; i++) {
		const uint8_t entry[8] = { 0, 8, i, (uint8_t)(2 * i), i != 5 };

		memcpy(madt + 44 + 8 * i, entry, sizeof(entry));
	}
	put_table(FADT, "APIC", madt, sizeof(madt));
	assert_int_equal(acpi_find_cpus(RSDP, ids, 2), 15);
	assert_int_equal(ids[1], 2);
	assert_int_equal(ids[2], 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_bios_is_known_by_its_pointer, clean),
		cmocka_unit_test_teardown(root_buses_are_found, clean),
		cmocka_unit_test_teardown(more_cpus_than_room_are_counted, clean),
	};

	return run_tap(tests);
}
