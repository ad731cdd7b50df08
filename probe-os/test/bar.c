// SPDX-License-Identifier: GPL-2.0-only
/*
 * Causes in the ranges of PCI devices.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "names/bar.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

static const struct pci_function function = {
	.bus = 1, .device = 0x1F, .function = 3, .id = 0x12348086
};

/* The name that a cause of that kind gets from a range of 16 bytes at 0xC000 */
static const char *name_in(const struct pci_function *at, uint32_t class, uint32_t kind,
			   uint64_t detail, bool is_port)
{
	const struct pci_bar bar = { .index = 4, .is_port = is_port, .start = 0xC000, .size = 16 };

	make_sample(true);
	sample.causes[5].kind = kind;
	sample.causes[5].detail = detail;
	bar_name_causes(&sample, at, class, &bar);
	assert_string_equal(sample.causes[4].name, "COM1 \"data\"");
	return sample.causes[5].name;
}

static void a_range_names_its_causes(void **state)
{
	static const char named[] = "PCI 01:1f.3 BAR 4";

	(void)state;
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_PORT, 0xC000, true), named);
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_PORT, 0xC00F, true), named);
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_PORT, 0xC010, true), "COM1");
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_PORT, 0xBFFF, true), "COM1");
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_PORT, 0xC000, false), "COM1");
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_MMIO, 0xC000, true), "COM1");
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_MMIO, 0xC004, false), named);
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_MEMORY, 0xC000, false), named);
	assert_string_equal(name_in(&function, 0, EXIT_PROBE_CAUSE_MSR, 0xC000, false), "COM1");
}

static void known_devices_have_names(void **state)
{
	const struct pci_function old = { .id = 0x10001AF4 }, new = { .id = 0x10411AF4 },
				  other = { .id = 0x10FF1AF4 };

	(void)state;
	assert_string_equal(name_in(&old, 0x0200, EXIT_PROBE_CAUSE_PORT, 0xC000, true),
			    "virtio-net BAR 4");
	assert_string_equal(name_in(&new, 0x0200, EXIT_PROBE_CAUSE_PORT, 0xC000, true),
			    "virtio-net BAR 4");
	assert_string_equal(name_in(&other, 0x0200, EXIT_PROBE_CAUSE_PORT, 0xC000, true),
			    "PCI 00:00.0 BAR 4");
	assert_string_equal(name_in(&function, 0x0106, EXIT_PROBE_CAUSE_PORT, 0xC000, true),
			    "AHCI BAR 4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_range_names_its_causes),
		cmocka_unit_test(known_devices_have_names),
	};

	return run_tap(tests);
}
