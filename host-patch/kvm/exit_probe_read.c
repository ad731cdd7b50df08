// SPDX-License-Identifier: GPL-2.0-only
/*
 * The counters of one vCPU as another thread sees them.
 */
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/seqlock.h>
#include <asm/tsc.h>

#include "exit_probe_away.h"
#include "exit_probe_read.h"

/*
 * The end of an interval can turn out to be earlier than a reader's TSC, or a wait for
 * the CPU. What is added here remains, since nobody may see a bucket fall. Return the
 * TSC up to which some reader has added the interval.
 */
static u64 exit_probe_mark_read(struct kvm_exit_probe *probe, u64 now)
{
	u64 until = READ_ONCE(probe->read_until);

	do {
		if ((s64)(now - until) <= 0)
			return until;
	} while (!try_cmpxchg(&probe->read_until, &until, now));
	return now;
}

static void exit_probe_add_away(struct kvm_exit_probe *probe, u64 bucket, u64 now, u64 *counter)
{
	s64 cycles = exit_probe_away(probe, exit_probe_mark_read(probe, now));

	if (cycles > 0)
		counter[bucket] += cycles;
}

/* The guest runs since the entry, or until an exit that is not settled yet. */
static u64 exit_probe_in_guest(const struct kvm_exit_probe *probe, u64 now)
{
	u64 entered = READ_ONCE(probe->entered), left = READ_ONCE(probe->left);

	if ((s64)(entered - READ_ONCE(probe->stamp)) <= 0)
		return 0;
	return exit_probe_cycles(entered, (s64)(left - entered) < 0 ? now : left);
}

static void exit_probe_add_open(struct kvm_exit_probe *probe, u64 now, u64 *counter)
{
	u64 bucket = READ_ONCE(probe->bucket);

	if (READ_ONCE(probe->mode) != EXIT_PROBE_TIME)
		return;
	if (bucket == EXIT_PROBE_KERNEL)
		counter[EXIT_PROBE_GUEST] += exit_probe_in_guest(probe, now);
	else
		exit_probe_add_away(probe, bucket, now, counter);
}

void exit_probe_read(struct kvm_vcpu *vcpu, u64 now, u64 *counter)
{
	struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	unsigned int seq;
	int c;

	do {
		seq = raw_read_seqcount_begin(&probe->seq);
		for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
			counter[c] = READ_ONCE(probe->counter[c]);
		exit_probe_add_open(probe, now, counter);
	} while (read_seqcount_retry(&probe->seq, seq));
}
