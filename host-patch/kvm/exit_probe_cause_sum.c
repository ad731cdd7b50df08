// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sums over the causes of the vCPUs that a guest can read.
 *
 * A cause that one vCPU lists may have lost its place on another, so its error is also
 * what the vCPUs that do not list it may have lost.
 */
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kvm_host.h>
#include <linux/nospec.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause_sum.h"
#include "exit_probe_mode.h"
#include "exit_probe_params.h"

static struct exit_probe_cause *exit_probe_sums_cause(struct exit_probe_cause_sums *sums, u32 place)
{
	return &sums->set[place / EXIT_PROBE_CAUSE_WAYS][place % EXIT_PROBE_CAUSE_WAYS];
}

/* A new cause in a set; if that is full, the rarer one has no place. */
static struct exit_probe_cause *
exit_probe_sums_place(struct exit_probe_cause_sums *sums, u32 set,
		      const struct exit_probe_cause *add)
{
	struct exit_probe_cause *rarest = sums->set[set];
	u32 way, place = set * EXIT_PROBE_CAUSE_WAYS;
	u64 replaced;

	for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++) {
		struct exit_probe_cause *cause = &sums->set[set][way];

		if (!cause->exits) {
			rarest = cause;
			break;
		}
		if (exit_probe_is_cause(&cause->key, &add->key))
			return cause;
		if (cause->exits < rarest->exits)
			rarest = cause;
	}
	if (rarest->exits >= add->exits) {
		sums->dropped[set] += exit_probe_cause_most(add);
		return NULL;
	}

	replaced = exit_probe_cause_most(rarest);
	place += rarest - sums->set[set];
	*rarest = (struct exit_probe_cause) {
		.key = add->key,
		.error = sums->dropped[set],
	};
	sums->dropped[set] += replaced;
	sums->listed_lost[place] = 0;
	sums->listed_by[place] = 0;
	return rarest;
}

/* @number: the vCPU's; @lost: what it may have lost of any cause of the set */
static void exit_probe_add_cause(struct exit_probe_cause_sums *sums, u32 number, u64 lost,
				 struct exit_probe_cause *add)
{
	struct exit_probe_cause *cause;
	u32 set, place;

	if (!add->exits)
		return;

	/* The vectors of the host's interrupts are not the guest's business. */
	if (add->key.kind == EXIT_PROBE_CAUSE_HOST_VECTOR) {
		add->key.kind = EXIT_PROBE_CAUSE_NONE;
		add->key.detail = 0;
		lost = 0;
	}
	set = exit_probe_cause_hash(&add->key);
	cause = exit_probe_sums_place(sums, set, add);
	if (!cause)
		return;

	cause->exits += add->exits;
	if (exit_probe_mode() == EXIT_PROBE_TIME) {
		cause->cycles += add->cycles;
		cause->blocked += add->blocked;
	}
	cause->error += add->error;
	place = cause - sums->set[0];
	if (sums->listed_by[place] != number + 1)
		sums->listed_lost[place] += lost;
	sums->listed_by[place] = number + 1;
}

/* The newest cause of a set took over the most. */
static u64 exit_probe_set_lost(const exit_probe_cause_set set)
{
	u64 lost = 0;
	int way;

	for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++)
		lost = max(lost, set[way].error);
	return lost;
}

/* If its cause is not listed, that one may have lost its place before. */
static void exit_probe_add_open(struct exit_probe_cause_sums *sums, u32 number, u64 homeless,
				const struct kvm_exit_probe_causes *causes)
{
	struct exit_probe_cause open;
	exit_probe_cause_set copy;
	bool listed = false;
	u64 lost;
	u32 way;

	exit_probe_read_open_cause(causes, &open);
	exit_probe_read_causes(causes, exit_probe_cause_hash(&open.key), copy);
	lost = homeless + exit_probe_set_lost(copy);
	for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++)
		listed |= copy[way].exits && exit_probe_is_cause(&copy[way].key, &open.key);
	open.error = listed ? 0 : lost;
	exit_probe_add_cause(sums, number, lost, &open);
}

static void exit_probe_add_causes(struct exit_probe_cause_sums *sums, struct kvm_vcpu *vcpu)
{
	const struct kvm_exit_probe_causes *causes = READ_ONCE(vcpu->exit_probe_causes);
	u64 homeless = causes ? READ_ONCE(causes->homeless) : 0;
	exit_probe_cause_set copy;
	u32 set, way;
	u64 lost;

	if (!causes)
		return;

	for (set = 0; set < EXIT_PROBE_CAUSE_SETS; set++) {
		exit_probe_read_causes(causes, set, copy);
		lost = homeless + exit_probe_set_lost(copy);
		sums->lost[set] += lost;
		for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++)
			exit_probe_add_cause(sums, vcpu->vcpu_idx, lost, &copy[way]);
	}
	exit_probe_add_open(sums, vcpu->vcpu_idx, homeless, causes);
}

void exit_probe_sum_causes(struct kvm_vcpu *vcpu, struct exit_probe_cause_sums *sums,
			   u32 from, u32 most)
{
	u32 i, end = min_t(u32, atomic_read(&vcpu->kvm->online_vcpus), from + most);

	if (!from)
		memset(sums, 0, sizeof(*sums));
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_VCPU) {
		exit_probe_add_causes(sums, vcpu);
		return;
	}
	for (i = from; i < end; i++) {
		exit_probe_add_causes(sums, kvm_get_vcpu(vcpu->kvm, i));
		cond_resched();
	}
}

/* A vCPU may have told the cause of an exit that it has not counted yet. */
static void exit_probe_take_off(u64 *rest, u64 listed)
{
	*rest -= min(*rest, listed);
}

static void exit_probe_list_cause(struct exit_probe_cause_sums *sums, u32 place)
{
	struct exit_probe_cause *cause = exit_probe_sums_cause(sums, place);
	struct exit_probe_cause *rest = &sums->rest[cause->key.slot];
	u64 lost;

	if (!cause->exits)
		return;
	lost = sums->lost[place / EXIT_PROBE_CAUSE_WAYS];
	exit_probe_take_off(&lost, sums->listed_lost[place]);
	cause->error += lost;
	exit_probe_take_off(&rest->exits, cause->exits);
	exit_probe_take_off(&rest->cycles, cause->cycles);
	exit_probe_take_off(&rest->blocked, cause->blocked);
	sums->place[sums->places++] = place;
}

u32 exit_probe_end_causes(struct exit_probe_cause_sums *sums,
			   const struct exit_probe_sums *reasons)
{
	u32 slot, place;

	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		sums->rest[slot] = (struct exit_probe_cause) {
			.key.slot = slot,
			.key.kind = EXIT_PROBE_CAUSE_OTHER,
			.exits = reasons->exits[slot],
			.cycles = reasons->cycles[slot],
			.blocked = reasons->blocked[slot],
		};
	for (place = 0; place < EXIT_PROBE_CAUSES; place++)
		exit_probe_list_cause(sums, place);
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		if (sums->rest[slot].exits || sums->rest[slot].cycles || sums->rest[slot].blocked)
			sums->slot[sums->rests++] = slot;
	return sums->places + sums->rests;
}

const struct exit_probe_cause *exit_probe_nth_cause(const struct exit_probe_cause_sums *sums,
						    u32 i)
{
	u32 place;

	if (i >= sums->places) {
		i = array_index_nospec(i - sums->places, EXIT_PROBE_SLOTS);
		return &sums->rest[sums->slot[i]];
	}
	place = sums->place[array_index_nospec(i, EXIT_PROBE_CAUSES)];
	return &sums->set[place / EXIT_PROBE_CAUSE_WAYS][place % EXIT_PROBE_CAUSE_WAYS];
}
