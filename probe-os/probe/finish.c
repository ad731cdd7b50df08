// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exit status, power, and the final sample.
 */
#include <stdbool.h>

#include "exit_probe_abi.h"
#include "firmware/acpi.h"
#include "hw/idt.h"
#include "hw/instructions.h"
#include "hw/power.h"
#include "hw/registers.h"
#include "lib/text.h"
#include "probe/checkpoint.h"
#include "probe/console.h"
#include "probe/finish.h"

static const uint8_t statuses[] = {
	[VERDICT_PASS] = EXIT_STATUS_PASS,   [VERDICT_UNPATCHED] = EXIT_STATUS_UNPATCHED,
	[VERDICT_MOVED] = EXIT_STATUS_ERROR, /* not a whole boot of one host */
	[VERDICT_ERROR] = EXIT_STATUS_ERROR, [VERDICT_FAIL] = EXIT_STATUS_FAIL,
};

static const char *const instead_of_off[ACPI_OFF_COUNT] = {
	[ACPI_OFF_NONE] = "ACPI names no way to power off; halting instead",
	[ACPI_OFF_RESET_REGISTER] = "ACPI names no way to power off; resetting by its register",
	[ACPI_OFF_8042] = "ACPI names no way to power off; resetting by the keyboard controller",
};

/* externally_visible: nothing in the image reads it. */
struct final_sample final_sample __attribute__((section(".bss.entry"), externally_visible));

static uint32_t boot_magic, boot_information;
static struct options chosen;
static struct acpi_poweroff poweroff;
static bool prepared;

void finish_begin(uint32_t magic, uint32_t information)
{
	boot_magic = magic;
	boot_information = information;
}

void finish_prepare(const struct options *options, const struct boot_info *boot)
{
	prepared = true;
	chosen = *options;
	if (chosen.exit != EXIT_POWEROFF)
		return;
	acpi_find_poweroff(boot->rsdp, &poweroff);
	power_prepare_off(&poweroff);
}

void finish(enum record_verdict verdict)
{
	cli();
	if (chosen.exit == EXIT_POWEROFF && instead_of_off[poweroff.way])
		console_line(instead_of_off[poweroff.way]);
	final_sample.tsc = rdtsc();
	final_sample.total = cpuid(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS);
	if (chosen.exit == EXIT_DEBUG)
		power_debug_exit(statuses[verdict]);
	if (chosen.exit == EXIT_POWEROFF)
		power_off(&poweroff);
	power_halt();
}

/* prepared is set first: an exception in here calls finish_fatal() again. */
static void prepare_early(void)
{
	static struct boot_info boot;
	struct options options;

	prepared = true;
	boot_info_read(boot_magic, boot_information, &boot);
	options_read_exit(boot.cmdline, &options);
	finish_prepare(&options, &boot);
}

void finish_fatal(const char *message)
{
	char line[160];
	struct text text = text_in(line, sizeof(line));

	cli();
	console_open(NULL, 0);
	text_string(&text, "error: ");
	text_string(&text, message);
	console_line(line);
	if (!prepared)
		prepare_early();
	finish(VERDICT_ERROR);
}

static void put_hex(struct text *text, const char *name, uint64_t value)
{
	text_string(text, name);
	text_hex(text, value, 16);
}

void exception_report(const struct interrupt_frame *frame, uint64_t cr2)
{
	char line[160];
	struct text text = text_in(line, sizeof(line));

	text_string(&text, "exception ");
	text_number(&text, frame->vector);
	put_hex(&text, ", error code ", frame->error_code);
	put_hex(&text, ", RIP ", frame->rip);
	put_hex(&text, ", CR2 ", cr2);
	text_string(&text, ", after checkpoint ");
	text_string(&text, checkpoint_last());
	finish_fatal(line);
}
