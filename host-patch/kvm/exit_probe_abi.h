/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a patched KVM answers a guest on CPUID leaves 0x4FFFFF00 to 0x4FFFFFFF.
 *
 * Only integer macros stand here, so that the KVM patch, the probe (C and
 * NASM) and readers in Linux share this one file.
 *
 * A read is one exit: it is in the number it returns, its cycles are not yet.
 * All four registers are always written. Cycles are host TSC cycles summed
 * over all vCPUs of the VM since it was created. 64-bit values come as two
 * registers, named low and high below.
 *
 * "Kernel" cycles are everything KVM's kernel code spends from a VM exit to
 * the next VM entry, host interrupts that arrive there included. Reports that
 * timed vmx_handle_exit() alone leave out the fast path, external interrupts
 * and re-entry, and are lower.
 */
#ifndef EXIT_PROBE_ABI_H
#define EXIT_PROBE_ABI_H

#define EXIT_PROBE_ABI_VERSION		1

/* EAX exits (low 32 bits), EBX kernel cycles high, ECX low, EDX 0 */
#define EXIT_PROBE_LEAF_TOTAL		0x4FFFFFFF

/* EAX last leaf of the extended range; EBX, ECX, EDX "ExitProbeKVM" */
#define EXIT_PROBE_LEAF_SIGNATURE	0x4FFFFF00
#define EXIT_PROBE_SIGNATURE_EBX	0x74697845	/* "Exit" */
#define EXIT_PROBE_SIGNATURE_ECX	0x626F7250	/* "Prob" */
#define EXIT_PROBE_SIGNATURE_EDX	0x4D564B65	/* "eKVM" */

/*
 * Item 0: EAX ABI version, EBX vendor (EXIT_PROBE_VENDOR_*),
 *         ECX scope (EXIT_PROBE_SCOPE_*), EDX TSC frequency of the guest, kHz
 */
#define EXIT_PROBE_LEAF_INFO		0x4FFFFF01

/* Which manual the exit reasons are numbered by */
#define EXIT_PROBE_VENDOR_INTEL		1	/* SDM: VMX Basic Exit Reasons */
#define EXIT_PROBE_VENDOR_AMD		2	/* APM: SVM Intercept Exit Codes */

/* Whose exits are counted */
#define EXIT_PROBE_SCOPE_VM		1	/* all vCPUs of this VM */

/*
 * The totals, 64 bits wide. Item 0 latches all of them for this vCPU; the
 * other items read out of what was latched, so one set belongs to one moment.
 * Each item is a pair: EAX low, EBX high; ECX low, EDX high.
 */
#define EXIT_PROBE_LEAF_TOTALS		0x4FFFFF02
#define EXIT_PROBE_TOTALS_EXITS		0	/* exits; kernel cycles */
#define EXIT_PROBE_TOTALS_WAITING	1	/* userspace cycles; halted cycles */
#define EXIT_PROBE_TOTALS_RUNNING	2	/* scheduled-out cycles; guest cycles */
#define EXIT_PROBE_TOTALS_APART		3	/* exits to userspace; exits from a nested guest */
#define EXIT_PROBE_TOTALS_PASSES	4	/* passes KVM counts without a hardware exit; 0 */
#define EXIT_PROBE_TOTALS_ITEMS		5

#define EXIT_PROBE_LEAF_LAST_EXTENDED	EXIT_PROBE_LEAF_TOTALS

/* An item or a reason that does not exist: 0 in EAX, EBX, ECX and this in EDX */
#define EXIT_PROBE_UNDEFINED		0xFFFFFFFF

#endif
