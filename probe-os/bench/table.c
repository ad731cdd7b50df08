// SPDX-License-Identifier: GPL-2.0-only
/*
 * The benchmarks. With APICv or AVIC the CPU does part of what those of the APIC
 * ask for, which then exit less often; without, the larger number is exact.
 *
 * Who answers, with QEMU's machine and the in-kernel irqchip: KVM has the local
 * APIC, IO-APIC, PIC and PIT; the VMM has HPET, ACPI's timer, PCI configuration,
 * serial port and port 80h. The address half of PCI's configuration by port may
 * stay in KVM's ring of coalesced writes.
 */
#include "bench/bench.h"
#include "bench/operations.h"

/* clang-format off */

#define EXACTLY(n) { n, n }
#define ONE        EXACTLY(1), EXACTLY(1)
#define NO_EXIT    EXACTLY(0), EXACTLY(0), EXACTLY(0), { BENCH_NONE }
#define IN_KVM     EXACTLY(0)
#define IN_VMM     EXACTLY(1)

const struct bench bench_table[] = {
	{ 1, 0, "empty", NULL, NULL, op_empty, NO_EXIT },
	{ 2, 0, "leaf_read", NULL, NULL, op_leaf_read, ONE, IN_KVM, { BENCH_CPUID } },
	{ 3, 0, "cpuid", NULL, NULL, op_cpuid, ONE, IN_KVM, { BENCH_CPUID } },
	{ 4, 0, "hypercall", needs_kvm, NULL, op_hypercall, ONE, IN_KVM, { BENCH_HYPERCALL } },
	{ 5, 0, "wbinvd", NULL, NULL, op_wbinvd, ONE, IN_KVM, { BENCH_WBINVD } },
	{ 6, 0, "invd", needs_invd, NULL, op_invd, ONE, IN_KVM, { BENCH_INVD } },
	{ 7, 0, "rdpmc", NULL, NULL, op_rdpmc, ONE, IN_KVM, { BENCH_RDPMC } },
	{ 8, 0, "rdtsc", NULL, NULL, op_rdtsc, NO_EXIT },
	/* How many of them exit is the pause filter's choice. */
	{ 9, 0, "pause", NULL, NULL, op_pause, { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_PAUSE } },
	{ 10, 0, "xsetbv", needs_xsave, begin_xsetbv, op_xsetbv, ONE, IN_KVM, { BENCH_XSETBV } },
	{ 11, 0, "exception_ud", NULL, NULL, op_ud, ONE, IN_KVM, { BENCH_UD } },
	{ 12, 0, "exception_bp", NULL, NULL, op_bp, NO_EXIT },
	{ 13, 0, "exception_pf", NULL, NULL, op_pf, NO_EXIT },

	{ 20, 0, "rdmsr_tsc_adjust", needs_tsc_adjust, NULL, op_rdmsr_tsc_adjust,
	  ONE, IN_KVM, { BENCH_MSR } },
	{ 21, 0, "wrmsr_tsc_adjust", needs_tsc_adjust, NULL, op_wrmsr_tsc_adjust,
	  ONE, IN_KVM, { BENCH_MSR } },
	{ 22, 0, "wrmsr_kernel_gs_base", NULL, NULL, op_wrmsr_kernel_gs_base, NO_EXIT },
	{ 23, 0, "wrmsr_tsx_ctrl", needs_tsx_ctrl, NULL, op_wrmsr_tsx_ctrl,
	  ONE, IN_KVM, { BENCH_MSR } },
	/* KVM hands these two to a guest that has written them once. */
	{ 24, 0, "wrmsr_spec_ctrl", needs_spec_ctrl, NULL, op_wrmsr_spec_ctrl,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MSR } },
	{ 25, 0, "wrmsr_pred_cmd", needs_pred_cmd, NULL, op_wrmsr_pred_cmd,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MSR } },
	/* KVM intercepts the next DR access again after any other exit: CPUID. */
	{ 26, 0, "mov_dr", NULL, NULL, op_mov_dr,
	  EXACTLY(2), EXACTLY(2), IN_KVM, { BENCH_DR, BENCH_CPUID } },
	/* From Linux 6.4 on Intel's CR0.WP is the guest's own. */
	{ 27, 0, "cr0_wp", NULL, NULL, op_cr0_wp,
	  { 0, 1 }, EXACTLY(1), IN_KVM, { BENCH_CR0 } },
	{ 28, 0, "cr4_pge", NULL, NULL, op_cr4_pge,
	  EXACTLY(0), EXACTLY(1), IN_KVM, { BENCH_CR4 } },
	{ 29, 0, "cr3_write", NULL, NULL, op_cr3_write, NO_EXIT },
	{ 30, 0, "invlpg", NULL, NULL, op_invlpg, NO_EXIT },
	{ 31, 0, "cr8_read", NULL, NULL, op_cr8_read, NO_EXIT },
	{ 32, 0, "cr8_write", NULL, NULL, op_cr8_write, NO_EXIT },

	{ 40, 0, "port_in_kvm", NULL, NULL, op_port_in_kvm, ONE, IN_KVM, { BENCH_PORT } },
	{ 41, 0, "port_out_kvm", NULL, NULL, op_port_out_kvm, ONE, IN_KVM, { BENCH_PORT } },
	{ 42, 0, "port_in_vmm", NULL, NULL, op_port_in_vmm, ONE, IN_VMM, { BENCH_PORT } },
	{ 43, 0, "port_out_vmm", NULL, NULL, op_port_out_vmm, ONE, IN_VMM, { BENCH_PORT } },
	{ 44, 0, "pm_timer", needs_pm_timer, NULL, op_pm_timer, ONE, IN_VMM, { BENCH_PORT } },
	{ 45, 0, "serial_byte", NULL, NULL, op_serial_byte, ONE, IN_VMM, { BENCH_PORT } },
	{ 46, 0, "pci_port", NULL, NULL, op_pci_port,
	  EXACTLY(2), EXACTLY(2), { 1, 2 }, { BENCH_PORT } },
	{ 47, 0, "pci_mmio", needs_pci_mmio, NULL, op_pci_mmio, ONE, IN_VMM, { BENCH_MEMORY } },
	{ 48, 0, "mmio_kvm", needs_io_apic, NULL, op_mmio_kvm, ONE, IN_KVM, { BENCH_MEMORY } },
	{ 49, 0, "mmio_vmm", needs_hpet, NULL, op_mmio_vmm, ONE, IN_VMM, { BENCH_MEMORY } },

	/* QEMU has KVM report each write of the TPR to it where the CPU has no shadow. */
#define X2APIC(n, tpr) { 0, n }, { 0, n }, { 0, tpr }, { BENCH_X2APIC, BENCH_WINDOW, BENCH_HLT }
#define XAPIC(n, tpr)  { 0, n }, { 0, n }, { 0, tpr }, { BENCH_XAPIC, BENCH_WINDOW, BENCH_HLT }
	{ 60, 0, "x2apic_eoi", needs_x2apic, begin_x2apic, op_eoi, X2APIC(1, 0) },
	{ 61, 0, "x2apic_tpr", needs_x2apic, begin_x2apic, op_tpr, X2APIC(1, 1) },
	{ 62, 0, "x2apic_self_ipi_sti_nop", needs_x2apic, begin_x2apic, op_self_ipi_sti_nop,
	  X2APIC(3, 0) },
	{ 63, 0, "x2apic_self_ipi_sti_hlt", needs_x2apic_halt, begin_x2apic, op_self_ipi_sti_hlt,
	  X2APIC(3, 0) },
	{ 64, 0, "x2apic_self_ipi_tpr", needs_x2apic, begin_x2apic, op_self_ipi_tpr, X2APIC(4, 2) },
	{ 65, 0, "x2apic_self_ipi_tpr_sti_nop", needs_x2apic, begin_x2apic,
	  op_self_ipi_tpr_sti_nop, X2APIC(5, 2) },
	{ 66, 0, "x2apic_self_ipi_tpr_sti_hlt", needs_x2apic_halt, begin_x2apic,
	  op_self_ipi_tpr_sti_hlt, X2APIC(5, 2) },
	{ 70, 0, "xapic_eoi", NULL, begin_xapic, op_eoi, XAPIC(1, 0) },
	{ 71, 0, "xapic_tpr", NULL, begin_xapic, op_tpr, XAPIC(1, 1) },
	{ 72, 0, "xapic_self_ipi_sti_nop", NULL, begin_xapic, op_self_ipi_sti_nop, XAPIC(3, 0) },
	{ 73, 0, "xapic_self_ipi_sti_hlt", needs_xapic_halt, begin_xapic, op_self_ipi_sti_hlt,
	  XAPIC(3, 0) },
	{ 74, 0, "xapic_self_ipi_tpr", NULL, begin_xapic, op_self_ipi_tpr, XAPIC(4, 2) },
	{ 75, 0, "xapic_self_ipi_tpr_sti_nop", NULL, begin_xapic, op_self_ipi_tpr_sti_nop,
	  XAPIC(5, 2) },
	{ 76, 0, "xapic_self_ipi_tpr_sti_hlt", needs_xapic_halt, begin_xapic,
	  op_self_ipi_tpr_sti_hlt, XAPIC(5, 2) },

	/* Setting the timer and the EOI, and HLT where the CPU sleeps until then */
#define TIMER IN_KVM, { BENCH_X2APIC, BENCH_TIMER, BENCH_HLT }
	{ 80, 0, "tscdeadline_immed", needs_deadline, begin_deadline, op_deadline_immed,
	  { 1, 2 }, { 1, 2 }, TIMER },
	{ 81, 0, "tscdeadline", needs_deadline, begin_deadline, op_deadline,
	  { 1, 3 }, { 1, 2 }, TIMER },
	{ 82, 32, "tscdeadline_hlt", needs_deadline, begin_deadline, op_deadline_hlt,
	  { 2, 3 }, { 2, 3 }, TIMER },
	{ 83, 32, "apic_timer", needs_x2apic, begin_apic_timer, op_apic_timer,
	  { 1, 3 }, { 1, 2 }, TIMER },
	{ 84, 32, "apic_timer_hlt", needs_x2apic, begin_apic_timer, op_apic_timer_hlt,
	  { 2, 3 }, { 2, 3 }, TIMER },
	{ 85, 32, "pit", NULL, begin_pit, op_pit, EXACTLY(4), EXACTLY(4), IN_KVM, { BENCH_PORT } },
	{ 86, 32, "pit_hlt", NULL, begin_pit, op_pit_hlt,
	  EXACTLY(5), EXACTLY(5), IN_KVM, { BENCH_PORT, BENCH_HLT } },

	/* The other CPU's EOI and HLT are counted, too. */
	{ 90, 32, "ipi", needs_two_cpus, begin_ipi, op_ipi,
	  { 0, 2 }, { 0, 2 }, IN_KVM, { BENCH_X2APIC } },
	{ 91, 32, "ipi_halted", needs_two_cpus, begin_ipi_halted, op_ipi,
	  { 1, 3 }, { 1, 3 }, IN_KVM, { BENCH_X2APIC, BENCH_HLT } },
	{ 92, 16, "round_robin", needs_two_cpus, begin_round_robin, op_round_robin,
	  { 0, 255 }, { 0, 255 }, IN_KVM, { BENCH_PAUSE } },

	/* A host that backs memory with large pages has no exit for most of these. */
	{ 100, 255, "touch_4k", needs_small_pages, NULL, op_touch_4k,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MEMORY } },
	/* What firmware or loader have used in passing is mapped already. */
	{ 101, 16, "touch_2m", needs_large_pages, NULL, op_touch_2m,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MEMORY } },
	{ 102, 0, "page_again", needs_page_again, NULL, op_empty,
	  ONE, IN_KVM, { BENCH_MEMORY } },
};

/* clang-format on */

const size_t bench_count = sizeof(bench_table) / sizeof(bench_table[0]);

_Static_assert(sizeof(bench_table) / sizeof(bench_table[0]) < 64, "a bit for each");
_Static_assert(sizeof(bench_table) / sizeof(bench_table[0]) <= RECORD_BENCHES_MAX,
	       "the record must hold them all");
