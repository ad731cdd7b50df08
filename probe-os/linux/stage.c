// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boot stage between boot loader and Linux, which separates the exits of both: it
 * takes the usual samples and one more, then enters the kernel. It prints only errors.
 */
#include "firmware/phys.h"
#include "hw/registers.h"
#include "lib/mem.h"
#include "linux/enter.h"
#include "linux/load.h"
#include "linux/sample_text.h"
#include "probe/checkpoint.h"
#include "probe/finish.h"

extern char image_end[];

static struct boot_info boot;
static struct linux_params params __attribute__((aligned(PAGE_SIZE)));
static struct linux_plan plan;
static struct sample last;
static char cmdline[LINUX_CMDLINE_MAX + 1];

static void require(const char *wrong)
{
	if (wrong)
		finish_fatal(wrong);
}

static void put_option(struct text *text, const char *name, const struct sample *sample)
{
	text_string(text, " " SAMPLE_OPTION);
	text_string(text, name);
	text_char(text, '=');
	sample_to_text(text, sample);
}

/* Own reads between the first sample and the last, without those of these two */
static uint64_t reads_between(void)
{
	uint64_t reads = checkpoint_cpu_reads();

	for (unsigned int i = CHECKPOINT_entry + 1; i <= CHECKPOINT_long_mode; i++)
		reads += 1 + sample_reads_after_latch(checkpoint_sample(i));
	return reads;
}

/* Called by entry.asm, in place of the probe's. */
void kmain(uint32_t magic, uint32_t information);

void kmain(uint32_t magic, uint32_t information)
{
	struct text text = text_in(cmdline, sizeof(cmdline));

	finish_begin(magic, information);
	require(boot_info_read(magic, information, &boot));
	require(linux_load(&boot, (uintptr_t)image_end, &params, &plan));
	memcpy((void *)plan.to, phys_at(plan.from, plan.size), plan.size);

	sample_take(&last, checkpoint_phase(), MARK_NAMED);
	text_string(&text, boot.cmdline);
	put_option(&text, "entry", checkpoint_sample(CHECKPOINT_entry));
	put_option(&text, "stage", &last);
	text_string(&text, " " SAMPLE_OPTION "reads=");
	text_number(&text, reads_between());
	require(text.cut || text.length > params.header.cmdline_size
			? "linux: the command line is too long"
			: NULL);
	params.header.cmd_line_ptr = (uint32_t)(uintptr_t)cmdline;
	linux_enter(plan.to + LINUX_ENTRY_64, &params);
}
