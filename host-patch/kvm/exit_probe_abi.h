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
 * A vCPU's time is in six buckets, which add up:
 *
 * guest      from the TSC read before a VM entry to the one after the VM exit. The
 *            world switch and the CPU's mitigations are between the two, hence in
 *            this bucket. A guest can measure both: the round trip of a CPUID less
 *            its kernel cycles.
 * kernel     the rest of the time from a VM exit to the next VM entry. Host
 *            interrupts that arrive there are in it. Reports that timed only
 *            vmx_handle_exit() omit the fast path, external interrupts and
 *            re-entry, and their figures are lower.
 * userspace  outside of KVM_RUN: the VMM, and the way out of the kernel and back
 * halted     waits for an event, polling included
 * preempted  runnable, but another task has the CPU, also after a wake-up
 * blocked    asleep while KVM handles an exit, for example until a page is there
 *
 * A vCPU that is in the guest or away adds the time up to the read, except in scope
 * host. The cycles of an exit are in "kernel" only when it is over.
 */
#ifndef EXIT_PROBE_ABI_H
#define EXIT_PROBE_ABI_H

#define EXIT_PROBE_ABI_VERSION		2

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
 *         ECX buckets of a histogram, EDX TSC frequency of the host, kHz
 * Item 2: EAX mode (EXIT_PROBE_MODE_*), EBX flags (EXIT_PROBE_FLAG_*), ECX and EDX 0
 * Item 3: EAX kind of causes (EXIT_PROBE_CAUSES_*), EBX the phase that runs,
 *         ECX max causes of a phase on a vCPU, EDX max causes of a vCPU
 */
#define EXIT_PROBE_LEAF_INFO		0x4FFFFF01
#define EXIT_PROBE_INFO_HOST		0
#define EXIT_PROBE_INFO_TABLE		1
#define EXIT_PROBE_INFO_STATE		2
#define EXIT_PROBE_INFO_CAUSES		3

/* The manual that numbers the exit reasons */
#define EXIT_PROBE_VENDOR_INTEL		1	/* SDM: VMX Basic Exit Reasons */
#define EXIT_PROBE_VENDOR_AMD		2	/* APM: SVM Intercept Exit Codes */

/* Whose exits are counted: the module parameter exit_probe_scope */
#define EXIT_PROBE_SCOPE_VM		1	/* all vCPUs of this VM */
#define EXIT_PROBE_SCOPE_VCPU		2	/* the vCPU that reads */
#define EXIT_PROBE_SCOPE_HOST		3	/* all VMs since kvm-intel or kvm-amd was loaded */

/* What is counted: the module parameter exit_probe. Off, no leaf is answered. */
#define EXIT_PROBE_MODE_OFF		0
#define EXIT_PROBE_MODE_COUNT		1	/* exits; all cycles read 0 */
#define EXIT_PROBE_MODE_TIME		2	/* exits and cycles */

/* What a cause is: the module parameter exit_probe_causes. With scope host it reads off. */
#define EXIT_PROBE_CAUSES_OFF		0
#define EXIT_PROBE_CAUSES_DETAIL	1	/* port, MSR, address, register ... */
#define EXIT_PROBE_CAUSES_RIP		2	/* the guest's instruction pointer */

#define EXIT_PROBE_FLAG_TSC_UNSTABLE	1	/* the TSCs of the host's CPUs may differ */

/*
 * The totals, 64 bits wide. Item 0 latches all of them for this vCPU; the
 * other items read the latch, so all items are of the same moment.
 * Each item is a pair: EAX low, EBX high; ECX low, EDX high.
 *
 * The generation is a random number that a VM gets when it is created. It changes
 * with the mode, and when userspace sets the TSC of a vCPU that has run, which
 * restores a snapshot. Only reads of one generation can be subtracted. It reads 0 if
 * the latch is not valid: the mode was changing at the latch; the VM has another
 * generation since; a table is not complete, as vCPUs are left. It also reads 0, until
 * the mode changes, if a vCPU does not count because the host had no memory for it;
 * with scope host, a vCPU of any VM. So do not wait for another value.
 *
 * The latch is the vCPU's: a reader stays on its vCPU, and reads the generation last,
 * since in between a leaf may have had no answer. If another program there can latch
 * between two items, read item 5 before and after them: the exits must be the same. The
 * course leaves have no generation.
 *
 * Before the first latch the items 1 to 6 are 0.
 *
 * A CPUID that KVM emulates without an exit (in big real mode with VMX and
 * unrestricted_guest=0) does not count as an exit, but as a pass.
 */
#define EXIT_PROBE_LEAF_TOTALS		0x4FFFFF02
#define EXIT_PROBE_TOTALS_EXITS		0	/* exits; kernel cycles */
#define EXIT_PROBE_TOTALS_WAITING	1	/* userspace cycles; halted cycles */
#define EXIT_PROBE_TOTALS_AWAY		2	/* preempted cycles; blocked cycles */
#define EXIT_PROBE_TOTALS_GUEST		3	/* guest cycles; failed or emulated entries */
#define EXIT_PROBE_TOTALS_APART		4	/* exits to userspace; exits from a nested guest */
#define EXIT_PROBE_TOTALS_LATCHED	5	/* as item 0, but from the latch */
#define EXIT_PROBE_TOTALS_GENERATION	6	/* generation; 0 */
#define EXIT_PROBE_TOTALS_ITEMS		7

/*
 * The table of reasons. Item 0 latches it for this vCPU, together with the
 * totals: EAX the number n of reasons in it, EBX the number of vCPUs that are left,
 * ECX and EDX 0. One read sums at most EXIT_PROBE_TABLE_VCPUS vCPUs: repeat it until
 * none is left. A read of the totals' item 0 starts it over, and removes a table of
 * another generation. Scope host sums all vCPUs at once. The other items read the latch,
 * with ascending reasons; i is 1 to n:
 *
 * ROW + i          EAX reason, EBX exits (low 32 bits), ECX cycles low, EDX high
 * COUNTS + i       pair: exits; kernel cycles
 * RANGE + i        pair: min and max kernel cycles of one exit, 0 until one
 *                  is over
 * BLOCKED + i      pair: cycles blocked in exits of this reason, in intervals that are
 *                  over; 0
 * HISTOGRAM + PAIR * p + i   pair: exits in bucket 2p; in bucket 2p + 1
 *
 * A vCPU keeps range and histogram of its first 60 reasons. Of a reason that came
 * later on any of the vCPUs, they are 0.
 *
 * Bucket b has the exits that took 2^(b-1) to 2^b - 1 kernel cycles, the last
 * one also those that took longer; bucket 0 is empty. In a latch, the sum of the
 * rows' exits is the total of exits, and the same holds for cycles. A vCPU's
 * last exit, which is not over yet, is in the exits, but not yet in the cycles,
 * the range and the histogram. Exits of mode count, and the one that was open when the
 * mode changed, are never in these. Other vCPUs run while they are summed: for each, the
 * exits and kernel cycles of a table and of a latch of the totals may be one exit apart.
 */
#define EXIT_PROBE_LEAF_TABLE		0x4FFFFF03
#define EXIT_PROBE_TABLE_LATCH		0x00000
#define EXIT_PROBE_TABLE_ROW		0x00000
#define EXIT_PROBE_TABLE_COUNTS		0x10000
#define EXIT_PROBE_TABLE_RANGE		0x20000
#define EXIT_PROBE_TABLE_HISTOGRAM	0x30000
#define EXIT_PROBE_TABLE_BLOCKED	0x40000
#define EXIT_PROBE_TABLE_PAIR		0x100

#define EXIT_PROBE_TABLE_VCPUS		64

/*
 * ECX bits 31 to 24 of the read that latches the table: the number of the phase that ends
 * with it, for the whole VM. If that phase runs or is yet to come, the next one begins:
 * exits that begin from then on are of phase number + 1, up to the last number, 255. A
 * phase that has ended already has no effect. All before the first latch is phase 0; a
 * reader that always sends 0 has one more phase, 1. INFO item 3 has the phase that runs.
 */
#define EXIT_PROBE_TABLE_PHASE_SHIFT	24
#define EXIT_PROBE_PHASE_LAST		255

/* Rows that are not reasons of a manual: they complete the table's sums */
#define EXIT_PROBE_REASON_NONE		0xFFFFFF00	/* 0 exits: before the first VM entry */
#define EXIT_PROBE_REASON_OTHER		0xFFFFFF01	/* reasons that have no slot */

/*
 * The causes of the exits. Item 0: EAX the number n of causes in the latch of the table,
 * EBX, ECX and EDX 0; 0 causes if they are off. The other items read that latch; i is 1 to
 * n:
 *
 * KEY + i     EAX reason; EBX phase (bits 31 to 24), kind (23 to 16), access (15 to 8),
 *             width (7 to 0); ECX detail low, EDX high
 * COUNTS + i  pair: exits; kernel cycles
 * BLOCKED + i pair: cycles blocked, in intervals that are over; error
 *
 * kind                detail                   from which exits, and where it is
 * PORT                port                     IO_INSTRUCTION: exit qualification
 *                                              IOIO: EXITINFO1
 * MSR                 number                   RDMSR, WRMSR, MSR: ECX; the *_IMM of VMX:
 *                                              exit qualification
 * MEMORY              address, 2 MiB aligned   EPT_VIOLATION: guest-physical address
 *                                              NPF: EXITINFO2
 * MMIO                address, exact           the same, and EPT_MISCONFIG, where KVM or
 *                                              the VMM emulates a device
 * APIC                offset of the register   APIC_ACCESS, APIC_WRITE: exit qualification
 *                                              AVIC_INCOMPLETE_IPI (the ICR),
 *                                              AVIC_NOACCEL: EXITINFO1
 * CR, DR              number of the register   CR_ACCESS, DR_ACCESS: exit qualification
 *                                              READ_*, WRITE_*, CR0_SEL_WRITE: exit code
 * VECTOR              vector                   EXCEPTION_NMI: VM-exit interruption
 *                                              information; EXCP*: exit code
 *                                              EOI_INDUCED: exit qualification
 * HYPERCALL           number                   VMCALL, VMMCALL: RAX
 * CPUID               leaf                     CPUID: EAX
 * GHCB                its exit code            VMGEXIT: the GHCB
 * RIP                 linear address           all; not for a guest with encrypted state
 * NONE                0                        all others, among them the host's interrupts
 * OTHER               0                        see below; the phase is 0
 *
 * Access is READ (of a port: IN), WRITE (OUT), or 0 where it is not known or makes no
 * difference. Width is in bytes, 0 where it is not known. Of RIP, access is the ring + 8 and
 * width the mode: 16, 32 or 64 bits. MMIO has neither if KVM completes it without emulation
 * (KVM_FAST_MMIO_BUS), or if the address was a device's until the layout of the memory
 * changed. A string instruction is one exit for several accesses: the first is the cause.
 * After a REP INS there may be an exit without an access, as KVM enters the guest at the
 * same instruction again. Details of a nested guest's exits are that guest's, and are not
 * told apart. A hypercall of Hyper-V's interface has its number elsewhere.
 *
 * A vCPU's table is bounded. A new cause that finds no place nearby, or whose phase has half
 * of those, takes the place of the phase's rarest one there, whose exits then are in the row
 * OTHER of their reason: listed exits <= true exits <= listed exits + error. A phase that has
 * ended keeps its causes. What is left of a reason's exits, cycles and blocked cycles is its
 * OTHER: also exits before causes were on, and those of other vCPUs during the latch. So the
 * sums over a reason's causes are those of its row in the table.
 */
#define EXIT_PROBE_LEAF_CAUSES		0x4FFFFF04
#define EXIT_PROBE_CAUSES_KEY		0x00000
#define EXIT_PROBE_CAUSES_COUNTS	0x10000
#define EXIT_PROBE_CAUSES_BLOCKED	0x20000

#define EXIT_PROBE_CAUSE_NONE		0
#define EXIT_PROBE_CAUSE_PORT		1
#define EXIT_PROBE_CAUSE_MSR		2
#define EXIT_PROBE_CAUSE_MEMORY		3
#define EXIT_PROBE_CAUSE_MMIO		4
#define EXIT_PROBE_CAUSE_APIC		5
#define EXIT_PROBE_CAUSE_CR		6
#define EXIT_PROBE_CAUSE_DR		7
#define EXIT_PROBE_CAUSE_VECTOR		8
#define EXIT_PROBE_CAUSE_HYPERCALL	9
#define EXIT_PROBE_CAUSE_CPUID		10
#define EXIT_PROBE_CAUSE_GHCB		11
#define EXIT_PROBE_CAUSE_RIP		12
#define EXIT_PROBE_CAUSE_OTHER		13

#define EXIT_PROBE_ACCESS_READ		1
#define EXIT_PROBE_ACCESS_WRITE		2
#define EXIT_PROBE_ACCESS_RING		8	/* + 0 to 3 */

#define EXIT_PROBE_LEAF_LAST_EXTENDED	EXIT_PROBE_LEAF_CAUSES

/*
 * An item or a reason that does not exist, or a first latch that the host has no
 * memory for: 0 in EAX, EBX, ECX and this in EDX
 */
#define EXIT_PROBE_UNDEFINED		0xFFFFFFFF

#endif
