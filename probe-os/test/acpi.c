// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is read from ACPI's tables: how to power off, CPUs, root buses.
 */
#include <string.h>

#include "firmware/acpi.h"
#include "firmware/acpi_machine.h"
#include "test/cmocka_tap.h"
#include "test/machine.h"

#define RSDP 0xF5000
#define RSDT 0x10000
#define FADT 0x20000
#define DSDT 0x30000

static void put32(uint8_t *at, uint32_t value)
{
	memcpy(at, &value, sizeof(value));
}

static void put_table(uint64_t address, const char *signature, uint8_t *table, uint32_t size)
{
	memcpy(table, signature, 4);
	put32(table + 4, size);
	machine_put(address, table, size);
}

static void put_rsdp(uint64_t address, uint32_t rsdt)
{
	uint8_t rsdp[20] = "RSD PTR ";

	put32(rsdp + 16, rsdt);
	for (int i = 0; i < 20; i++)
		if (i != 8)
			rsdp[8] -= rsdp[i];
	machine_put(address, rsdp, sizeof(rsdp));
}

static void put_fadt(void)
{
	uint8_t rsdt[44] = { 0 }, fadt[116] = { 0 };

	put32(rsdt + 36, 0x999999);
	put32(rsdt + 40, FADT);
	put_table(RSDT, "RSDT", rsdt, sizeof(rsdt));
	put32(fadt + 40, DSDT);
	put32(fadt + 48, 0xB2);
	fadt[52] = 0xF1;
	put32(fadt + 64, 0x604);
	put_table(FADT, "FACP", fadt, sizeof(fadt));
}

/* A DSDT that ends with the bytes given */
static void put_dsdt(const char *aml, size_t size)
{
	uint8_t dsdt[128] = { 0 };

	memcpy(dsdt + 40, aml, size);
	put_table(DSDT, "DSDT", dsdt, (uint32_t)(40 + size));
}

static int clean(void **state)
{
	(void)state;
	machine_clear();
	return 0;
}

static void the_sleep_type_is_found(void **state)
{
	struct acpi_poweroff poweroff;

	(void)state;
	put_rsdp(RSDP, RSDT);
	put_fadt();
	put_dsdt("\x08_S5_\x12\x08\x04\x0A\x05\x01\x00\x00", 13);
	assert_true(acpi_find_poweroff(RSDP, &poweroff));
	assert_int_equal(poweroff.pm1a, 0x604);
	assert_int_equal(poweroff.pm1b, 0);
	assert_int_equal(poweroff.value_a, 5 << 10 | 0x2000);
	assert_int_equal(poweroff.value_b, 1 << 10 | 0x2000);
	assert_int_equal(poweroff.smi_command, 0xB2);
	assert_int_equal(poweroff.enable, 0xF1);
}

static void the_pointer_is_searched_for(void **state)
{
	struct acpi_poweroff poweroff;

	(void)state;
	put_rsdp(RSDP, RSDT);
	put_fadt();
	put_dsdt("_S5_\x12\x06\x04\x00\x00\x00\x00", 11);
	assert_true(acpi_find_poweroff(0, &poweroff));
	assert_int_equal(poweroff.value_a, 0x2000);
}

static void an_xsdt_without_rsdt_works(void **state)
{
	uint8_t rsdp[36] = "RSD PTR ", xsdt[44] = { 0 };
	struct acpi_poweroff poweroff;

	(void)state;
	rsdp[15] = 2;
	put32(rsdp + 24, 0x11000);
	machine_put(RSDP, rsdp, sizeof(rsdp));
	put32(xsdt + 36, FADT);
	put_table(0x11000, "XSDT", xsdt, sizeof(xsdt));
	put_fadt();
	put_dsdt("_S5_\x12\x06\x04\x00\x00\x00\x00", 11);
	assert_true(acpi_find_poweroff(RSDP, &poweroff));
}

static void a_cut_off_package_is_refused(void **state)
{
	struct acpi_poweroff poweroff;

	(void)state;
	put_rsdp(RSDP, RSDT);
	put_fadt();
	put_dsdt("xxx_S5_\x12\xC8\x04\x0A", 11);
	assert_false(acpi_find_poweroff(RSDP, &poweroff));
}

static void missing_tables_are_refused(void **state)
{
	uint8_t huge[36] = { 0 };
	struct acpi_poweroff poweroff;

	(void)state;
	assert_false(acpi_find_poweroff(0, &poweroff));
	assert_false(acpi_find_poweroff(RSDP, &poweroff));
	put_rsdp(RSDP, RSDT);
	assert_false(acpi_find_poweroff(RSDP, &poweroff));
	put_fadt();
	assert_false(acpi_find_poweroff(RSDP, &poweroff));
	memcpy(huge, "DSDT\xFF\xFF\xFF\xFF", 8);
	machine_put(DSDT, huge, sizeof(huge));
	assert_false(acpi_find_poweroff(RSDP, &poweroff));
}

/* A root pointer in a BIOS's place, and nothing behind it */
static void a_bios_is_known_by_its_pointer(void **state)
{
	(void)state;
	assert_false(acpi_is_of_bios());
	put_rsdp(0x10000, RSDT);
	assert_false(acpi_is_of_bios());
	put_rsdp(RSDP, RSDT);
	assert_true(acpi_is_of_bios());
}

static size_t roots_of(const char *aml, size_t size, bool roots[ACPI_PCI_BUSES])
{
	memset(roots, 0, ACPI_PCI_BUSES * sizeof(*roots));
	machine_clear();
	put_rsdp(RSDP, RSDT);
	put_fadt();
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
		cmocka_unit_test_teardown(the_sleep_type_is_found, clean),
		cmocka_unit_test_teardown(the_pointer_is_searched_for, clean),
		cmocka_unit_test_teardown(an_xsdt_without_rsdt_works, clean),
		cmocka_unit_test_teardown(a_cut_off_package_is_refused, clean),
		cmocka_unit_test_teardown(a_bios_is_known_by_its_pointer, clean),
		cmocka_unit_test_teardown(root_buses_are_found, clean),
		cmocka_unit_test_teardown(more_cpus_than_room_are_counted, clean),
		cmocka_unit_test_teardown(missing_tables_are_refused, clean),
	};

	return run_tap(tests);
}
