/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a patched KVM answers a guest on CPUID leaves 0x4FFFFF00 to 0x4FFFFFFF.
 *
 * Only integer macros stand here, so that the KVM patch, the probe (C and
 * NASM) and readers in Linux share this one file.
 *
 * A read is one exit: it is in the number it returns, its cycles are not yet.
 * All four registers are always written. Cycles are host TSC cycles. Exits and
 * cycles are sums over the scope, which by default is all vCPUs of the VM since
 * it was created. 64-bit values come as two registers, low and high.
 *
 * "Kernel" cycles are everything KVM's kernel code spends from a VM exit to
 * the next VM entry, host interrupts that arrive there included, without the
 * time in userspace, halted or scheduled out. Reports that timed
 * vmx_handle_exit() alone leave out the fast path, external interrupts and
 * re-entry, and are lower.
 */
#ifndef EXIT_PROBE_ABI_H
#define EXIT_PROBE_ABI_H

#define EXIT_PROBE_ABI_VERSION		1

/*
 * The course leaves. Their numbers moved between years; the module parameter
 * exit_probe_layout selects, and the leaf that a layout lacks (-) is not ours.
 *
 *              2020                     2021           2022
 * 0x4FFFFFFF   exits; kernel cycles     exits          cycles of reason
 * 0x4FFFFFFE   exits of reason          kernel cycles  exits of reason
 * 0x4FFFFFFD   -                        exits of       kernel cycles
 * 0x4FFFFFFC   cycles of reason         cycles of      exits
 *
 * Exits are in EAX (low 32 bits), cycles in EBX high and ECX low, what is not
 * named is 0. The reason is taken from ECX. One that the CPU vendor's manual
 * does not define: 0, 0, 0, EXIT_PROBE_UNDEFINED in EDX. One that is defined
 * and that KVM has no handler for: 0 in all.
 */
#define EXIT_PROBE_LEAF_TOTAL		0x4FFFFFFF	/* in layout 2020, the default */
#define EXIT_PROBE_LEAF_REASON_EXITS	0x4FFFFFFE
#define EXIT_PROBE_LEAF_REASON_CYCLES	0x4FFFFFFC

#define EXIT_PROBE_LEAF_COURSE_LAST	0x4FFFFFFF	/* in any layout */
#define EXIT_PROBE_LEAF_COURSE_LEAVES	4

#define EXIT_PROBE_LAYOUT_FIRST		2020
#define EXIT_PROBE_LAYOUT_LAST		2022

/* EAX last leaf of the extended range; EBX, ECX, EDX "ExitProbeKVM" */
#define EXIT_PROBE_LEAF_SIGNATURE	0x4FFFFF00
#define EXIT_PROBE_SIGNATURE_EBX	0x74697845	/* "Exit" */
#define EXIT_PROBE_SIGNATURE_ECX	0x626F7250	/* "Prob" */
#define EXIT_PROBE_SIGNATURE_EDX	0x4D564B65	/* "eKVM" */

/*
 * Item 0: EAX ABI version, EBX vendor (EXIT_PROBE_VENDOR_*),
 *         ECX scope (EXIT_PROBE_SCOPE_*), EDX TSC frequency of the guest, kHz
 * Item 1: EAX layout (the year), EBX reasons a table can have at most,
 *         ECX buckets of a histogram, EDX 0
 */
#define EXIT_PROBE_LEAF_INFO		0x4FFFFF01
#define EXIT_PROBE_INFO_HOST		0
#define EXIT_PROBE_INFO_TABLE		1

/* Which manual the exit reasons are numbered by */
#define EXIT_PROBE_VENDOR_INTEL		1	/* SDM: VMX Basic Exit Reasons */
#define EXIT_PROBE_VENDOR_AMD		2	/* APM: SVM Intercept Exit Codes */

/* Whose exits are counted: the module parameter exit_probe_scope */
#define EXIT_PROBE_SCOPE_OFF		0	/* no leaf is answered */
#define EXIT_PROBE_SCOPE_VM		1	/* all vCPUs of this VM */
#define EXIT_PROBE_SCOPE_VCPU		2	/* the vCPU that asks */
#define EXIT_PROBE_SCOPE_HOST		3	/* all VMs since the module was loaded */

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
#define EXIT_PROBE_TOTALS_LATCHED	5	/* as item 0, but out of the latch */
#define EXIT_PROBE_TOTALS_ITEMS		6

/*
 * The table of reasons. Item 0 latches it for this vCPU, together with the
 * totals: EAX the number n of reasons that are in it, all else 0. The other
 * items read out of what was latched, ascending; i is 1 to n:
 *
 * ROW + i          EAX reason, EBX exits (low 32 bits), ECX cycles low, EDX high
 * COUNTS + i       pair: exits; kernel cycles
 * RANGE + i        pair: least and most kernel cycles of one exit, 0 while
 *                  none is over
 * HISTOGRAM + PAIR * p + i   pair: exits in bucket 2p; in bucket 2p + 1
 *
 * Bucket b has the exits that took 2^(b-1) to 2^b - 1 kernel cycles, the last
 * one all that took longer; bucket 0 is empty. The latch's sum of exits is its
 * total of exits, the same for cycles. The exit that is not over yet, a
 * vCPU's last one, is among the exits, and not yet in cycles, range, histogram.
 */
#define EXIT_PROBE_LEAF_TABLE		0x4FFFFF03
#define EXIT_PROBE_TABLE_LATCH		0x00000
#define EXIT_PROBE_TABLE_ROW		0x00000
#define EXIT_PROBE_TABLE_COUNTS		0x10000
#define EXIT_PROBE_TABLE_RANGE		0x20000
#define EXIT_PROBE_TABLE_HISTOGRAM	0x30000
#define EXIT_PROBE_TABLE_PAIR		0x100

/* No reasons of a manual, but rows of the table, so that its sums are right */
#define EXIT_PROBE_REASON_NONE		0xFFFFFF00	/* 0 exits: up to the first VM entry */
#define EXIT_PROBE_REASON_OTHER		0xFFFFFF01	/* reasons that have no row of their own */

#define EXIT_PROBE_LEAF_LAST_EXTENDED	EXIT_PROBE_LEAF_TABLE

/* An item or a reason that does not exist: 0 in EAX, EBX, ECX and this in EDX */
#define EXIT_PROBE_UNDEFINED		0xFFFFFFFF

#endif
