// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boot stage: its plan for Linux, and how it passes samples on.
 */
#include <stdlib.h>
#include <string.h>

#include "linux/load.h"
#include "linux/sample_text.h"
#include "test/cmocka_tap.h"
#include "test/machine.h"

#define MIB(n)    ((uint64_t)(n) << 20)
#define KERNEL_AT MIB(3)
#define SETUP     (2 * LINUX_SECTOR)
#define PROPER    1000 /* bytes of the kernel proper */

static struct boot_info boot;
static struct linux_params params;
static struct linux_plan plan;
static char kernel[SETUP + PROPER];
static struct linux_header *const header = (void *)(kernel + LINUX_HEADER_AT);

/* A valid kernel, on a machine with enough memory */
static int prepare(void **state)
{
	(void)state;
	memset(&boot, 0, sizeof(boot));
	memset(&params, 0, sizeof(params));
	memset(kernel, 0, sizeof(kernel));
	header->setup_sects = 1;
	header->boot_flag = LINUX_BOOT_FLAG;
	header->header = LINUX_HEADER_MAGIC;
	header->header_size = 0x6A;
	header->version = 0x020F;
	header->xloadflags = LINUX_XLF_KERNEL_64;
	header->relocatable = 1;
	header->kernel_alignment = MIB(2);
	header->pref_address = MIB(16);
	header->init_size = MIB(30);
	header->initrd_addr_max = 0x7FFFFFFF;
	boot.modules[0] = (struct range){ KERNEL_AT, KERNEL_AT + sizeof(kernel) };
	boot.modules[1] = (struct range){ MIB(40), MIB(50) };
	boot.module_count = 2;
	memory_add_available(&boot.memory, MIB(1), MIB(127));
	memory_add_reserved(&boot.memory, MIB(40), MIB(10));
	memory_add_piece(&boot.memory, MIB(1), MIB(127), 1);
	memory_add_piece(&boot.memory, MIB(128), MIB(1), 2);
	return 0;
}

static int clean(void **state)
{
	(void)state;
	machine_clear();
	return 0;
}

static const char *load(void)
{
	machine_put(KERNEL_AT, kernel, sizeof(kernel));
	return linux_load(&boot, MIB(2), &params, &plan);
}

static void a_kernel_is_placed_clear_of_its_initramfs(void **state)
{
	(void)state;
	assert_null(load());
	assert_int_equal(plan.from, KERNEL_AT + SETUP);
	assert_int_equal(plan.size, PROPER);
	assert_int_equal(plan.to % MIB(2), 0);
	assert_true(plan.to >= MIB(50) && plan.to + MIB(30) <= MIB(128));
	assert_int_equal(params.header.header, LINUX_HEADER_MAGIC);
	assert_int_equal(params.header.type_of_loader, LINUX_LOADER_OTHER);
	assert_int_equal(params.header.ramdisk_image, MIB(40));
	assert_int_equal(params.header.ramdisk_size, MIB(10));
	assert_int_equal(params.e820_entries, 2);
	assert_int_equal(params.e820[1].type, 2);
}

static void a_module_that_is_not_a_kernel_is_refused(void **state)
{
	(void)state;
	header->header = 0;
	assert_string_equal(load(), "linux: the first module is no Linux kernel");
	boot.modules[0].end = KERNEL_AT + 100;
	assert_string_equal(load(), "linux: the first module is no Linux kernel");
	boot.module_count = 1;
	assert_string_equal(load(), "linux: two modules are needed, the kernel and its initramfs");
}

static void an_old_kernel_is_refused(void **state)
{
	(void)state;
	header->xloadflags = 0;
	assert_string_equal(load(), "linux: the kernel has no 64-bit entry");
}

static void a_kernel_that_cannot_be_relocated_is_refused(void **state)
{
	(void)state;
	header->kernel_alignment = 3;
	assert_string_equal(load(), "linux: the kernel cannot be relocated");
}

static void a_kernel_cut_off_is_refused(void **state)
{
	(void)state;
	header->setup_sects = 200;
	assert_string_equal(load(), "linux: the kernel is cut off");
}

static void a_kernel_without_room_is_refused(void **state)
{
	(void)state;
	header->init_size = MIB(100);
	assert_string_equal(load(), "linux: there is no room for the kernel");
}

static void an_initramfs_too_high_is_refused(void **state)
{
	(void)state;
	header->initrd_addr_max = MIB(45);
	assert_string_equal(load(), "linux: the initramfs lies too high");
}

static void a_huge_size_does_not_overflow(void **state)
{
	(void)state;
	header->init_size = UINT32_MAX;
	header->kernel_alignment = 0x80000000;
	header->pref_address = UINT64_MAX;
	assert_string_equal(load(), "linux: there is no room for the kernel");
}

static void a_sample_reads_back(void **state)
{
	static struct sample sample, back;
	char line[4096];
	struct text text = text_in(line, sizeof(line));

	(void)state;
	memset(&sample, 0, sizeof(sample));
	sample.tsc = 0x123456789ABCDEF0;
	sample.repeats = 3;
	sample.totals[1].edx = UINT32_MAX;
	sample.latch.eax = 2;
	sample.rows[0].eax = 0x72;
	sample.rows[1].ebx = 77;
	sample_to_text(&text, &sample);
	assert_false(text.cut);
	assert_true(sample_from_text(line, &back));
	assert_memory_equal(&sample, &back, sizeof(sample));
	text_string(&text, " next=option");
	assert_true(sample_from_text(line, &back));
}

static void malformed_samples_are_refused(void **state)
{
	static struct sample back;
	char line[4096];
	struct text text = text_in(line, sizeof(line));

	(void)state;
	sample_to_text(&text, &back);
	for (size_t length = 0; length < text.length; length++) {
		/* On the heap, so that the sanitizer finds a read beyond the end */
		char *cut = strndup(line, length);

		assert_false(sample_from_text(cut, &back));
		free(cut);
	}
	text_char(&text, 'x');
	assert_false(sample_from_text(line, &back));
	assert_false(sample_from_text("123456789,", &back));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, prepare, clean)
		TEST(a_kernel_is_placed_clear_of_its_initramfs),
		TEST(a_module_that_is_not_a_kernel_is_refused),
		TEST(an_old_kernel_is_refused),
		TEST(a_kernel_that_cannot_be_relocated_is_refused),
		TEST(a_kernel_cut_off_is_refused),
		TEST(a_kernel_without_room_is_refused),
		TEST(an_initramfs_too_high_is_refused),
		TEST(a_huge_size_does_not_overflow),
		TEST(a_sample_reads_back),
		TEST(malformed_samples_are_refused),
	};

	return run_tap(tests);
}
