// SPDX-License-Identifier: GPL-2.0-only
/*
 * The local APIC in both modes, and interrupts to the own CPU.
 */
#include "bench/operations.h"
#include "bench/prepare.h"
#include "hw/cpu.h"
#include "hw/exiting.h"
#include "hw/instructions.h"
#include "hw/lapic.h"
#include "hw/vectors.h"

/* Blocks vectors of the IPI's priority class and below */
#define TPR_ABOVE_IPI ((VECTOR_IPI & 0xF0) + 0x10)

const char *needs_x2apic(void)
{
	return cpu_has_x2apic() ? NULL : "the CPU has no x2APIC";
}

const char *needs_xapic(void)
{
	return bench_vmm_lapic ? "the VMM has the local APIC, not KVM (kernel-irqchip=off)" : NULL;
}

/*
 * QEMU 7.2's emulation of SVM, the only one without nRIP save, hangs if HLT follows
 * STI directly while an interrupt is pending.
 */
const char *needs_xapic_halt(void)
{
	return bench_svm_lacks_nrip ? "QEMU's SVM emulation (no nRIP save) hangs at STI, HLT"
				    : needs_xapic();
}

const char *needs_x2apic_halt(void)
{
	const char *missing = needs_x2apic();

	return missing ? missing : needs_xapic_halt();
}

void begin_x2apic(void)
{
	lapic_switch(true);
}

void begin_xapic(void)
{
	lapic_switch(false);
}

void op_eoi(void)
{
	lapic_write(APIC_EOI, 0);
}

void op_tpr(void)
{
	lapic_write(APIC_TPR, 0);
}

void op_apic_id(void)
{
	lapic_id();
}

static void self_ipi(void)
{
	lapic_write(APIC_ICR, APIC_ICR_SELF | APIC_ICR_FIXED | VECTOR_IPI);
}

static void send_blocked_self_ipi(void)
{
	lapic_write(APIC_TPR, TPR_ABOVE_IPI);
	self_ipi();
	lapic_write(APIC_TPR, 0);
}

void op_self_ipi_sti_nop(void)
{
	self_ipi();
	sti_nop();
	cli();
}

void op_self_ipi_sti_hlt(void)
{
	self_ipi();
	sti_hlt();
	cli();
}

void op_self_ipi_tpr(void)
{
	sti_nop();
	send_blocked_self_ipi();
	cli();
}

void op_self_ipi_tpr_sti_nop(void)
{
	send_blocked_self_ipi();
	sti_nop();
	cli();
}

void op_self_ipi_tpr_sti_hlt(void)
{
	send_blocked_self_ipi();
	sti_hlt();
	cli();
}
