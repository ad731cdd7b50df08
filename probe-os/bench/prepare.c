// SPDX-License-Identifier: GPL-2.0-only
/*
 * Work before all benchmarks, and after each.
 */
#include "bench/operations.h"
#include "bench/prepare.h"
#include "hw/cpu.h"
#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/pic.h"
#include "hw/registers.h"
#include "hw/smp.h"
#include "probe/sample.h"

/* More than the memory benchmarks need */
#define FRESH_SIZE ((uint64_t)64 << 20)

#define READS      8

struct acpi_devices bench_devices;
struct range bench_fresh;
bool bench_is_amd, bench_svm_lacks_nrip, bench_vmm_irqchip, bench_vmm_lapic, bench_lost;
uint64_t bench_settle;

static void read_irqchip(void)
{
	inb(PORT_ELCR);
}

static void read_lapic(void)
{
	lapic_id();
}

/* Reads that are not interrupted often enough to look so */
static bool goes_to_vmm(void (*read)(void))
{
	static struct sample before, after;
	struct record_counters a, b;

	sample_take(&before, 0, MARK_NOTHING);
	for (int i = 0; i < READS; i++)
		read();
	sample_take(&after, 0, MARK_NOTHING);
	sample_decode(&before, &a);
	sample_decode(&after, &b);
	return b.userspace_exits - a.userspace_exits >= READS;
}

static void find_irqchip(void)
{
	bench_vmm_irqchip = goes_to_vmm(read_irqchip);
	lapic_switch(false);
	bench_vmm_lapic = goes_to_vmm(read_lapic);
	lapic_switch(cpu_has_x2apic());
}

void bench_prepare(const struct boot_info *boot, struct range touched)
{
	const struct range behind = { touched.end, (uint64_t)MAPPED_GIB << 30 };

	acpi_find_devices(boot->rsdp, &bench_devices);
	bench_fresh = memory_pick(&boot->memory, behind, FRESH_SIZE);
	bench_is_amd = cpu_is_amd();
	bench_svm_lacks_nrip = cpu_has_svm() && !cpu_has_svm_nrip();
	find_irqchip();
}

void bench_quiet(void)
{
	cli();
	bench_settle = 0;
	/* First, because the other CPUs are always in this mode and send EOI in it. */
	lapic_switch(cpu_has_x2apic());
	if (smp_running() > 1)
		bench_lost |= !smp_work(AP_HALT);
	lapic_write(APIC_LVT_TIMER, APIC_LVT_MASKED);
	pic_mask_all();
}
