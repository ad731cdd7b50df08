// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sums over the vCPUs whose exits a guest can read. In host scope these are the
 * counters of each CPU.
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "exit_probe_abi.h"
#include "exit_probe_cpu.h"
#include "exit_probe_mode.h"
#include "exit_probe_params.h"
#include "exit_probe_read.h"
#include "exit_probe_rows.h"
#include "exit_probe_sum.h"

/* The numbers of one vCPU, or of all that ran on a CPU. */
struct exit_probe_source {
	struct kvm_vcpu *vcpu;			/* or NULL */
	const struct exit_probe_sums *cpu;	/* or NULL */
	const u64 *counter;
	const u64 *exits;
	const u64 *cycles;
	const u64 *blocked;
};

/* What is added up */
struct exit_probe_sum {
	void (*add)(const struct exit_probe_sum *sum, const struct exit_probe_source *from);
	void *to;
	size_t zero;	/* bytes of it that are cleared first */
	bool timed;	/* cycles count as well */
	u64 now;	/* up to then: all times end with the exit of this read */
};

static void exit_probe_add_vcpu(const struct exit_probe_sum *sum, struct kvm_vcpu *vcpu)
{
	const struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	const struct exit_probe_source from = {
		.vcpu = vcpu,
		.counter = probe->counter,
		.exits = probe->reason_exits,
		.cycles = probe->reason_cycles,
		.blocked = probe->reason_blocked,
	};

	sum->add(sum, &from);
}

static void exit_probe_add_cpu(const struct exit_probe_sum *sum, const struct exit_probe_sums *cpu)
{
	const struct exit_probe_source from = {
		.cpu = cpu,
		.counter = cpu->counter,
		.exits = cpu->exits,
		.cycles = cpu->cycles,
		.blocked = cpu->blocked,
	};

	sum->add(sum, &from);
}

static void exit_probe_sum_host(const struct exit_probe_sum *sum)
{
	const struct exit_probe_sums *sums;
	int cpu;

	for_each_possible_cpu(cpu) {
		sums = exit_probe_cpu_sums(cpu);
		if (sums)
			exit_probe_add_cpu(sum, sums);
		cond_resched();
	}
}

/*
 * Add each vCPU that is in scope. Of a VM's, only @most from number @from on; return
 * the number of the first one that is left, or 0.
 */
static u32 exit_probe_sum(struct kvm_vcpu *vcpu, struct exit_probe_sum *sum, u32 from, u32 most)
{
	u32 i, count = atomic_read(&vcpu->kvm->online_vcpus);

	sum->timed = exit_probe_mode() == EXIT_PROBE_TIME;
	/* If this thread loses the CPU here, exit_probe_return() moves it. */
	sum->now = READ_ONCE(vcpu->stat.exit_probe.left);
	memset(sum->to, 0, sum->zero);

	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST) {
		exit_probe_sum_host(sum);
		return 0;
	}
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_VCPU) {
		exit_probe_add_vcpu(sum, vcpu);
		return 0;
	}

	for (i = from; i < count; i++) {
		if (i - from == most)
			return i;
		exit_probe_add_vcpu(sum, kvm_get_vcpu(vcpu->kvm, i));
		cond_resched();
	}
	return 0;
}

static void exit_probe_add_counters(const struct exit_probe_sum *sum, u64 *counter,
				    const struct exit_probe_source *from)
{
	u64 of_vcpu[EXIT_PROBE_COUNTERS];
	const u64 *add = from->counter;
	int c;

	if (from->vcpu) {
		exit_probe_read(from->vcpu, sum->now, of_vcpu);
		add = of_vcpu;
	}
	for (c = sum->timed ? 0 : EXIT_PROBE_EXITS; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] += READ_ONCE(add[c]);
}

static void exit_probe_add_totals(const struct exit_probe_sum *sum,
				  const struct exit_probe_source *from)
{
	exit_probe_add_counters(sum, sum->to, from);
}

void exit_probe_sum_totals(struct kvm_vcpu *vcpu, u64 *counter)
{
	struct exit_probe_sum sum = {
		.add = exit_probe_add_totals,
		.to = counter,
		.zero = sizeof(*counter) * EXIT_PROBE_COUNTERS,
	};

	exit_probe_sum(vcpu, &sum, 0, U32_MAX);
}

/* Exits and their cycles: of a reason, or of all */
struct exit_probe_pair_sum {
	u64 exits;
	u64 cycles;
	u32 slot;	/* EXIT_PROBE_SLOTS: all */
};

static void exit_probe_add_pair(const struct exit_probe_sum *sum,
				const struct exit_probe_source *from)
{
	struct exit_probe_pair_sum *pair = sum->to;
	bool all = pair->slot == EXIT_PROBE_SLOTS;

	pair->exits += READ_ONCE(*(all ? &from->counter[EXIT_PROBE_EXITS] :
					 &from->exits[pair->slot]));
	if (sum->timed)
		pair->cycles += READ_ONCE(*(all ? &from->counter[EXIT_PROBE_KERNEL] :
						  &from->cycles[pair->slot]));
}

void exit_probe_sum_reason(struct kvm_vcpu *vcpu, u32 slot, u64 *exits, u64 *cycles)
{
	struct exit_probe_pair_sum pair = { .slot = slot };
	struct exit_probe_sum sum = {
		.add = exit_probe_add_pair,
		.to = &pair,
		.zero = offsetof(typeof(pair), slot),
	};

	exit_probe_sum(vcpu, &sum, 0, U32_MAX);
	*exits = pair.exits;
	*cycles = pair.cycles;
}

void exit_probe_sum_exits(struct kvm_vcpu *vcpu, u64 *exits, u64 *cycles)
{
	exit_probe_sum_reason(vcpu, EXIT_PROBE_SLOTS, exits, cycles);
}

static const struct kvm_exit_probe_row *
exit_probe_source_row(const struct exit_probe_source *from, u32 slot)
{
	if (from->cpu)
		return &from->cpu->row[slot];
	return exit_probe_row(READ_ONCE(from->vcpu->exit_probe_rows), slot);
}

static void exit_probe_add_row(const struct exit_probe_sum *sum, struct exit_probe_sums *sums,
			       u32 slot, const struct exit_probe_source *from)
{
	u64 exits = READ_ONCE(from->exits[slot]);
	u64 cycles = sum->timed ? READ_ONCE(from->cycles[slot]) : 0;
	struct kvm_exit_probe_row *to = &sums->row[slot];
	const struct kvm_exit_probe_row *row;
	int i;

	if (!exits && !cycles)
		return;

	if (!sums->exits[slot] && !sums->cycles[slot])
		*to = (struct kvm_exit_probe_row) { .min = U64_MAX };
	sums->exits[slot] += exits;
	sums->cycles[slot] += cycles;
	if (!sum->timed)
		return;

	sums->blocked[slot] += READ_ONCE(from->blocked[slot]);
	row = exit_probe_source_row(from, slot);
	if (!row) {
		/* Without cycles, its only exit is not over. */
		sums->partial[slot] |= cycles != 0;
		return;
	}
	to->min = min(to->min, READ_ONCE(row->min));
	to->max = max(to->max, READ_ONCE(row->max));
	for (i = 0; i < EXIT_PROBE_BUCKETS; i++)
		to->bucket[i] += READ_ONCE(row->bucket[i]);
}

static void exit_probe_add_table(const struct exit_probe_sum *sum,
				 const struct exit_probe_source *from)
{
	struct exit_probe_sums *sums = sum->to;
	u32 slot;

	exit_probe_add_counters(sum, sums->counter, from);
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		exit_probe_add_row(sum, sums, slot, from);
}

u32 exit_probe_sum_table(struct kvm_vcpu *vcpu, struct exit_probe_sums *sums, u32 from)
{
	struct exit_probe_sum sum = {
		.add = exit_probe_add_table,
		.to = sums,
		.zero = from ? 0 : offsetof(struct exit_probe_sums, row),
	};

	return exit_probe_sum(vcpu, &sum, from, EXIT_PROBE_TABLE_VCPUS);
}
