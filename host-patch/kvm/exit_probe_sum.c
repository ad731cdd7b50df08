// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sums over the vCPUs whose exits a guest can read.
 *
 * In host scope the vCPUs of all VMs are on a list, which readers walk under RCU,
 * and exit_probe_gone has the sums of the destroyed ones. The sequence lock makes
 * a vCPU appear in exactly one of the two. Only creation and destruction take it.
 */
#include <linux/kvm_host.h>
#include <linux/minmax.h>
#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/tsc.h>

#include "exit_probe_abi.h"
#include "exit_probe_mode.h"
#include "exit_probe_params.h"
#include "exit_probe_read.h"
#include "exit_probe_rows.h"
#include "exit_probe_sum.h"

/* A vCPU on the list */
struct exit_probe_member {
	struct kvm_vcpu *vcpu;
	struct list_head node;
};

static LIST_HEAD(exit_probe_members);
static DEFINE_SEQLOCK(exit_probe_lock);
static struct exit_probe_sums exit_probe_gone;

/* The numbers of one vCPU, or of all destroyed ones. */
struct exit_probe_source {
	struct kvm_vcpu *vcpu;		/* NULL: they are exit_probe_gone's */
	const u64 *counter;
	const u64 *exits;
	const u64 *cycles;
	const u64 *blocked;
	bool timed;			/* cycles count as well */
	u64 now;			/* up to then */
};

typedef void (*exit_probe_add_fn)(void *sum, const struct exit_probe_source *from);

static void exit_probe_add_vcpu(exit_probe_add_fn add, void *sum, struct kvm_vcpu *vcpu,
				bool timed, u64 now)
{
	const struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	const struct exit_probe_source from = {
		.vcpu = vcpu,
		.counter = probe->counter,
		.exits = probe->reason_exits,
		.cycles = probe->reason_cycles,
		.blocked = probe->reason_blocked,
		.timed = timed,
		.now = now,
	};

	add(sum, &from);
}

static void exit_probe_add_gone(exit_probe_add_fn add, void *sum, bool timed)
{
	const struct exit_probe_source from = {
		.counter = exit_probe_gone.counter,
		.exits = exit_probe_gone.exits,
		.cycles = exit_probe_gone.cycles,
		.blocked = exit_probe_gone.blocked,
		.timed = timed,
	};

	add(sum, &from);
}

static void exit_probe_sum_host(exit_probe_add_fn add, void *sum, size_t zero, bool timed,
				u64 now)
{
	struct exit_probe_member *member;
	unsigned int seq;

	rcu_read_lock();
	do {
		seq = read_seqbegin(&exit_probe_lock);
		memset(sum, 0, zero);
		exit_probe_add_gone(add, sum, timed);
		list_for_each_entry_rcu(member, &exit_probe_members, node)
			exit_probe_add_vcpu(add, sum, member->vcpu, timed, now);
	} while (read_seqretry(&exit_probe_lock, seq));
	rcu_read_unlock();
}

/*
 * Clear the first @zero bytes of @sum, then @add each vCPU that is in scope. Of a VM's,
 * only @most from number @from on; return the number of the first one that is left, or 0.
 */
static u32 exit_probe_sum(struct kvm_vcpu *vcpu, exit_probe_add_fn add, void *sum, size_t zero,
			  u32 from, u32 most)
{
	bool timed = exit_probe_mode() == EXIT_PROBE_TIME;
	/* All times end with the exit of this read. */
	u64 now = vcpu->stat.exit_probe.left;
	u32 i, count = atomic_read(&vcpu->kvm->online_vcpus);

	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST) {
		exit_probe_sum_host(add, sum, zero, timed, now);
		return 0;
	}

	memset(sum, 0, zero);
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_VCPU) {
		exit_probe_add_vcpu(add, sum, vcpu, timed, now);
		return 0;
	}

	for (i = from; i < count; i++) {
		if (i - from == most)
			return i;
		exit_probe_add_vcpu(add, sum, kvm_get_vcpu(vcpu->kvm, i), timed, now);
		cond_resched();
	}
	return 0;
}

static void exit_probe_add_counters(void *sum, const struct exit_probe_source *from)
{
	u64 *counter = sum, of_vcpu[EXIT_PROBE_COUNTERS];
	const u64 *add = from->counter;
	int c;

	if (from->vcpu) {
		exit_probe_read(from->vcpu, from->now, of_vcpu);
		add = of_vcpu;
	}
	for (c = from->timed ? 0 : EXIT_PROBE_EXITS; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] += READ_ONCE(add[c]);
}

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter)
{
	exit_probe_sum(vcpu, exit_probe_add_counters, counter,
		       sizeof(*counter) * EXIT_PROBE_COUNTERS, 0, U32_MAX);
}

struct exit_probe_pair_sum {
	u64 exits;
	u64 cycles;
	u32 slot;
};

static void exit_probe_add_exits(void *sum, const struct exit_probe_source *from)
{
	struct exit_probe_pair_sum *pair = sum;

	pair->exits += READ_ONCE(from->counter[EXIT_PROBE_EXITS]);
	if (from->timed)
		pair->cycles += READ_ONCE(from->counter[EXIT_PROBE_KERNEL]);
}

static void exit_probe_add_reason(void *sum, const struct exit_probe_source *from)
{
	struct exit_probe_pair_sum *pair = sum;

	pair->exits += READ_ONCE(from->exits[pair->slot]);
	if (from->timed)
		pair->cycles += READ_ONCE(from->cycles[pair->slot]);
}

void exit_probe_sum_exits(struct kvm_vcpu *vcpu, u64 *exits, u64 *cycles)
{
	struct exit_probe_pair_sum sum = {};

	exit_probe_sum(vcpu, exit_probe_add_exits, &sum, sizeof(sum), 0, U32_MAX);
	*exits = sum.exits;
	*cycles = sum.cycles;
}

void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles)
{
	struct exit_probe_pair_sum sum = { .slot = slot };

	exit_probe_sum(vcpu, exit_probe_add_reason, &sum, offsetof(typeof(sum), slot), 0, U32_MAX);
	*exits = sum.exits;
	*cycles = sum.cycles;
}

static const struct kvm_exit_probe_row *
exit_probe_source_row(const struct exit_probe_source *from, u32 slot)
{
	if (from->vcpu)
		return exit_probe_row(READ_ONCE(from->vcpu->exit_probe_rows), slot);
	return exit_probe_gone.partial[slot] ? NULL : &exit_probe_gone.row[slot];
}

static void exit_probe_add_row(struct exit_probe_sums *sums, u32 slot,
			       const struct exit_probe_source *from)
{
	u64 exits = READ_ONCE(from->exits[slot]);
	u64 cycles = from->timed ? READ_ONCE(from->cycles[slot]) : 0;
	struct kvm_exit_probe_row *sum = &sums->row[slot];
	const struct kvm_exit_probe_row *row;
	int i;

	if (!exits && !cycles)
		return;

	if (!sums->exits[slot] && !sums->cycles[slot])
		*sum = (struct kvm_exit_probe_row) { .min = U64_MAX };
	sums->exits[slot] += exits;
	sums->cycles[slot] += cycles;
	if (!from->timed)
		return;

	sums->blocked[slot] += READ_ONCE(from->blocked[slot]);
	row = exit_probe_source_row(from, slot);
	if (!row) {
		/* Without cycles, its only exit is not over. */
		sums->partial[slot] |= cycles != 0;
		return;
	}
	sum->min = min(sum->min, READ_ONCE(row->min));
	sum->max = max(sum->max, READ_ONCE(row->max));
	for (i = 0; i < EXIT_PROBE_BUCKETS; i++)
		sum->bucket[i] += READ_ONCE(row->bucket[i]);
}

static void exit_probe_add_table(void *sum, const struct exit_probe_source *from)
{
	struct exit_probe_sums *sums = sum;
	u32 slot;

	exit_probe_add_counters(sums->counter, from);
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		exit_probe_add_row(sums, slot, from);
}

u32 exit_probe_sum_table(struct kvm_vcpu *vcpu, struct exit_probe_sums *sums, u32 from)
{
	size_t zero = from ? 0 : offsetof(struct exit_probe_sums, row);

	return exit_probe_sum(vcpu, exit_probe_add_table, sums, zero, from, EXIT_PROBE_TABLE_VCPUS);
}

int exit_probe_join(struct kvm_vcpu *vcpu)
{
	struct exit_probe_member *member;

	if (exit_probe_scope() != EXIT_PROBE_SCOPE_HOST)
		return 0;

	member = kcalloc(1, sizeof(*member), GFP_KERNEL_ACCOUNT);
	if (!member)
		return -ENOMEM;
	member->vcpu = vcpu;
	vcpu->exit_probe_member = member;

	write_seqlock(&exit_probe_lock);
	list_add_tail_rcu(&member->node, &exit_probe_members);
	write_sequnlock(&exit_probe_lock);
	return 0;
}

/* Afterwards no reader accesses this vCPU. */
void exit_probe_part(struct kvm_vcpu *vcpu)
{
	struct exit_probe_member *member = vcpu->exit_probe_member;

	if (!member)
		return;

	write_seqlock(&exit_probe_lock);
	exit_probe_add_vcpu(exit_probe_add_table, &exit_probe_gone, vcpu, true, rdtsc());
	list_del_rcu(&member->node);
	write_sequnlock(&exit_probe_lock);
	synchronize_rcu();
	kfree(member);
}
