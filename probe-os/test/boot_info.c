// SPDX-License-Identifier: GPL-2.0-only
/*
 * The three boot protocols, well-formed and broken.
 */
#include <string.h>

#include "firmware/boot_info.h"
#include "firmware/protocols.h"
#include "test/cmocka_tap.h"
#include "test/machine.h"

#define AT 0x10000

/* Static, because the test's own memory lies beyond 32-bit addresses. */
static struct boot_info info;

static int clean(void **state)
{
	(void)state;
	machine_clear();
	memset(&info, 0, sizeof(info));
	return 0;
}

static void multiboot1_is_read(void **state)
{
	const uint32_t information[] = { 0x24C, 639, 0,  0,       0x20000, 1, 0x21000, 0,      0,
					 0,     0,   24, 0x22000, 0,       0, 0,       0x23000 };
	const uint32_t module[] = { 0x400000, 0x500000, 0, 0 };
	const uint32_t map[] = { 20, 0x100000, 0, 0x700000, 0, 1 };

	(void)state;
	machine_put(AT, information, sizeof(information));
	machine_put(0x20000, "image exit=debug", 17);
	machine_put(0x21000, module, sizeof(module));
	machine_put(0x22000, map, sizeof(map));
	machine_put(0x23000, "a loader", 9);
	assert_null(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info));
	assert_int_equal(info.boot, BOOT_MULTIBOOT1);
	assert_string_equal(info.cmdline, "image exit=debug");
	assert_string_equal(info.loader, "a loader");
	assert_int_equal(memory_kib(&info.memory), 7 * 1024);
	assert_int_equal(info.memory.reserved_count, 3);
}

static void multiboot1_without_map_uses_the_upper_memory(void **state)
{
	uint32_t information[17] = { 0x1, 639, 4096 };

	(void)state;
	machine_put(AT, information, sizeof(information));
	assert_null(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info));
	assert_int_equal(memory_kib(&info.memory), 4096);
}

static void multiboot1_with_a_broken_map_is_refused(void **state)
{
	uint32_t information[17] = { 0x40 };
	const uint32_t map[] = { 0, 0x100000, 0, 0x700000, 0, 1 };

	(void)state;
	information[11] = sizeof(map);
	information[12] = 0x22000;
	machine_put(AT, information, sizeof(information));
	machine_put(0x22000, map, sizeof(map));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info),
			    "multiboot 1: the memory map is broken");
}

static void multiboot1_outside_memory_is_refused(void **state)
{
	uint32_t modules[17] = { 0x8, 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFF0 };

	(void)state;
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info),
			    "multiboot 1: the information lies outside memory");
	machine_put(AT, modules, sizeof(modules));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info),
			    "multiboot 1: a module lies outside memory");
}

static void a_missing_map_is_reported(void **state)
{
	uint32_t information[17] = { 0 };

	(void)state;
	machine_put(AT, information, sizeof(information));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info),
			    "the boot loader gave no memory map");
}

static void multiboot2_is_read(void **state)
{
	const uint32_t information[] = {
		104,      0,  1,        11,       0x74697865, 0x0000783D,
		12,       16, 0,        0,                       /* exit=x, EFI */
		3,        17, 0x400000, 0x500000, 0,          0, /* module */
		6,        40, 24,       0,        0x100000,   0,
		0x700000, 0,  1,        0, /* map */
	};
	const uint32_t end[] = { 0, 8 };
	char bytes[sizeof(information) + sizeof(end)];

	(void)state;
	memcpy(bytes, information, sizeof(information));
	memcpy(bytes + sizeof(information), end, sizeof(end));
	bytes[0] = sizeof(bytes);
	bytes[12] = 15;
	machine_put(AT, bytes, sizeof(bytes));
	assert_null(boot_info_read(BOOT_MAGIC_MULTIBOOT2, AT, &info));
	assert_int_equal(info.firmware, FIRMWARE_UEFI);
	assert_string_equal(info.cmdline, "exit=x");
	assert_int_equal(memory_kib(&info.memory), 7 * 1024);
	assert_int_equal(info.module_count, 1);
	assert_int_equal(info.modules[0].start, 0x400000);
	assert_int_equal(info.modules[0].end, 0x500000);
	assert_int_equal(info.memory.piece_count, 1);
	assert_int_equal(info.memory.pieces[0].size, 0x700000);
}

static void multiboot2_without_an_end_is_refused(void **state)
{
	const uint32_t information[] = { 16, 0, 6, 0xFFFFFFF8 };
	const uint32_t no_tag[] = { 8, 0 };

	(void)state;
	machine_put(AT, information, sizeof(information));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT2, AT, &info),
			    "multiboot 2: a tag leads past the end of the information");
	machine_put(0x20000, no_tag, sizeof(no_tag));
	assert_non_null(boot_info_read(BOOT_MAGIC_MULTIBOOT2, 0x20000, &info));
	assert_non_null(boot_info_read(BOOT_MAGIC_MULTIBOOT2, 0x30000, &info));
}

static void multiboot2_with_a_broken_tag_is_refused(void **state)
{
	const uint32_t map[] = { 32, 0, 6, 16, 0, 0, 0, 8 };
	const uint32_t module[] = { 24, 0, 3, 8, 0, 8 };

	(void)state;
	machine_put(AT, map, sizeof(map));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT2, AT, &info),
			    "multiboot 2: the memory map is broken");
	machine_put(0x20000, module, sizeof(module));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT2, 0x20000, &info),
			    "multiboot 2: a module tag is broken");
}

static void pvh_is_read(void **state)
{
	const uint32_t start[] = { BOOT_MAGIC_PVH, 1, 0,       0, 0, 0, 0x20000, 0,
				   0xF0000,        0, 0x21000, 0, 1, 0 };
	const uint32_t map[] = { 0x100000, 0, 0x700000, 0, 1, 0 };

	(void)state;
	machine_put(AT, start, sizeof(start));
	machine_put(0x20000, "exit=x", 7);
	machine_put(0x21000, map, sizeof(map));
	assert_null(boot_info_read(BOOT_MAGIC_PVH, AT, &info));
	assert_string_equal(info.cmdline, "exit=x");
	assert_int_equal(info.rsdp, 0xF0000);
	assert_int_equal(memory_kib(&info.memory), 7 * 1024);
}

static void pvh_without_start_info_is_refused(void **state)
{
	const uint32_t start[14] = { 1 };

	(void)state;
	machine_put(AT, start, sizeof(start));
	assert_string_equal(boot_info_read(BOOT_MAGIC_PVH, AT, &info),
			    "PVH: there is no start info");
}

static void pvh_with_an_endless_map_is_refused(void **state)
{
	const uint32_t start[] = { BOOT_MAGIC_PVH, 1, 0,          0, 0, 0, 0, 0, 0, 0,
				   0x21000,        0, 0xFFFFFFFF, 0 };

	(void)state;
	machine_put(AT, start, sizeof(start));
	assert_string_equal(boot_info_read(BOOT_MAGIC_PVH, AT, &info),
			    "PVH: the memory map lies outside memory");
}

/* Modules of one page each from 4 MiB on, in 16 MiB of memory */
#define MANY 80

static void assert_nothing_is_free(uint32_t magic)
{
	const struct range all = { 0, UINT64_MAX };

	assert_string_equal(boot_info_read(magic, AT, &info),
			    "the boot loader gave more modules than there is room for");
	assert_int_equal(memory_pick(&info.memory, all, 4096).end, 0);
}

static void multiboot1_has_room_for_64_modules(void **state)
{
	uint32_t information[17] = { 0x9, 0, 15 * 1024, 0, 0, MEMORY_RESERVED_MAX - 1, 0x21000 };
	uint32_t modules[MANY][4] = { { 0 } };
	const struct range all = { 0, UINT64_MAX };

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		modules[i][0] = 0x400000 + 0x1000 * i;
		modules[i][1] = modules[i][0] + 0x1000;
	}
	machine_put(0x21000, modules, sizeof(modules));
	machine_put(AT, information, sizeof(information));
	assert_null(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info));
	assert_int_not_equal(memory_pick(&info.memory, all, 4096).end, 0);
	/* With the information one more than there is room for; then the largest count */
	for (uint32_t count = MEMORY_RESERVED_MAX; count; count = count == MANY ? 0 : MANY) {
		clean(NULL);
		information[5] = count;
		machine_put(0x21000, modules, sizeof(modules));
		machine_put(AT, information, sizeof(information));
		assert_nothing_is_free(BOOT_MAGIC_MULTIBOOT1);
	}
}

static void empty_modules_are_bounded(void **state)
{
	const uint32_t information[17] = { 0x9, 0, 4096, 0, 0, 0xFFFFFFFF, 0x21000 };
	const uint32_t modules[MANY][4] = { { 0 } };

	(void)state;
	machine_put(AT, information, sizeof(information));
	machine_put(0x21000, modules, sizeof(modules));
	assert_nothing_is_free(BOOT_MAGIC_MULTIBOOT1);
}

static void multiboot2_with_too_many_modules_is_refused(void **state)
{
	uint32_t information[2 + 10 + MANY * 4 + 2] = { 0 }, *at = information + 2;
	const uint32_t map[] = { 6, 40, 24, 0, 0x100000, 0, 0xF00000, 0, 1, 0 };

	(void)state;
	information[0] = sizeof(information);
	memcpy(at, map, sizeof(map));
	at += 10;
	for (uint32_t i = 0; i < MANY; i++, at += 4) {
		at[0] = 3;
		at[1] = 16;
		at[2] = 0x400000 + 0x1000 * i;
		at[3] = at[2] + 0x1000;
	}
	at[1] = 8;
	machine_put(AT, information, sizeof(information));
	assert_nothing_is_free(BOOT_MAGIC_MULTIBOOT2);
}

static void pvh_with_too_many_modules_is_refused(void **state)
{
	const uint32_t start[] = { BOOT_MAGIC_PVH, 1, 0, MANY, 0x22000, 0, 0, 0, 0, 0,
				   0x21000,        0, 1, 0 };
	const uint32_t map[] = { 0x100000, 0, 0xF00000, 0, 1, 0 };
	uint64_t modules[MANY][4] = { { 0 } };

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		modules[i][0] = 0x400000 + 0x1000 * i;
		modules[i][1] = 0x1000;
	}
	machine_put(AT, start, sizeof(start));
	machine_put(0x21000, map, sizeof(map));
	machine_put(0x22000, modules, sizeof(modules));
	assert_nothing_is_free(BOOT_MAGIC_PVH);
}

/* A module that was not read may lie in memory that the map calls available. */
static void after_an_error_no_memory_is_free(void **state)
{
	const uint32_t information[] = { 72,       0, 6, 40, 24, 0, 0x100000, 0,
					 0xF00000, 0, 1, 0,  3,  8, 0,        8 };
	const struct range all = { 0, UINT64_MAX };

	(void)state;
	machine_put(AT, information, sizeof(information));
	machine_put(AT + sizeof(information), information, 8);
	assert_non_null(boot_info_read(BOOT_MAGIC_MULTIBOOT2, AT, &info));
	assert_int_equal(memory_kib(&info.memory), 15 * 1024);
	assert_int_equal(memory_pick(&info.memory, all, 4096).end, 0);
}

static void an_unknown_magic_is_reported(void **state)
{
	(void)state;
	assert_string_equal(boot_info_read(0x12345678, AT, &info),
			    "not started by a boot protocol that is known");
	assert_int_equal(info.boot, BOOT_OTHER);
}

static void a_command_line_is_bounded(void **state)
{
	uint32_t information[17] = { 0x5, 0, 4096, 0, 0x20000 };
	char endless[1000];

	(void)state;
	memset(endless, 'x', sizeof(endless));
	machine_put(AT, information, sizeof(information));
	machine_put(0x20000, endless, sizeof(endless));
	assert_string_equal(boot_info_read(BOOT_MAGIC_MULTIBOOT1, AT, &info),
			    "the command line is longer than 254 characters");
	assert_int_equal(strlen(info.cmdline), sizeof(info.cmdline) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(multiboot1_is_read, clean),
		cmocka_unit_test_teardown(multiboot1_without_map_uses_the_upper_memory, clean),
		cmocka_unit_test_teardown(multiboot1_with_a_broken_map_is_refused, clean),
		cmocka_unit_test_teardown(multiboot1_outside_memory_is_refused, clean),
		cmocka_unit_test_teardown(a_missing_map_is_reported, clean),
		cmocka_unit_test_teardown(multiboot2_is_read, clean),
		cmocka_unit_test_teardown(multiboot2_without_an_end_is_refused, clean),
		cmocka_unit_test_teardown(multiboot2_with_a_broken_tag_is_refused, clean),
		cmocka_unit_test_teardown(pvh_is_read, clean),
		cmocka_unit_test_teardown(pvh_without_start_info_is_refused, clean),
		cmocka_unit_test_teardown(pvh_with_an_endless_map_is_refused, clean),
		cmocka_unit_test_teardown(multiboot1_has_room_for_64_modules, clean),
		cmocka_unit_test_teardown(empty_modules_are_bounded, clean),
		cmocka_unit_test_teardown(multiboot2_with_too_many_modules_is_refused, clean),
		cmocka_unit_test_teardown(pvh_with_too_many_modules_is_refused, clean),
		cmocka_unit_test_teardown(after_an_error_no_memory_is_free, clean),
		cmocka_unit_test_teardown(an_unknown_magic_is_reported, clean),
		cmocka_unit_test_teardown(a_command_line_is_bounded, clean),
	};

	return run_tap(tests);
}
