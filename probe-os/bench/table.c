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
	{ "empty", NULL, NULL, op_empty, 1, 0, NO_EXIT },
	{ "leaf_read", NULL, NULL, op_leaf_read, 2, 0, ONE, IN_KVM, { BENCH_CPUID } },
	{ "cpuid", NULL, NULL, op_cpuid, 3, 0, ONE, IN_KVM, { BENCH_CPUID } },
	{ "hypercall", needs_kvm, NULL, op_hypercall, 4, 0, ONE, IN_KVM, { BENCH_HYPERCALL } },
	{ "wbinvd", NULL, NULL, op_wbinvd, 5, 0, ONE, IN_KVM, { BENCH_WBINVD } },
	{ "invd", needs_invd, NULL, op_invd, 6, 0, ONE, IN_KVM, { BENCH_INVD } },
	{ "rdpmc", NULL, NULL, op_rdpmc, 7, 0, ONE, IN_KVM, { BENCH_RDPMC } },
	{ "rdtsc", NULL, NULL, op_rdtsc, 8, 0, NO_EXIT },
	/* How many of them exit is the pause filter's choice. */
	{ "pause", NULL, NULL, op_pause, 9, 0, { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_PAUSE } },
	{ "xsetbv", needs_xsave, begin_xsetbv, op_xsetbv, 10, 0, ONE, IN_KVM, { BENCH_XSETBV } },
	{ "exception_ud", NULL, NULL, op_ud, 11, 0, ONE, IN_KVM, { BENCH_UD } },
	{ "exception_bp", NULL, NULL, op_bp, 12, 0, NO_EXIT },
	{ "exception_pf", NULL, NULL, op_pf, 13, 0, NO_EXIT },

	{ "rdmsr_tsc_adjust", needs_tsc_adjust, NULL, op_rdmsr_tsc_adjust, 20, 0,
	  ONE, IN_KVM, { BENCH_MSR } },
	{ "wrmsr_tsc_adjust", needs_tsc_adjust, NULL, op_wrmsr_tsc_adjust, 21, 0,
	  ONE, IN_KVM, { BENCH_MSR } },
	{ "wrmsr_kernel_gs_base", NULL, NULL, op_wrmsr_kernel_gs_base, 22, 0, NO_EXIT },
	{ "wrmsr_tsx_ctrl", needs_tsx_ctrl, NULL, op_wrmsr_tsx_ctrl, 23, 0,
	  ONE, IN_KVM, { BENCH_MSR } },
	/* KVM hands these two to a guest that has written them once. */
	{ "wrmsr_spec_ctrl", needs_spec_ctrl, NULL, op_wrmsr_spec_ctrl, 24, 0,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MSR } },
	{ "wrmsr_pred_cmd", needs_pred_cmd, NULL, op_wrmsr_pred_cmd, 25, 0,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MSR } },
	/* KVM intercepts the next DR access again after any other exit: CPUID. */
	{ "mov_dr", NULL, NULL, op_mov_dr, 26, 0,
	  EXACTLY(2), EXACTLY(2), IN_KVM, { BENCH_DR, BENCH_CPUID } },
	/* From Linux 6.4 on, and in newer 6.1, Intel's CR0.WP is the guest's own. */
	{ "cr0_wp", NULL, NULL, op_cr0_wp, 27, 0,
	  { 0, 1 }, EXACTLY(1), IN_KVM, { BENCH_CR0 } },
	{ "cr4_pge", NULL, NULL, op_cr4_pge, 28, 0,
	  EXACTLY(0), EXACTLY(1), IN_KVM, { BENCH_CR4 } },
	{ "cr3_write", NULL, NULL, op_cr3_write, 29, 0, NO_EXIT },
	{ "invlpg", NULL, NULL, op_invlpg, 30, 0, NO_EXIT },
	{ "cr8_read", NULL, NULL, op_cr8_read, 31, 0, NO_EXIT },
	{ "cr8_write", NULL, NULL, op_cr8_write, 32, 0, NO_EXIT },

	{ "port_in_kvm", NULL, NULL, op_port_in_kvm, 40, 0, ONE, IN_KVM, { BENCH_PORT } },
	{ "port_out_kvm", NULL, NULL, op_port_out_kvm, 41, 0, ONE, IN_KVM, { BENCH_PORT } },
	{ "port_in_vmm", NULL, NULL, op_port_in_vmm, 42, 0, ONE, IN_VMM, { BENCH_PORT } },
	{ "port_out_vmm", NULL, NULL, op_port_out_vmm, 43, 0, ONE, IN_VMM, { BENCH_PORT } },
	{ "pm_timer", needs_pm_timer, NULL, op_pm_timer, 44, 0, ONE, IN_VMM, { BENCH_PORT } },
	{ "serial_byte", NULL, NULL, op_serial_byte, 45, 0, ONE, IN_VMM, { BENCH_PORT } },
	{ "pci_port", NULL, NULL, op_pci_port, 46, 0,
	  EXACTLY(2), EXACTLY(2), { 1, 2 }, { BENCH_PORT } },
	{ "pci_mmio", needs_pci_mmio, NULL, op_pci_mmio, 47, 0, ONE, IN_VMM, { BENCH_MEMORY } },
	{ "mmio_kvm", needs_io_apic, NULL, op_mmio_kvm, 48, 0, ONE, IN_KVM, { BENCH_MEMORY } },
	{ "mmio_vmm", needs_hpet, NULL, op_mmio_vmm, 49, 0, ONE, IN_VMM, { BENCH_MEMORY } },

	/*
	 * QEMU has KVM report each write of the TPR to it where the CPU has no shadow.
	 * Intel's KVM opens an interrupt window on top of an HLT behind STI.
	 */
#define APIC(n, window, tpr, ...) { 0, n + window }, { 0, n }, { 0, tpr }, { __VA_ARGS__ }
#define X2APIC(n, tpr)     APIC(n, 0, tpr, BENCH_X2APIC, BENCH_WINDOW)
#define X2APIC_HLT(n, tpr) APIC(n, 1, tpr, BENCH_X2APIC, BENCH_WINDOW, BENCH_HLT)
#define XAPIC(n, tpr)      APIC(n, 0, tpr, BENCH_XAPIC, BENCH_MEMORY, BENCH_WINDOW)
#define XAPIC_HLT(n, tpr)  APIC(n, 1, tpr, BENCH_XAPIC, BENCH_MEMORY, BENCH_WINDOW, BENCH_HLT)
	{ "x2apic_eoi", needs_x2apic, begin_x2apic, op_eoi, 60, 0, X2APIC(1, 0) },
	{ "x2apic_tpr", needs_x2apic, begin_x2apic, op_tpr, 61, 0, X2APIC(1, 1) },
	{ "x2apic_self_ipi_sti_nop", needs_x2apic, begin_x2apic, op_self_ipi_sti_nop, 62, 0,
	  X2APIC(3, 0) },
	{ "x2apic_self_ipi_sti_hlt", needs_x2apic_halt, begin_x2apic, op_self_ipi_sti_hlt, 63, 0,
	  X2APIC_HLT(3, 0) },
	{ "x2apic_self_ipi_tpr", needs_x2apic, begin_x2apic, op_self_ipi_tpr, 64, 0, X2APIC(4, 2) },
	{ "x2apic_self_ipi_tpr_sti_nop", needs_x2apic, begin_x2apic,
	  op_self_ipi_tpr_sti_nop, 65, 0, X2APIC(5, 2) },
	{ "x2apic_self_ipi_tpr_sti_hlt", needs_x2apic_halt, begin_x2apic,
	  op_self_ipi_tpr_sti_hlt, 66, 0, X2APIC_HLT(5, 2) },
	{ "xapic_eoi", NULL, begin_xapic, op_eoi, 70, 0, XAPIC(1, 0) },
	{ "xapic_tpr", NULL, begin_xapic, op_tpr, 71, 0, XAPIC(1, 1) },
	{ "xapic_self_ipi_sti_nop", NULL, begin_xapic, op_self_ipi_sti_nop, 72, 0, XAPIC(3, 0) },
	{ "xapic_self_ipi_sti_hlt", needs_xapic_halt, begin_xapic, op_self_ipi_sti_hlt, 73, 0,
	  XAPIC_HLT(3, 0) },
	{ "xapic_self_ipi_tpr", NULL, begin_xapic, op_self_ipi_tpr, 74, 0, XAPIC(4, 2) },
	{ "xapic_self_ipi_tpr_sti_nop", NULL, begin_xapic, op_self_ipi_tpr_sti_nop, 75, 0,
	  XAPIC(5, 2) },
	{ "xapic_self_ipi_tpr_sti_hlt", needs_xapic_halt, begin_xapic,
	  op_self_ipi_tpr_sti_hlt, 76, 0, XAPIC_HLT(5, 2) },

	/* Setting the timer and the EOI, and HLT where the CPU sleeps until then */
#define TIMER IN_KVM, { BENCH_X2APIC, BENCH_TIMER, BENCH_HLT }
	{ "tscdeadline_immed", needs_deadline, begin_deadline, op_deadline_immed, 80, 0,
	  { 1, 2 }, { 1, 2 }, TIMER },
	{ "tscdeadline", needs_deadline, begin_deadline, op_deadline, 81, 0,
	  { 1, 3 }, { 1, 2 }, TIMER },
	{ "tscdeadline_hlt", needs_deadline, begin_deadline, op_deadline_hlt, 82, 32,
	  { 2, 3 }, { 2, 3 }, TIMER },
	{ "apic_timer", needs_x2apic, begin_apic_timer, op_apic_timer, 83, 32,
	  { 1, 3 }, { 1, 2 }, TIMER },
	{ "apic_timer_hlt", needs_x2apic, begin_apic_timer, op_apic_timer_hlt, 84, 32,
	  { 2, 3 }, { 2, 3 }, TIMER },
	{ "pit", needs_pit, begin_pit, op_pit, 85, 32, EXACTLY(4), EXACTLY(4), IN_KVM, { BENCH_PORT } },
	{ "pit_hlt", needs_pit, begin_pit, op_pit_hlt, 86, 32,
	  EXACTLY(5), EXACTLY(5), IN_KVM, { BENCH_PORT, BENCH_HLT } },

	/* The other CPU's EOI and HLT are counted, too. */
	{ "ipi", needs_two_cpus, begin_ipi, op_ipi, 90, 32,
	  { 0, 2 }, { 0, 2 }, IN_KVM, { BENCH_X2APIC } },
	{ "ipi_halted", needs_two_cpus, begin_ipi_halted, op_ipi, 91, 32,
	  { 1, 3 }, { 1, 3 }, IN_KVM, { BENCH_X2APIC, BENCH_HLT } },
	{ "round_robin", needs_two_cpus, begin_round_robin, op_round_robin, 92, 16,
	  { 0, 255 }, { 0, 255 }, IN_KVM, { BENCH_PAUSE } },

	/* A host that backs memory with large pages has no exit for most of these. */
	{ "touch_4k", needs_small_pages, NULL, op_touch_4k, 100, 255,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MEMORY } },
	/* What firmware or loader have used in passing is mapped already. */
	{ "touch_2m", needs_large_pages, NULL, op_touch_2m, 101, 16,
	  { 0, 1 }, { 0, 1 }, IN_KVM, { BENCH_MEMORY } },
	{ "page_again", needs_page_again, NULL, op_page_again, 102, 0, NO_EXIT },
};

/* clang-format on */

const size_t bench_count = sizeof(bench_table) / sizeof(bench_table[0]);

_Static_assert(sizeof(bench_table) / sizeof(bench_table[0]) <= RECORD_BENCHES_MAX,
	       "the record must hold them all");
