/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The accounting of one vCPU: its VM exits and its time.
 *
 * Plain u64 counters: only the thread that runs the vCPU writes them, other
 * threads read them without a lock.
 */
#ifndef _ASM_X86_KVM_EXIT_PROBE_H
#define _ASM_X86_KVM_EXIT_PROBE_H

#include <linux/seqlock.h>
#include <linux/types.h>

#ifndef CONFIG_X86_64
#error "The counters need a 64-bit kernel: other threads read them without a lock."
#endif

/* What a vCPU counts. */
enum kvm_exit_probe_mode {
	EXIT_PROBE_OFF,
	EXIT_PROBE_COUNT,		/* exits, without a read of the TSC */
	EXIT_PROBE_TIME,		/* exits and time */

	EXIT_PROBE_MODES
};

enum kvm_exit_probe_counter {
	/* Buckets of TSC cycles: each cycle since the vCPU began to count time is in one */
	EXIT_PROBE_USERSPACE,		/* KVM_RUN's return to the next KVM_RUN */
	EXIT_PROBE_KERNEL,		/* handling of exits that are over */
	EXIT_PROBE_HALTED,		/* waiting for a wake-up, polling included */
	EXIT_PROBE_PREEMPTED,		/* runnable, but another task has the CPU */
	EXIT_PROBE_BLOCKED,		/* asleep while an exit is handled */
	EXIT_PROBE_GUEST,

	/* Events */
	EXIT_PROBE_EXITS,
	EXIT_PROBE_NESTED_EXITS,	/* of them, those from a nested guest */
	EXIT_PROBE_USERSPACE_EXITS,
	EXIT_PROBE_PASSES,		/* failed or emulated entries, in KVM's exits */

	EXIT_PROBE_COUNTERS
};

/*
 * A dense table holds the exit reasons of both vendors, see exit_probe_slot().
 * No reason has slot 0: root can clear the first bucket of a histogram.
 */
#define EXIT_PROBE_SLOTS	192
#define EXIT_PROBE_SLOT_FAR	0xb0	/* reasons 1 to here are their own slots */
#define EXIT_PROBE_SLOT_OTHER	190	/* reasons without a slot */
#define EXIT_PROBE_SLOT_NONE	191	/* no exit yet: the time before the first entry */

/* Bucket n has the exits of 2^(n-1) to 2^n - 1 cycles, the last also longer ones. */
#define EXIT_PROBE_BUCKETS	30

/* The distribution of the cycles of one reason's exits: four cache lines. */
struct kvm_exit_probe_row {
	u64 min;	/* all ones until an exit of known length is over */
	u64 max;
	u64 bucket[EXIT_PROBE_BUCKETS];
};

/*
 * A vCPU has few of the reasons: each takes a row when its first exit is over.
 * Until then, and for all that find no row left, exits go to the first one, which
 * nobody reads. 62 rows and their offsets are 16 KiB.
 */
#define EXIT_PROBE_ROWS	62

struct kvm_exit_probe_rows {
	struct kvm_exit_probe_row row[EXIT_PROBE_ROWS];
	u16 offset[EXIT_PROBE_SLOTS];	/* of a slot's row, in bytes; 0: none */
	u32 used;			/* rows that are taken */
};

/*
 * Part of struct kvm_vcpu_stat, which userspace can read as a whole: it must
 * not have a pointer. Fields that are not statistics come last, since QEMU
 * reads only as many bytes as the statistics have.
 *
 * Two fields have other writers than the vCPU's thread: a change of the mode sets
 * every vCPU's to off, and readers move read_until.
 */
struct kvm_exit_probe {
	u64 counter[EXIT_PROBE_COUNTERS];
	u64 reason_exits[EXIT_PROBE_SLOTS];
	u64 reason_cycles[EXIT_PROBE_SLOTS];
	u64 reason_blocked[EXIT_PROBE_SLOTS];
	u64 cycles_hist[EXIT_PROBE_BUCKETS];

	u64 entered;	/* TSC before the last VM entry */
	u64 left;	/* TSC after the last VM exit */
	u64 stamp;	/* left, plus time outside the kernel bucket */
	u64 away;	/* TSC when the kernel bucket was left */
	u64 owed;	/* cycles that a CPU with a TSC ahead has added too many */
	u64 bucket;	/* the one that runs now, an enum kvm_exit_probe_counter */
	u64 slot;	/* of the last exit */
	u64 run_delay;	/* the thread's, in ns, when the kernel bucket was left */
	u64 read_until;	/* TSC up to which a reader has added the interval of being away */
	u32 mode;	/* enum kvm_exit_probe_mode */
	seqcount_t seq;	/* odd while an interval is added */
};

#endif /* _ASM_X86_KVM_EXIT_PROBE_H */
