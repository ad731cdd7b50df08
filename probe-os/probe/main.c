// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boot, one checkpoint after each step; then the report.
 */
#include <stdint.h>

#include "bench/run.h"
#include "firmware/acpi_machine.h"
#include "firmware/acpi_table.h"
#include "firmware/boot_info.h"
#include "hw/cpu.h"
#include "hw/framebuffer.h"
#include "hw/gdt.h"
#include "hw/idt.h"
#include "hw/lapic.h"
#include "hw/pci.h"
#include "hw/pic.h"
#include "hw/pit.h"
#include "hw/registers.h"
#include "hw/smp.h"
#include "hw/vga.h"
#include "names/bar.h"
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
#define UNKNOWN_CPUS  "ACPI lists no CPUs: their number is unknown"
#define MORE_CPUS     "the probe starts 8 CPUs at most: see cpus_present="
#define NO_TIMER      "no timer: timer_interrupt had no interrupt, idle was skipped"

_Static_assert(CPUS_MAX == 8, "MORE_CPUS says so");

/* link.ld places it: its causes, at its end, are first touched after the last checkpoint. */
static struct record record __attribute__((section(".sbss.record")));
_Static_assert(offsetof(struct record, causes) + (64 << 10) == sizeof(record), "in link.ld");
static struct boot_info boot;
static struct options options;
static uint32_t cpu_ids[CPUS_MAX];
static bool pci_roots[PCI_BUSES];

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

static void read_firmware(void)
{
	record.guest.cpus_present = acpi_find_cpus(boot.rsdp, cpu_ids, CPUS_MAX);
	record.guest.pci_roots = acpi_find_pci_roots(boot.rsdp, pci_roots);
	if (boot.boot == BOOT_MULTIBOOT1 && acpi_is_of_bios())
		boot.firmware = FIRMWARE_BIOS;
}

static void prepare_cpus(void)
{
	const struct range low = { PAGE_SIZE, LOW_MEMORY_END };
	const struct range page = memory_pick(&boot.memory, low, PAGE_SIZE);
	const uint64_t present = record.guest.cpus_present;

	smp_prepare(cpu_ids, present < CPUS_MAX ? present : CPUS_MAX,
		    page.end > page.start ? page.start : 0);
}

/* Without another CPU the checkpoints follow each other directly. */
static void start_cpus(void)
{
	bool has_other, started = true;

	prepare_cpus();
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

/* What the machine lacks or does not tell; the first remark replaces the verdict's reason. */
static void remark_on_machine(bool has_timer)
{
	const struct record_guest *guest = &record.guest;
	const struct {
		bool is_so;
		const char *remark;
	} remarks[] = {
		{ !has_timer, NO_TIMER },
		{ boot.options_ignored, OTHERS_STRING },
		{ guest->cpus_present == 0, UNKNOWN_CPUS },
		{ guest->cpus_present > CPUS_MAX, MORE_CPUS },
	};
	bool is_first = true;

	for (size_t i = 0; i < sizeof(remarks) / sizeof(remarks[0]); i++) {
		if (!remarks[i].is_so)
			continue;
		if (is_first)
			verdict_remark(&record.end, remarks[i].remark);
		else if (record.end.verdict <= VERDICT_UNPATCHED)
			verdict_append(&record.end, remarks[i].remark);
		is_first = false;
	}
}

static void name_bar(const struct pci_function *at, const struct pci_bar *bar, void *to)
{
	bar_name_causes(&record, at, *(const uint32_t *)to, bar);
}

static void name_bars(const struct pci_function *at, void *to)
{
	uint32_t class = pci_read_class(at);

	(void)to;
	pci_visit_bars(at, name_bar, &class);
}

/* A device that moves disturbs a measurement: the host maps its memory anew. */
static void name_causes(void)
{
	if (record.begin.causes && record.guest.pci_functions)
		pci_visit_all(pci_roots, name_bars, NULL);
}

/* If the loader says nothing of the screen, BIOS left it in text mode. */
static const struct screen *choose_screen(void)
{
	if (boot.screen == BOOT_SCREEN_PIXELS)
		return framebuffer_screen(&boot.framebuffer);
	if (boot.screen == BOOT_SCREEN_TEXT)
		return &vga_screen;
	return boot.screen == BOOT_SCREEN_UNKNOWN && boot.firmware != FIRMWARE_UEFI ? &vga_screen
										    : NULL;
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
	read_firmware();
	checkpoint_pass(CHECKPOINT_memory_map);
	touched = first_touch(&boot.memory, options.touch_mib);
	checkpoint_pass(CHECKPOINT_first_touch);
	record.guest.pci_functions = pci_scan(pci_roots);
	checkpoint_pass(CHECKPOINT_pci);
	if (has_timer)
		pit_wait_halted(PIT_TICK);
	checkpoint_pass(CHECKPOINT_idle);
	start_cpus();
	pic_mask_all();
	checkpoint_pass(CHECKPOINT_end);

	record.guest.touch_mib = (touched.end - touched.start) >> 20;
	results_collect(&record, &boot, &options);
	remark_on_machine(has_timer);
	bench_run(&record, &boot, &options, touched);
	name_causes();
	collect_close(&record);
	finish_prepare(&options, &boot);
	report(&record, choose_screen());
	finish(record.end.verdict);
}
