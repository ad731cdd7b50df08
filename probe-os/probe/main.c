// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boot, one checkpoint after each step; then the report.
 */
#include <stdint.h>

#include "bench/run.h"
#include "firmware/acpi_machine.h"
#include "firmware/boot_info.h"
#include "hw/cpu.h"
#include "hw/gdt.h"
#include "hw/idt.h"
#include "hw/lapic.h"
#include "hw/pci.h"
#include "hw/pic.h"
#include "hw/pit.h"
#include "hw/registers.h"
#include "hw/smp.h"
#include "probe/calibration.h"
#include "probe/checkpoint.h"
#include "probe/collect.h"
#include "probe/finish.h"
#include "probe/first_touch.h"
#include "probe/options.h"
#include "probe/report.h"
#include "probe/results.h"
#include "probe/verdict.h"

#define OTHERS_STRING "the last SMBIOS OEM string is not the probe's: its options were ignored"
#define NO_TIMER "no timer: timer_interrupt had no interrupt, idle was skipped"

static struct record record;
static struct boot_info boot;
static struct options options;

static void require(bool condition, const char *otherwise)
{
	if (!condition)
		finish_fatal(otherwise);
}

/* Errors are reported at the end: the boot continues without this information. */
static void read_boot_info(uint32_t magic, uint32_t information)
{
	verdict_worsen(&record.end, VERDICT_ERROR, boot_info_read(magic, information, &boot));
	verdict_worsen(&record.end, VERDICT_ERROR, options_read(boot.cmdline, &options));
}

static void find_cpus(void)
{
	const struct range low = { PAGE_SIZE, LOW_MEMORY_END };
	const struct range page = memory_pick(&boot.memory, low, PAGE_SIZE);
	uint32_t ids[CPUS_MAX];
	const size_t count = acpi_find_cpus(boot.rsdp, ids, CPUS_MAX);

	smp_prepare(ids, count, page.end > page.start ? page.start : 0);
}

/* Without another CPU the checkpoints follow each other directly. */
static void start_cpus(void)
{
	bool has_other, started = true;

	find_cpus();
	has_other = smp_init_next();
	checkpoint_pass(CHECKPOINT_ap_init);
	if (has_other)
		started = smp_start_next();
	if (!has_other || !started)
		checkpoint_pass(CHECKPOINT_ap_first);
	checkpoint_pass(CHECKPOINT_ap_c);
	while (started && smp_init_next())
		started = smp_start_next();
	checkpoint_pass(CHECKPOINT_ap_all);
	if (!started)
		verdict_worsen(&record.end, VERDICT_ERROR, "a CPU did not start");
	record.guest.cpus = smp_running();
}

/* Called by entry.asm. */
void kmain(uint32_t magic, uint32_t information);

void kmain(uint32_t magic, uint32_t information)
{
	struct range touched;
	bool has_timer;

	checkpoint_pass(CHECKPOINT_c_environment);
	finish_begin(magic, information);
	gdt_load(0);
	checkpoint_pass(CHECKPOINT_gdt);
	idt_load();
	checkpoint_pass(CHECKPOINT_idt);
	calibrate(record.calibrations);
	checkpoint_pass(CHECKPOINT_calibration);
	pit_stop();
	checkpoint_pass(CHECKPOINT_pit);
	pic_remap();
	checkpoint_pass(CHECKPOINT_pic);
	require(cpu_has_lapic(), "this CPU has no local APIC");
	lapic_enable(cpu_has_x2apic());
	checkpoint_pass(CHECKPOINT_lapic);
	has_timer = pit_wait_awake(PIT_TICK);
	checkpoint_pass(CHECKPOINT_timer_interrupt);
	read_boot_info(magic, information);
	checkpoint_pass(CHECKPOINT_memory_map);
	touched = first_touch(&boot.memory, options.touch_mib);
	checkpoint_pass(CHECKPOINT_first_touch);
	record.guest.pci_functions = pci_scan();
	checkpoint_pass(CHECKPOINT_pci);
	if (has_timer)
		pit_wait_halted(PIT_TICK);
	checkpoint_pass(CHECKPOINT_idle);
	start_cpus();
	pic_mask_all();
	checkpoint_pass(CHECKPOINT_end);

	record.guest.touch_mib = (touched.end - touched.start) >> 20;
	results_collect(&record, &boot, &options);
	if (!has_timer)
		verdict_remark(&record.end, NO_TIMER);
	if (boot.options_ignored)
		verdict_remark(&record.end, OTHERS_STRING);
	bench_run(&record, &boot, &options, touched);
	collect_close(&record);
	finish_prepare(&options, &boot);
	report(&record);
	finish(record.end.verdict);
}
