// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of a vCPU's causes.
 *
 * It has sets, so that an exit looks at a few places only. In a full set, a new cause of
 * the phase that runs takes the place of that phase's rarest one. "Rarest" includes the
 * error, so that what is replaced never gets fewer: as in the algorithm Space-Saving, this
 * bounds what a cause can have lost. But the new cause does not inherit the exits, so the
 * sum over all causes is right.
 */
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/log2.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"
#include "exit_probe_export.h"
#include "x86.h"

bool exit_probe_make_causes(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_causes *causes;

	if (vcpu->exit_probe_causes)
		return true;

	causes = __vmalloc(sizeof(*causes), GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_NOWARN);
	/* Other vCPUs may read them from now on. */
	smp_store_release(&vcpu->exit_probe_causes, causes);
	return causes;
}

void exit_probe_free_causes(struct kvm_vcpu *vcpu)
{
	vfree(vcpu->exit_probe_causes);
}

u32 exit_probe_cause_hash(const struct exit_probe_cause_key *key)
{
	u64 what = key->phase | key->slot << 8 | key->kind << 16 | (u64)key->access << 24 |
		   (u64)key->width << 32;

	return hash_64(key->detail + what * GOLDEN_RATIO_64, ilog2(EXIT_PROBE_CAUSE_SETS));
}

/*
 * The place of a cause, which is new if it has no exits. NULL: all are taken, by phases
 * that have ended.
 */
static struct exit_probe_cause *
exit_probe_cause_place(struct kvm_exit_probe_causes *causes,
		       const struct exit_probe_cause_key *key)
{
	struct exit_probe_cause *cause = causes->set[exit_probe_cause_hash(key)];
	struct exit_probe_cause *end = cause + EXIT_PROBE_CAUSE_WAYS;
	struct exit_probe_cause *rarest = NULL;
	u32 of_phase = 0;
	u64 error = 0;

	for (; cause < end && cause->exits; cause++) {
		if (exit_probe_is_cause(&cause->key, key))
			return cause;
		if (cause->key.phase != key->phase)
			continue;
		of_phase++;
		if (!rarest || exit_probe_cause_most(cause) < exit_probe_cause_most(rarest))
			rarest = cause;
	}

	if (cause == end || of_phase == EXIT_PROBE_PHASE_WAYS) {
		cause = rarest;
		if (!cause)
			return NULL;
		error = exit_probe_cause_most(cause);
	}
	*cause = (struct exit_probe_cause) { .key = *key, .error = error };
	return cause;
}

static void exit_probe_close_cause(struct kvm_exit_probe_causes *causes, u64 cycles)
{
	struct exit_probe_cause *open = &causes->open, *cause;

	if (!open->exits)
		return;

	cause = exit_probe_cause_place(causes, &open->key);
	if (!cause) {
		causes->homeless++;
		return;
	}
	cause->exits++;
	cause->cycles += cycles;
	cause->blocked += open->blocked;
}

/* The guest's state is not for everybody to see if it is encrypted: this is 0 then. */
static void exit_probe_rip(struct kvm_vcpu *vcpu, struct exit_probe_cause_key *key)
{
	int db, l;

	key->detail = kvm_get_linear_rip(vcpu);
	if (!key->detail)
		return;

	kvm_x86_ops.get_cs_db_l_bits(vcpu, &db, &l);
	key->kind = EXIT_PROBE_CAUSE_RIP;
	key->access = EXIT_PROBE_ACCESS_RING + kvm_x86_ops.get_cpl(vcpu);
	key->width = 16;
	if (db)
		key->width = 32;
	if (l && is_long_mode(vcpu))
		key->width = 64;
}

void exit_probe_leave_cause(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_causes *causes = vcpu->exit_probe_causes;

	if (!causes || !causes->open.exits)
		return;
	raw_write_seqcount_begin(&causes->seq);
	exit_probe_close_cause(causes, 0);
	causes->open.exits = 0;
	raw_write_seqcount_end(&causes->seq);
}

bool exit_probe_cause_settle(struct kvm_vcpu *vcpu, u32 slot, u64 cycles)
{
	struct kvm_exit_probe_causes *causes = vcpu->exit_probe_causes;
	bool with_rip = exit_probe_causes() == EXIT_PROBE_CAUSES_RIP;
	struct exit_probe_cause open = {
		.key.phase = READ_ONCE(vcpu->kvm->arch.exit_probe_phase),
		.key.slot = slot,
		.exits = 1,
	};

	if (!causes)
		return false;

	if (with_rip)
		exit_probe_rip(vcpu, &open.key);
	raw_write_seqcount_begin(&causes->seq);
	exit_probe_close_cause(causes, cycles);
	causes->open = open;
	causes->final = with_rip;
	/* exit_probe_settle() counts it afterwards. */
	causes->number = vcpu->stat.exit_probe.reason_exits[slot] + 1;
	raw_write_seqcount_end(&causes->seq);
	return !with_rip;
}

/* The first access of a page of a device looks like one of memory. */
static bool exit_probe_is_better(const struct exit_probe_cause_key *key, u8 kind)
{
	switch (key->kind) {
	case EXIT_PROBE_CAUSE_NONE:
		return true;
	case EXIT_PROBE_CAUSE_MEMORY:
		return kind == EXIT_PROBE_CAUSE_MMIO;
	case EXIT_PROBE_CAUSE_MMIO:
		return kind == EXIT_PROBE_CAUSE_MMIO && !key->width;
	default:
		return false;
	}
}

void exit_probe_tell_cause(struct kvm_vcpu *vcpu, u8 kind, u8 access, u8 width, u64 detail)
{
	struct kvm_exit_probe_causes *causes = vcpu->exit_probe_causes;
	struct exit_probe_cause_key *key;

	/* In mode off no exit is settled, but the key may be on already. */
	if (!causes || !causes->open.exits || causes->final ||
	    READ_ONCE(vcpu->stat.exit_probe.mode) == EXIT_PROBE_OFF)
		return;
	key = &causes->open.key;
	if (!exit_probe_is_better(key, kind))
		return;

	preempt_disable();
	raw_write_seqcount_begin(&causes->seq);
	key->kind = kind;
	key->access = access;
	key->width = width;
	key->detail = detail;
	raw_write_seqcount_end(&causes->seq);
	preempt_enable();
}
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_tell_cause);

void exit_probe_cause_pass(struct kvm_vcpu *vcpu)
{
	if (vcpu->exit_probe_causes)
		vcpu->exit_probe_causes->final = true;
}
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_cause_pass);

void exit_probe_cause_blocked(struct kvm_vcpu *vcpu, u64 cycles)
{
	if (vcpu->exit_probe_causes)
		vcpu->exit_probe_causes->open.blocked += cycles;
}

void exit_probe_end_phase(struct kvm *kvm, u32 phase)
{
	u32 next = min_t(u32, phase + 1, EXIT_PROBE_PHASE_LAST);
	u32 runs = READ_ONCE(kvm->arch.exit_probe_phase);

	/* If another vCPU ends a phase meanwhile, this one may still be yet to come. */
	while (next > runs && !try_cmpxchg(&kvm->arch.exit_probe_phase, &runs, next))
		;
}

u32 exit_probe_read_causes(const struct kvm_exit_probe_causes *causes, u32 set,
			   struct exit_probe_cause copy[EXIT_PROBE_CAUSE_WAYS])
{
	const struct exit_probe_cause *cause = causes->set[set];
	unsigned int seq;
	u32 way;

	do {
		seq = raw_read_seqcount_begin(&causes->seq);
		for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++) {
			copy[way] = cause[way];
			if (!copy[way].exits)
				break;
		}
	} while (read_seqcount_retry(&causes->seq, seq));
	return way;
}

void exit_probe_read_open_cause(struct kvm_vcpu *vcpu, const struct kvm_exit_probe_causes *causes,
				struct exit_probe_cause *copy)
{
	unsigned int seq;
	u64 number;

	do {
		seq = raw_read_seqcount_begin(&causes->seq);
		*copy = causes->open;
		number = causes->number;
	} while (read_seqcount_retry(&causes->seq, seq));

	if (READ_ONCE(vcpu->stat.exit_probe.reason_exits[copy->key.slot]) < number)
		copy->exits = 0;
}
