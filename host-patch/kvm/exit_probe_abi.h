/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The answers of a patched KVM to a guest's CPUID on leaves 0x4FFFFF00 to
 * 0x4FFFFFFF.
 *
 * This file has only integer macros, so that the KVM patch, the probe (C and
 * NASM) and readers in Linux share it.
 *
 * A read is one exit. The number it returns includes that exit, but not yet its
 * cycles. All four registers are always written. Cycles are host TSC cycles.
 * Exits and cycles are sums over the scope, which by default is all vCPUs of the
 * VM since it was created. 64-bit values are in two registers, low and high.
 *
 * "Kernel" cycles are all cycles that KVM's kernel code spends from a VM exit to
 * the next VM entry. They include host interrupts that arrive there, but not the
 * time in userspace, halted or scheduled out. Reports that timed only
 * vmx_handle_exit() omit the fast path, external interrupts and re-entry, and
 * their figures are lower.
 */
#ifndef EXIT_PROBE_ABI_H
#define EXIT_PROBE_ABI_H

#define EXIT_PROBE_ABI_VERSION		1

/*
 * The course leaves. Their numbers moved between years; the module parameter
 * exit_probe_layout selects a year. KVM does not answer the leaf that a layout
 * lacks (-).
 *
 *              2020                     2021           2022
 * 0x4FFFFFFF   exits; kernel cycles     exits          cycles of reason
 * 0x4FFFFFFE   exits of reason          kernel cycles  exits of reason
 * 0x4FFFFFFD   -                        exits of       kernel cycles
 * 0x4FFFFFFC   cycles of reason         cycles of      exits
 *
 * Exits are in EAX (low 32 bits), cycles in EBX high and ECX low, other
 * registers are 0. ECX selects the reason. A reason that the CPU vendor's manual
 * does not define: 0, 0, 0, EXIT_PROBE_UNDEFINED in EDX. A defined reason
 * without a handler in KVM: 0 in all.
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
 * Item 1: EAX layout (the year), EBX max reasons in a table,
 *         ECX buckets of a histogram, EDX 0
 */
#define EXIT_PROBE_LEAF_INFO		0x4FFFFF01
#define EXIT_PROBE_INFO_HOST		0
#define EXIT_PROBE_INFO_TABLE		1

/* The manual that numbers the exit reasons */
#define EXIT_PROBE_VENDOR_INTEL		1	/* SDM: VMX Basic Exit Reasons */
#define EXIT_PROBE_VENDOR_AMD		2	/* APM: SVM Intercept Exit Codes */

/* Whose exits are counted: the module parameter exit_probe_scope */
#define EXIT_PROBE_SCOPE_OFF		0	/* no leaf is answered */
#define EXIT_PROBE_SCOPE_VM		1	/* all vCPUs of this VM */
#define EXIT_PROBE_SCOPE_VCPU		2	/* the vCPU that reads */
#define EXIT_PROBE_SCOPE_HOST		3	/* all VMs since the module was loaded */

/*
 * The totals, 64 bits wide. Item 0 latches all of them for this vCPU; the
 * other items read the latch, so all items are of the same moment.
 * Each item is a pair: EAX low, EBX high; ECX low, EDX high.
 */
#define EXIT_PROBE_LEAF_TOTALS		0x4FFFFF02
#define EXIT_PROBE_TOTALS_EXITS		0	/* exits; kernel cycles */
#define EXIT_PROBE_TOTALS_WAITING	1	/* userspace cycles; halted cycles */
#define EXIT_PROBE_TOTALS_RUNNING	2	/* scheduled-out cycles; guest cycles */
#define EXIT_PROBE_TOTALS_APART		3	/* exits to userspace; exits from a nested guest */
#define EXIT_PROBE_TOTALS_PASSES	4	/* failed or emulated entries; 0 */
#define EXIT_PROBE_TOTALS_LATCHED	5	/* as item 0, but from the latch */
#define EXIT_PROBE_TOTALS_ITEMS		6

/*
 * The table of reasons. Item 0 latches it for this vCPU, together with the
 * totals: EAX the number n of reasons in it, other registers 0. The other
 * items read the latch, with ascending reasons; i is 1 to n:
 *
 * ROW + i          EAX reason, EBX exits (low 32 bits), ECX cycles low, EDX high
 * COUNTS + i       pair: exits; kernel cycles
 * RANGE + i        pair: min and max kernel cycles of one exit, 0 until one
 *                  is over
 * HISTOGRAM + PAIR * p + i   pair: exits in bucket 2p; in bucket 2p + 1
 *
 * A vCPU keeps range and histogram of its first 60 reasons. Of a reason that came
 * later on any of the vCPUs, they are 0.
 *
 * Bucket b has the exits that took 2^(b-1) to 2^b - 1 kernel cycles, the last
 * one also those that took longer; bucket 0 is empty. In a latch, the sum of the
 * rows' exits is the total of exits, and the same holds for cycles. A vCPU's
 * last exit, which is not over yet, is in the exits, but not yet in the cycles,
 * the range and the histogram.
 */
#define EXIT_PROBE_LEAF_TABLE		0x4FFFFF03
#define EXIT_PROBE_TABLE_LATCH		0x00000
#define EXIT_PROBE_TABLE_ROW		0x00000
#define EXIT_PROBE_TABLE_COUNTS		0x10000
#define EXIT_PROBE_TABLE_RANGE		0x20000
#define EXIT_PROBE_TABLE_HISTOGRAM	0x30000
#define EXIT_PROBE_TABLE_PAIR		0x100

/* Rows that are not reasons of a manual: they complete the table's sums */
#define EXIT_PROBE_REASON_NONE		0xFFFFFF00	/* 0 exits: before the first VM entry */
#define EXIT_PROBE_REASON_OTHER		0xFFFFFF01	/* reasons that have no slot */

#define EXIT_PROBE_LEAF_LAST_EXTENDED	EXIT_PROBE_LEAF_TABLE

/*
 * An item or a reason that does not exist, or a first latch that the host has no
 * memory for: 0 in EAX, EBX, ECX and this in EDX
 */
#define EXIT_PROBE_UNDEFINED		0xFFFFFFFF

#endif
