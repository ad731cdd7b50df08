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

/* More than the memory benchmarks need */
#define FRESH_SIZE ((uint64_t)64 << 20)

struct acpi_devices bench_devices;
struct range bench_fresh;
bool bench_is_amd, bench_svm_lacks_nrip, bench_lost;
uint64_t bench_settle;

void bench_prepare(const struct boot_info *boot, struct range touched)
{
	const struct range behind = { touched.end, (uint64_t)MAPPED_GIB << 30 };

	acpi_find_devices(boot->rsdp, &bench_devices);
	bench_fresh = memory_pick(&boot->memory, behind, FRESH_SIZE);
	bench_is_amd = cpu_is_amd();
	bench_svm_lacks_nrip = cpu_has_svm() && !cpu_has_svm_nrip();
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
