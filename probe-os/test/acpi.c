// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is read from ACPI's tables: how to end the machine.
 */
#include <string.h>

#include "firmware/acpi.h"
#include "test/cmocka_tap.h"
#include "test/machine.h"
#include "test/made_acpi.h"

/* Flags of a FADT */
#define RESET_REGISTER   (1U << 10)
#define HARDWARE_REDUCED (1U << 20)

static void the_sleep_type_is_found(void **state)
{
	struct acpi_poweroff poweroff;

	(void)state;
	put_rsdp(RSDP, RSDT);
	put_pm1_fadt();
	put_dsdt("\x08_S5_\x12\x08\x04\x0A\x05\x01\x00\x00", 13);
	acpi_find_poweroff(RSDP, &poweroff);
	assert_int_equal(poweroff.way, ACPI_OFF_PM1);
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
	put_pm1_fadt();
	put_dsdt("_S5_\x12\x06\x04\x00\x00\x00\x00", 11);
	acpi_find_poweroff(0, &poweroff);
	assert_int_equal(poweroff.way, ACPI_OFF_PM1);
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
	put_pm1_fadt();
	put_dsdt("_S5_\x12\x06\x04\x00\x00\x00\x00", 11);
	acpi_find_poweroff(RSDP, &poweroff);
	assert_int_equal(poweroff.way, ACPI_OFF_PM1);
}

static enum acpi_off way_of(uint64_t rsdp)
{
	struct acpi_poweroff poweroff;

	acpi_find_poweroff(rsdp, &poweroff);
	return poweroff.way;
}

static void a_cut_off_package_is_refused(void **state)
{
	(void)state;
	put_rsdp(RSDP, RSDT);
	put_pm1_fadt();
	put_dsdt("xxx_S5_\x12\xC8\x04\x0A", 11);
	assert_int_equal(way_of(RSDP), ACPI_OFF_NONE);
}

/* Without tables it is a PC that has a keyboard controller; with tables they decide. */
static void missing_tables_are_refused(void **state)
{
	uint8_t huge[36] = { 0 };

	(void)state;
	assert_int_equal(way_of(0), ACPI_OFF_8042);
	assert_int_equal(way_of(RSDP), ACPI_OFF_8042);
	put_rsdp(RSDP, RSDT);
	assert_int_equal(way_of(RSDP), ACPI_OFF_8042);
	put_pm1_fadt();
	assert_int_equal(way_of(RSDP), ACPI_OFF_NONE);
	memcpy(huge, "DSDT\xFF\xFF\xFF\xFF", 8);
	machine_put(DSDT, huge, sizeof(huge));
	assert_int_equal(way_of(RSDP), ACPI_OFF_NONE);
}

/* A FADT that ends behind some field: what is behind it is not read. */
static void short_tables_are_refused(void **state)
{
	static const uint32_t sizes[] = { 36, 40, 44, 71, 72, 109, 110, 116, 128, 129, 148, 255 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		uint8_t rsdt[40] = { 0 };

		clean(NULL);
		put_rsdp(RSDP, RSDT);
		put32(rsdt + 36, FADT);
		put_table(RSDT, "RSDT", rsdt, sizeof(rsdt));
		put32(fadt + 40, DSDT);
		put32(fadt + 112, HARDWARE_REDUCED | RESET_REGISTER);
		set_register(fadt + 116, PORTS, 0xCF9);
		set_register(fadt + 244, PORTS, 0x600);
		fadt[109] = 2;
		put_table(FADT, "FACP", fadt, sizes[i]);
		put_dsdt("_S5_\x12\x06\x04\x00\x00\x00\x00", 11);
		assert_int_equal(way_of(RSDP), sizes[i] > 128   ? ACPI_OFF_RESET_REGISTER
					       : sizes[i] > 109 ? ACPI_OFF_8042
								: ACPI_OFF_NONE);
	}
}

/* As Cloud Hypervisor has it: one XSDT, no address of the DSDT with 32 bits, and PM1 ports
 * that do nothing. */
static void the_sleep_control_is_found(void **state)
{
	uint8_t rsdp[36] = "RSD PTR ", xsdt[44] = { 0 };
	struct acpi_poweroff poweroff;

	(void)state;
	rsdp[15] = 2;
	put32(rsdp + 24, 0x11000);
	machine_put(RSDP, rsdp, sizeof(rsdp));
	put32(xsdt + 36, FADT);
	put_table(0x11000, "XSDT", xsdt, sizeof(xsdt));
	put32(fadt + 64, 0x610);
	put32(fadt + 112, HARDWARE_REDUCED | RESET_REGISTER);
	set_register(fadt + 116, PORTS, 0x600);
	fadt[128] = 1;
	put32(fadt + 140, DSDT);
	set_register(fadt + 244, PORTS, 0x600);
	put_table(FADT, "FACP", fadt, sizeof(fadt));
	put_dsdt("\x08_S5_\x12\x08\x04\x0A\x05\x0A\x05\x00\x00", 14);
	acpi_find_poweroff(RSDP, &poweroff);
	assert_int_equal(poweroff.way, ACPI_OFF_SLEEP_CONTROL);
	assert_int_equal(poweroff.control.address, 0x600);
	assert_false(poweroff.control.in_memory);
	assert_int_equal(poweroff.control_value, 5 << 2 | 0x20);
}

/* A hardware-reduced machine whose sleep control register is the one given */
static enum acpi_off way_with_control(uint8_t space, uint64_t address)
{
	static const uint8_t device[16];

	clean(NULL);
	put_rsdp(RSDP, RSDT);
	put32(fadt + 112, HARDWARE_REDUCED);
	set_register(fadt + 244, space, address);
	put_pm1_fadt();
	put_dsdt("_S5_\x12\x06\x04\x00\x00\x00\x00", 11);
	machine_put(0xFED00000, device, sizeof(device));
	return way_of(RSDP);
}

static void an_unreachable_control_is_refused(void **state)
{
	(void)state;
	assert_int_equal(way_with_control(MEMORY, 0xFED00000), ACPI_OFF_SLEEP_CONTROL);
	assert_int_equal(way_with_control(MEMORY, 0xFED0000F), ACPI_OFF_SLEEP_CONTROL);
	assert_int_equal(way_with_control(MEMORY, 0xFED00010), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(MEMORY, 0x1FED00000), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(MEMORY, UINT64_MAX), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(MEMORY, 0), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(PORTS, 0xFFFF), ACPI_OFF_SLEEP_CONTROL);
	assert_int_equal(way_with_control(PORTS, 0x10000), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(PORTS, 0x100000604), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(PORTS, 0), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(PCI, 0x604), ACPI_OFF_NONE);
	assert_int_equal(way_with_control(0x7F, 0xFED00000), ACPI_OFF_NONE);
}

/* A machine without a sleep type, with these flags and the reset register given */
static enum acpi_off way_to_reset(uint32_t flags, uint8_t space, uint64_t address, uint8_t boot,
				  const char *aml, size_t size)
{
	clean(NULL);
	put_rsdp(RSDP, RSDT);
	put32(fadt + 112, flags);
	set_register(fadt + 116, space, address);
	fadt[109] = boot;
	put_pm1_fadt();
	put_dsdt(aml, size);
	return way_of(RSDP);
}

/* Firecracker names its keyboard controller only in the DSDT. */
static void a_reset_is_found(void **state)
{
	static const char keyboard[] = "x\x08_HID\x0C\x41\xD0\x03\x03";
	static const char serial[] = "x\x08_HID\x0C\x41\xD0\x05\x01";
	const size_t size = sizeof(keyboard) - 1;

	(void)state;
	assert_int_equal(way_to_reset(RESET_REGISTER, PORTS, 0xCF9, 0, "", 0),
			 ACPI_OFF_RESET_REGISTER);
	assert_int_equal(way_to_reset(RESET_REGISTER, PCI, 0xCF9, 0, "", 0), ACPI_OFF_NONE);
	assert_int_equal(way_to_reset(RESET_REGISTER, PORTS, 0, 2, "", 0), ACPI_OFF_8042);
	assert_int_equal(way_to_reset(0, PORTS, 0xCF9, 0, "", 0), ACPI_OFF_NONE);
	assert_int_equal(way_to_reset(0, PORTS, 0xCF9, 2, "", 0), ACPI_OFF_8042);
	assert_int_equal(way_to_reset(0, 0, 0, 4, keyboard, size), ACPI_OFF_8042);
	assert_int_equal(way_to_reset(0, 0, 0, 4, keyboard, size - 1), ACPI_OFF_NONE);
	assert_int_equal(way_to_reset(0, 0, 0, 4, serial, size), ACPI_OFF_NONE);
}

/* Ports with 32 bits are better than generic ones, which may be all there is. */
static void ports_are_found(void **state)
{
	(void)state;
	put32(fadt + 76, 0x608);
	set_register(fadt + 208, PORTS, 0x708);
	assert_int_equal(acpi_fixed_port(fadt, sizeof(fadt), 76, 208), 0x608);
	put32(fadt + 76, 0);
	assert_int_equal(acpi_fixed_port(fadt, sizeof(fadt), 76, 208), 0x708);
	assert_int_equal(acpi_fixed_port(fadt, 219, 76, 208), 0);
	put32(fadt + 76, 0x10608);
	assert_int_equal(acpi_fixed_port(fadt, sizeof(fadt), 76, 208), 0);
	put32(fadt + 76, 0);
	set_register(fadt + 208, MEMORY, RSDP);
	put_rsdp(RSDP, RSDT);
	assert_int_equal(acpi_fixed_port(fadt, sizeof(fadt), 76, 208), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_sleep_type_is_found, clean),
		cmocka_unit_test_teardown(the_pointer_is_searched_for, clean),
		cmocka_unit_test_teardown(an_xsdt_without_rsdt_works, clean),
		cmocka_unit_test_teardown(a_cut_off_package_is_refused, clean),
		cmocka_unit_test_teardown(missing_tables_are_refused, clean),
		cmocka_unit_test_teardown(short_tables_are_refused, clean),
		cmocka_unit_test_teardown(the_sleep_control_is_found, clean),
		cmocka_unit_test_teardown(an_unreachable_control_is_refused, clean),
		cmocka_unit_test_teardown(a_reset_is_found, clean),
		cmocka_unit_test_teardown(ports_are_found, clean),
	};

	return run_tap(tests);
}
