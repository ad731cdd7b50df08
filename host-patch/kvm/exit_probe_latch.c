// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whose exits a guest is told of, and how they are summed.
 *
 * In host scope the vCPUs of all VMs are on a list, for readers under RCU, and
 * those that are gone are in exit_probe_gone. The sequence lock makes a vCPU
 * appear in exactly one of the two; only creation and destruction take it.
 */
#include <linux/kvm_host.h>
#include <linux/minmax.h>
#include <linux/moduleparam.h>
#include <linux/rculist.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "exit_probe.h"
#include "exit_probe_abi.h"
#include "exit_probe_latch.h"

static const char * const exit_probe_scopes[] = {
	[EXIT_PROBE_SCOPE_OFF]  = "off",
	[EXIT_PROBE_SCOPE_VM]   = "vm",
	[EXIT_PROBE_SCOPE_VCPU] = "vcpu",
	[EXIT_PROBE_SCOPE_HOST] = "host",
};

/* Set when the module is loaded, and never after: no VM sees it change. */
static unsigned int scope = EXIT_PROBE_SCOPE_VM;

static int exit_probe_set_scope(const char *val, const struct kernel_param *kp)
{
	int i = sysfs_match_string(exit_probe_scopes, val);

	if (i < 0)
		return i;
	*(unsigned int *)kp->arg = i;
	return 0;
}

static int exit_probe_get_scope(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n",
			 exit_probe_scopes[*(unsigned int *)kp->arg]);
}

static const struct kernel_param_ops exit_probe_scope_ops = {
	.set = exit_probe_set_scope,
	.get = exit_probe_get_scope,
};
module_param_cb(exit_probe_scope, &exit_probe_scope_ops, &scope, 0444);

unsigned int exit_probe_scope(void)
{
	return scope;
}

static LIST_HEAD(exit_probe_vcpus);
static DEFINE_SEQLOCK(exit_probe_lock);
static struct exit_probe_sums exit_probe_gone;

static void exit_probe_add_row(struct exit_probe_sums *sums, u32 slot, u64 exits, u64 cycles,
			       const struct kvm_exit_probe_row *row)
{
	struct kvm_exit_probe_row *sum = &sums->rows.row[slot];
	int i;

	if (!exits && !cycles)
		return;

	if (!sums->exits[slot] && !sums->cycles[slot])
		*sum = (struct kvm_exit_probe_row) { .min = U64_MAX };
	sum->min = min(sum->min, READ_ONCE(row->min));
	sum->max = max(sum->max, READ_ONCE(row->max));
	for (i = 0; i < EXIT_PROBE_BUCKETS; i++)
		sum->bucket[i] += READ_ONCE(row->bucket[i]);
	sums->exits[slot] += exits;
	sums->cycles[slot] += cycles;
}

static void exit_probe_add_counters(u64 *sum, const u64 *counter)
{
	int c;

	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		sum[c] += READ_ONCE(counter[c]);
}

static void exit_probe_add_vcpu(struct exit_probe_sums *sums, struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u32 slot;

	exit_probe_add_counters(sums->counter, probe->counter);
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		exit_probe_add_row(sums, slot, READ_ONCE(probe->reason_exits[slot]),
				   READ_ONCE(probe->reason_cycles[slot]),
				   &vcpu->exit_probe_rows->row[slot]);
}

/* What one question asks of each vCPU that is in scope. */
struct exit_probe_query {
	void (*reset)(struct exit_probe_query *query);
	void (*add_vcpu)(struct exit_probe_query *query, struct kvm_vcpu *vcpu);
	void (*add_gone)(struct exit_probe_query *query);

	union {
		u64 *counter;
		struct exit_probe_sums *sums;
		struct {
			u32 slot;
			u64 exits;
			u64 cycles;
		};
	};
};

static void exit_probe_ask_host(struct exit_probe_query *query)
{
	struct kvm_exit_probe_latch *latch;
	unsigned int seq;

	rcu_read_lock();
	do {
		seq = read_seqbegin(&exit_probe_lock);
		query->reset(query);
		query->add_gone(query);
		list_for_each_entry_rcu(latch, &exit_probe_vcpus, node)
			query->add_vcpu(query, latch->vcpu);
	} while (read_seqretry(&exit_probe_lock, seq));
	rcu_read_unlock();
}

static void exit_probe_ask(struct exit_probe_query *query, struct kvm_vcpu *vcpu)
{
	struct kvm_vcpu *other;
	unsigned long i;

	if (scope == EXIT_PROBE_SCOPE_HOST) {
		exit_probe_ask_host(query);
		return;
	}

	query->reset(query);
	if (scope == EXIT_PROBE_SCOPE_VCPU)
		query->add_vcpu(query, vcpu);
	else
		kvm_for_each_vcpu(i, other, vcpu->kvm)
			query->add_vcpu(query, other);
}

static void exit_probe_totals_reset(struct exit_probe_query *query)
{
	memset(query->counter, 0, sizeof(*query->counter) * EXIT_PROBE_COUNTERS);
}

static void exit_probe_totals_vcpu(struct exit_probe_query *query, struct kvm_vcpu *vcpu)
{
	exit_probe_add_counters(query->counter, exit_probe_of(vcpu)->counter);
}

static void exit_probe_totals_gone(struct exit_probe_query *query)
{
	exit_probe_add_counters(query->counter, exit_probe_gone.counter);
}

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter)
{
	struct exit_probe_query query = {
		.reset = exit_probe_totals_reset,
		.add_vcpu = exit_probe_totals_vcpu,
		.add_gone = exit_probe_totals_gone,
		.counter = counter,
	};

	exit_probe_ask(&query, vcpu);
}

static void exit_probe_reason_reset(struct exit_probe_query *query)
{
	query->exits = 0;
	query->cycles = 0;
}

static void exit_probe_reason_vcpu(struct exit_probe_query *query, struct kvm_vcpu *vcpu)
{
	query->exits += READ_ONCE(exit_probe_of(vcpu)->reason_exits[query->slot]);
	query->cycles += READ_ONCE(exit_probe_of(vcpu)->reason_cycles[query->slot]);
}

static void exit_probe_reason_gone(struct exit_probe_query *query)
{
	query->exits += exit_probe_gone.exits[query->slot];
	query->cycles += exit_probe_gone.cycles[query->slot];
}

void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles)
{
	struct exit_probe_query query = {
		.reset = exit_probe_reason_reset,
		.add_vcpu = exit_probe_reason_vcpu,
		.add_gone = exit_probe_reason_gone,
		.slot = slot,
	};

	exit_probe_ask(&query, vcpu);
	*exits = query.exits;
	*cycles = query.cycles;
}

/* A row without exits and cycles is overwritten when it gets some. */
static void exit_probe_table_reset(struct exit_probe_query *query)
{
	memset(query->sums, 0, offsetof(struct exit_probe_sums, rows));
}

static void exit_probe_table_vcpu(struct exit_probe_query *query, struct kvm_vcpu *vcpu)
{
	exit_probe_add_vcpu(query->sums, vcpu);
}

static void exit_probe_table_gone(struct exit_probe_query *query)
{
	*query->sums = exit_probe_gone;
}

/*
 * Other vCPUs run on while they are summed. The totals of exits and cycles
 * are therefore made from the rows, so that a latch agrees with itself.
 */
void exit_probe_latch_table(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;
	struct exit_probe_sums *sums = &latch->sums;
	struct exit_probe_query query = {
		.reset = exit_probe_table_reset,
		.add_vcpu = exit_probe_table_vcpu,
		.add_gone = exit_probe_table_gone,
		.sums = sums,
	};
	u32 slot;

	exit_probe_ask(&query, vcpu);

	latch->used = 0;
	sums->counter[EXIT_PROBE_EXITS] = 0;
	sums->counter[EXIT_PROBE_KERNEL] = 0;
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++) {
		struct kvm_exit_probe_row *row = &sums->rows.row[slot];

		if (!sums->exits[slot] && !sums->cycles[slot])
			continue;
		if (row->min > row->max)
			row->min = 0;
		sums->counter[EXIT_PROBE_EXITS] += sums->exits[slot];
		sums->counter[EXIT_PROBE_KERNEL] += sums->cycles[slot];
		latch->slot[latch->used++] = slot;
	}
}

int exit_probe_latch_create(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch;

	if (scope == EXIT_PROBE_SCOPE_OFF)
		return 0;

	latch = kvcalloc(1, sizeof(*latch), GFP_KERNEL_ACCOUNT);
	if (!latch)
		return -ENOMEM;
	latch->vcpu = vcpu;
	vcpu->exit_probe_latch = latch;

	if (scope == EXIT_PROBE_SCOPE_HOST) {
		write_seqlock(&exit_probe_lock);
		list_add_tail_rcu(&latch->node, &exit_probe_vcpus);
		write_sequnlock(&exit_probe_lock);
	}
	return 0;
}

void exit_probe_latch_destroy(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;

	if (!latch)
		return;

	if (scope == EXIT_PROBE_SCOPE_HOST) {
		write_seqlock(&exit_probe_lock);
		exit_probe_add_vcpu(&exit_probe_gone, vcpu);
		list_del_rcu(&latch->node);
		write_sequnlock(&exit_probe_lock);
		/* A reader may still be at this vCPU. */
		synchronize_rcu();
	}
	kvfree(latch);
}
