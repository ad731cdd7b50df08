// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whose exits a guest is told of, and how they are summed.
 *
 * In host scope the vCPUs of all VMs are on a list, for readers under RCU, and
 * those that are gone are in exit_probe_gone. The sequence lock makes a vCPU
 * appear in exactly one of the two; only creation and destruction take it.
 */
#include <linux/kvm_host.h>
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
	scope = i;
	return 0;
}

static int exit_probe_get_scope(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", exit_probe_scopes[scope]);
}

static const struct kernel_param_ops exit_probe_scope_ops = {
	.set = exit_probe_set_scope,
	.get = exit_probe_get_scope,
};
module_param_cb(exit_probe_scope, &exit_probe_scope_ops, NULL, 0444);

unsigned int exit_probe_scope(void)
{
	return scope;
}

static LIST_HEAD(exit_probe_vcpus);
static DEFINE_SEQLOCK(exit_probe_lock);

static struct {
	u64 counter[EXIT_PROBE_COUNTERS];
	struct kvm_exit_probe_rows rows;
} exit_probe_gone;

/* Adds one vCPU to a sum; without counters, sets the sum to nothing. */
typedef void (*exit_probe_fold)(void *sum, const u64 *counter,
				const struct kvm_exit_probe_rows *rows);

static void exit_probe_fold_vcpu(struct kvm_vcpu *vcpu, exit_probe_fold fold, void *sum)
{
	fold(sum, exit_probe_of(vcpu)->counter, vcpu->exit_probe_rows);
}

static void exit_probe_fold_host(exit_probe_fold fold, void *sum)
{
	struct kvm_exit_probe_latch *latch;
	unsigned int seq;

	rcu_read_lock();
	do {
		seq = read_seqbegin(&exit_probe_lock);
		fold(sum, NULL, NULL);
		fold(sum, exit_probe_gone.counter, &exit_probe_gone.rows);
		list_for_each_entry_rcu(latch, &exit_probe_vcpus, node)
			exit_probe_fold_vcpu(latch->vcpu, fold, sum);
	} while (read_seqretry(&exit_probe_lock, seq));
	rcu_read_unlock();
}

static void exit_probe_fold_scope(struct kvm_vcpu *vcpu, exit_probe_fold fold, void *sum)
{
	struct kvm_vcpu *other;
	unsigned long i;

	if (scope == EXIT_PROBE_SCOPE_HOST) {
		exit_probe_fold_host(fold, sum);
		return;
	}

	fold(sum, NULL, NULL);
	if (scope == EXIT_PROBE_SCOPE_VCPU)
		exit_probe_fold_vcpu(vcpu, fold, sum);
	else
		kvm_for_each_vcpu(i, other, vcpu->kvm)
			exit_probe_fold_vcpu(other, fold, sum);
}

static void exit_probe_fold_totals(void *sum, const u64 *counter,
				   const struct kvm_exit_probe_rows *rows)
{
	u64 *total = sum;
	int c;

	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		total[c] = counter ? total[c] + READ_ONCE(counter[c]) : 0;
}

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter)
{
	exit_probe_fold_scope(vcpu, exit_probe_fold_totals, counter);
}

struct exit_probe_reason_sum {
	u32 slot;
	u64 exits;
	u64 cycles;
};

static void exit_probe_fold_reason(void *sum, const u64 *counter,
				   const struct kvm_exit_probe_rows *rows)
{
	struct exit_probe_reason_sum *one = sum;

	one->exits = rows ? one->exits + READ_ONCE(rows->row[one->slot].exits) : 0;
	one->cycles = rows ? one->cycles + READ_ONCE(rows->row[one->slot].cycles) : 0;
}

void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles)
{
	struct exit_probe_reason_sum sum = { .slot = slot };

	exit_probe_fold_scope(vcpu, exit_probe_fold_reason, &sum);
	*exits = sum.exits;
	*cycles = sum.cycles;
}

static bool exit_probe_row_used(const struct kvm_exit_probe_row *row)
{
	return row->exits || row->cycles;
}

static void exit_probe_fold_row(struct kvm_exit_probe_row *sum,
				const struct kvm_exit_probe_row *row)
{
	int i;

	if (!exit_probe_row_used(sum)) {
		*sum = *row;
		return;
	}
	sum->exits += row->exits;
	sum->cycles += row->cycles;
	sum->min = min(sum->min, row->min);
	sum->max = max(sum->max, row->max);
	for (i = 0; i < EXIT_PROBE_BUCKETS; i++)
		sum->bucket[i] += row->bucket[i];
}

static void exit_probe_fold_rows(struct kvm_exit_probe_rows *sum,
				 const struct kvm_exit_probe_rows *rows)
{
	u32 slot;

	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		if (exit_probe_row_used(&rows->row[slot]))
			exit_probe_fold_row(&sum->row[slot], &rows->row[slot]);
}

static void exit_probe_fold_latch(void *sum, const u64 *counter,
				  const struct kvm_exit_probe_rows *rows)
{
	struct kvm_exit_probe_latch *latch = sum;
	u32 slot;

	exit_probe_fold_totals(latch->counter, counter, rows);
	if (rows) {
		exit_probe_fold_rows(&latch->rows, rows);
		return;
	}
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		if (exit_probe_row_used(&latch->rows.row[slot]))
			memset(&latch->rows.row[slot], 0, sizeof(latch->rows.row[slot]));
}

/*
 * Other vCPUs run on while they are summed. The totals of exits and cycles
 * are therefore made from the rows, so that a latch agrees with itself.
 */
void exit_probe_latch_table(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;
	u32 slot;

	exit_probe_fold_scope(vcpu, exit_probe_fold_latch, latch);

	latch->used = 0;
	latch->counter[EXIT_PROBE_EXITS] = 0;
	latch->counter[EXIT_PROBE_KERNEL] = 0;
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++) {
		struct kvm_exit_probe_row *row = &latch->rows.row[slot];

		if (!exit_probe_row_used(row))
			continue;
		if (row->min > row->max)
			row->min = 0;
		latch->counter[EXIT_PROBE_EXITS] += row->exits;
		latch->counter[EXIT_PROBE_KERNEL] += row->cycles;
		latch->slot[latch->used++] = slot;
	}
}

int exit_probe_latch_create(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_latch *latch;

	if (scope == EXIT_PROBE_SCOPE_OFF)
		return 0;

	latch = kvzalloc(sizeof(*latch), GFP_KERNEL_ACCOUNT);
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
		exit_probe_fold_totals(exit_probe_gone.counter,
				       exit_probe_of(vcpu)->counter, NULL);
		exit_probe_fold_rows(&exit_probe_gone.rows, vcpu->exit_probe_rows);
		list_del_rcu(&latch->node);
		write_sequnlock(&exit_probe_lock);
		/* A reader may still be at this vCPU. */
		synchronize_rcu();
	}
	kvfree(latch);
}
