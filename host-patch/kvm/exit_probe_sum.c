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
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "exit_probe_abi.h"
#include "exit_probe_params.h"
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
	const u64 *counter;
	const u64 *exits;
	const u64 *cycles;
	const struct kvm_exit_probe_rows *rows;	/* NULL: they are exit_probe_gone's */
};

typedef void (*exit_probe_add_fn)(void *sum, const struct exit_probe_source *from);

static void exit_probe_add_vcpu(exit_probe_add_fn add, void *sum, struct kvm_vcpu *vcpu)
{
	const struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	const struct exit_probe_source from = {
		.counter = probe->counter,
		.exits = probe->reason_exits,
		.cycles = probe->reason_cycles,
		.rows = vcpu->exit_probe_rows,
	};

	add(sum, &from);
}

static void exit_probe_add_gone(exit_probe_add_fn add, void *sum)
{
	const struct exit_probe_source from = {
		.counter = exit_probe_gone.counter,
		.exits = exit_probe_gone.exits,
		.cycles = exit_probe_gone.cycles,
	};

	add(sum, &from);
}

static void exit_probe_sum_host(exit_probe_add_fn add, void *sum, size_t zero)
{
	struct exit_probe_member *member;
	unsigned int seq;

	rcu_read_lock();
	do {
		seq = read_seqbegin(&exit_probe_lock);
		memset(sum, 0, zero);
		exit_probe_add_gone(add, sum);
		list_for_each_entry_rcu(member, &exit_probe_members, node)
			exit_probe_add_vcpu(add, sum, member->vcpu);
	} while (read_seqretry(&exit_probe_lock, seq));
	rcu_read_unlock();
}

/* Clear the first @zero bytes of @sum, then @add each vCPU that is in scope. */
static void exit_probe_sum(struct kvm_vcpu *vcpu, exit_probe_add_fn add, void *sum, size_t zero)
{
	struct kvm_vcpu *other;
	unsigned long i;

	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST) {
		exit_probe_sum_host(add, sum, zero);
		return;
	}

	memset(sum, 0, zero);
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_VCPU)
		exit_probe_add_vcpu(add, sum, vcpu);
	else
		kvm_for_each_vcpu(i, other, vcpu->kvm)
			exit_probe_add_vcpu(add, sum, other);
}

static void exit_probe_add_counters(void *sum, const struct exit_probe_source *from)
{
	u64 *counter = sum;
	int c;

	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] += READ_ONCE(from->counter[c]);
}

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter)
{
	exit_probe_sum(vcpu, exit_probe_add_counters, counter,
		       sizeof(*counter) * EXIT_PROBE_COUNTERS);
}

struct exit_probe_reason_sum {
	u64 exits;
	u64 cycles;
	u32 slot;
};

static void exit_probe_add_reason(void *sum, const struct exit_probe_source *from)
{
	struct exit_probe_reason_sum *reason = sum;

	reason->exits += READ_ONCE(from->exits[reason->slot]);
	reason->cycles += READ_ONCE(from->cycles[reason->slot]);
}

void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles)
{
	struct exit_probe_reason_sum sum = { .slot = slot };

	exit_probe_sum(vcpu, exit_probe_add_reason, &sum, offsetof(typeof(sum), slot));
	*exits = sum.exits;
	*cycles = sum.cycles;
}

static const struct kvm_exit_probe_row *
exit_probe_source_row(const struct exit_probe_source *from, u32 slot)
{
	if (from->rows)
		return exit_probe_row(from->rows, slot);
	return exit_probe_gone.partial[slot] ? NULL : &exit_probe_gone.row[slot];
}

static void exit_probe_add_row(struct exit_probe_sums *sums, u32 slot,
			       const struct exit_probe_source *from)
{
	u64 exits = READ_ONCE(from->exits[slot]), cycles = READ_ONCE(from->cycles[slot]);
	struct kvm_exit_probe_row *sum = &sums->row[slot];
	const struct kvm_exit_probe_row *row;
	int i;

	if (!exits && !cycles)
		return;

	if (!sums->exits[slot] && !sums->cycles[slot])
		*sum = (struct kvm_exit_probe_row) { .min = U64_MAX };
	sums->exits[slot] += exits;
	sums->cycles[slot] += cycles;

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

void exit_probe_sum_table(struct kvm_vcpu *vcpu, struct exit_probe_sums *sums)
{
	exit_probe_sum(vcpu, exit_probe_add_table, sums, offsetof(struct exit_probe_sums, row));
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
	exit_probe_add_vcpu(exit_probe_add_table, &exit_probe_gone, vcpu);
	list_del_rcu(&member->node);
	write_sequnlock(&exit_probe_lock);
	synchronize_rcu();
	kfree(member);
}
