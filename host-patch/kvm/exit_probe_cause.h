/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What caused a vCPU's exits: a bounded table, if the module parameter
 * exit_probe_causes is on. exit_probe_abi.h has its rules.
 */
#ifndef __KVM_X86_EXIT_PROBE_CAUSE_H
#define __KVM_X86_EXIT_PROBE_CAUSE_H

#include <linux/jump_label.h>
#include <linux/kvm_host.h>
#include <linux/seqlock.h>

DECLARE_STATIC_KEY_FALSE(exit_probe_by_cause);

#define EXIT_PROBE_CAUSE_SETS	512
#define EXIT_PROBE_CAUSE_WAYS	8
#define EXIT_PROBE_CAUSES	(EXIT_PROBE_CAUSE_SETS * EXIT_PROBE_CAUSE_WAYS)

/*
 * At most half of a set is of one phase: later phases find places, and a frequent cause is
 * not alone with each new one.
 */
#define EXIT_PROBE_PHASE_WAYS	4
#define EXIT_PROBE_PHASE_CAUSES	(EXIT_PROBE_CAUSE_SETS * EXIT_PROBE_PHASE_WAYS)

/* Beside those of the ABI: the vector of a host interrupt, which no guest gets to see */
#define EXIT_PROBE_CAUSE_HOST_VECTOR	0x80

/* A cause: the same numbers, the same cause. */
struct exit_probe_cause_key {
	u8 phase;
	u8 slot;	/* of the reason */
	u8 kind;	/* EXIT_PROBE_CAUSE_* */
	u8 access;	/* EXIT_PROBE_ACCESS_* */
	u8 width;
	u8 unused[3];
	u64 detail;
};

struct exit_probe_cause {
	struct exit_probe_cause_key key;
	u64 exits;	/* 0: this place is free */
	u64 cycles;
	u64 blocked;
	u64 error;	/* as many exits of this cause may have lost their place before */
};

/*
 * Only the vCPU's thread writes. Readers retry while seq changes: a set has each exit at
 * most once, and the set and the open exit together do so, too.
 */
struct kvm_exit_probe_causes {
	struct exit_probe_cause set[EXIT_PROBE_CAUSE_SETS][EXIT_PROBE_CAUSE_WAYS];
	struct exit_probe_cause open;	/* the last exit, not over yet; 0 exits: none */
	u64 number;			/* its number among those of its reason */
	bool final;			/* what KVM finds out now is not about that exit */
	u64 homeless;			/* exits that found no place and nothing to replace */
	seqcount_t seq;
};

/* EXIT_PROBE_CAUSES_*, the parameter */
u32 exit_probe_causes(void);

/* A table for a vCPU that has none; false: there is no memory for it. */
bool exit_probe_make_causes(struct kvm_vcpu *vcpu);
void exit_probe_free_causes(struct kvm_vcpu *vcpu);

/*
 * The vCPU begins to count, or has an exit that it does not count: none is open. What the
 * last one took is not known. Preemption must be disabled.
 */
void exit_probe_leave_cause(struct kvm_vcpu *vcpu);

/*
 * An exit begins, and the one before has ended, after @cycles. Return whether its cause is
 * to be told.
 */
bool exit_probe_cause_settle(struct kvm_vcpu *vcpu, u32 slot, u64 cycles);

/*
 * Tell the cause of the exit that is handled. What is told first holds, except that an
 * address of memory may turn out to be a device's.
 */
void exit_probe_tell_cause(struct kvm_vcpu *vcpu, u8 kind, u8 access, u8 width, u64 detail);

/* KVM emulates without an exit: until the next one, no cause is told. */
void exit_probe_cause_pass(struct kvm_vcpu *vcpu);

/* The vCPU was blocked in its last exit. */
void exit_probe_cause_blocked(struct kvm_vcpu *vcpu, u64 cycles);

/* The guest says that a phase ends, see EXIT_PROBE_TABLE_PHASE_SHIFT. */
void exit_probe_end_phase(struct kvm *kvm, u32 phase);

/* The set that a cause belongs to */
u32 exit_probe_cause_hash(const struct exit_probe_cause_key *key);

static inline bool exit_probe_is_cause(const struct exit_probe_cause_key *a,
				       const struct exit_probe_cause_key *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* Not less than its true number of exits. */
static inline u64 exit_probe_cause_most(const struct exit_probe_cause *cause)
{
	return cause->exits + cause->error;
}

/*
 * A copy of one set, with the number of its causes, or of the open exit, as any thread sees
 * it. Read the open one last. It has 0 exits if the vCPU has not counted it yet.
 */
u32 exit_probe_read_causes(const struct kvm_exit_probe_causes *causes, u32 set,
			   struct exit_probe_cause copy[EXIT_PROBE_CAUSE_WAYS]);
void exit_probe_read_open_cause(struct kvm_vcpu *vcpu, const struct kvm_exit_probe_causes *causes,
				struct exit_probe_cause *copy);

#endif /* __KVM_X86_EXIT_PROBE_CAUSE_H */
