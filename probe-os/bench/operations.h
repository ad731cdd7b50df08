/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bodies of the benchmarks, by subject, and what they need.
 */
#ifndef BENCH_OPERATIONS_H
#define BENCH_OPERATIONS_H

#include <stdbool.h>

#include "firmware/boot_info.h"

/* Finds out what the needs ask for, once. */
void bench_prepare(const struct boot_info *boot, struct range touched);

/* Leaves interrupts off, the APIC in its mode, the other CPUs halted. */
void bench_quiet(void);

/* Where an interrupt was waited for in vain: it ends the benchmark as a failure. */
extern bool bench_lost;

/* TSC cycles to let pass, untimed, before each operation */
extern uint64_t bench_settle;

#define OPERATION(name) void op_##name(void)
#define NEEDS(name)     const char *needs_##name(void)
#define BEGIN(name)     void begin_##name(void)

/* cpu.c */
NEEDS(kvm);
NEEDS(invd);
NEEDS(xsave);
OPERATION(empty);
OPERATION(leaf_read);
OPERATION(cpuid);
OPERATION(hypercall);
OPERATION(wbinvd);
OPERATION(invd);
OPERATION(rdpmc);
OPERATION(rdtsc);
OPERATION(pause);
BEGIN(xsetbv);
OPERATION(xsetbv);
OPERATION(ud);
OPERATION(bp);
OPERATION(pf);

/* registers.c */
NEEDS(tsc_adjust);
NEEDS(tsx_ctrl);
NEEDS(spec_ctrl);
NEEDS(pred_cmd);
OPERATION(rdmsr_tsc_adjust);
OPERATION(wrmsr_tsc_adjust);
OPERATION(wrmsr_kernel_gs_base);
OPERATION(wrmsr_tsx_ctrl);
OPERATION(wrmsr_spec_ctrl);
OPERATION(wrmsr_pred_cmd);
OPERATION(mov_dr);
OPERATION(cr0_wp);
OPERATION(cr4_pge);
OPERATION(cr3_write);
OPERATION(invlpg);
OPERATION(cr8_read);
OPERATION(cr8_write);

/* devices.c */
NEEDS(pm_timer);
NEEDS(pci_mmio);
NEEDS(io_apic);
NEEDS(hpet);
OPERATION(port_in_kvm);
OPERATION(port_out_kvm);
OPERATION(port_in_vmm);
OPERATION(port_out_vmm);
OPERATION(pm_timer);
OPERATION(serial_byte);
OPERATION(pci_port);
OPERATION(pci_mmio);
OPERATION(mmio_kvm);
OPERATION(mmio_vmm);

/* interrupts.c */
NEEDS(x2apic);
NEEDS(x2apic_halt);
NEEDS(xapic_halt);
BEGIN(x2apic);
BEGIN(xapic);
OPERATION(eoi);
OPERATION(tpr);
OPERATION(self_ipi_sti_nop);
OPERATION(self_ipi_sti_hlt);
OPERATION(self_ipi_tpr);
OPERATION(self_ipi_tpr_sti_nop);
OPERATION(self_ipi_tpr_sti_hlt);

/* timers.c */
NEEDS(deadline);
NEEDS(pit);
BEGIN(deadline);
BEGIN(apic_timer);
BEGIN(pit);
OPERATION(deadline_immed);
OPERATION(deadline);
OPERATION(deadline_hlt);
OPERATION(apic_timer);
OPERATION(apic_timer_hlt);
OPERATION(pit);
OPERATION(pit_hlt);

/* cpus.c */
NEEDS(two_cpus);
BEGIN(ipi);
BEGIN(ipi_halted);
BEGIN(round_robin);
OPERATION(ipi);
OPERATION(round_robin);

/* memory.c */
NEEDS(small_pages);
NEEDS(large_pages);
NEEDS(page_again);
OPERATION(touch_4k);
OPERATION(touch_2m);
OPERATION(page_again);

#undef OPERATION
#undef NEEDS
#undef BEGIN

#endif
