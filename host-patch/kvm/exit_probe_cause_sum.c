// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sums over the causes of the vCPUs that a guest can read.
 *
 * A cause that one vCPU lists may have lost its place on another, so its error is also
 * what the vCPUs that do not list it may have lost. It is never more than the exits that
 * no cause of its reason has.
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

/* As in a vCPU's table, what comes later takes no place of a phase that has ended. */
static bool exit_probe_is_lesser(const struct exit_probe_cause *a,
				 const struct exit_probe_cause *b)
{
	if (a->key.phase != b->key.phase)
		return a->key.phase > b->key.phase;
	return a->exits < b->exits;
}

/* A new cause in a set; if that is full, the least one has no place. */
static struct exit_probe_cause *
exit_probe_sums_place(struct exit_probe_cause_sums *sums, u32 set,
		      const struct exit_probe_cause *add)
{
	struct exit_probe_cause *least = sums->set[set];
	u32 way, place = set * EXIT_PROBE_CAUSE_WAYS;
	u64 replaced;

	for (way = 0; way < EXIT_PROBE_CAUSE_WAYS; way++) {
		struct exit_probe_cause *cause = &sums->set[set][way];

		if (!cause->exits) {
			least = cause;
			break;
		}
		if (exit_probe_is_cause(&cause->key, &add->key))
			return cause;
		if (exit_probe_is_lesser(cause, least))
			least = cause;
	}
	if (least->exits && !exit_probe_is_lesser(least, add)) {
		sums->dropped[set] += exit_probe_cause_most(add);
		return NULL;
	}

	replaced = exit_probe_cause_most(least);
	place += least - sums->set[set];
	*least = (struct exit_probe_cause) {
		.key = add->key,
		.error = sums->dropped[set],
	};
	sums->dropped[set] += replaced;
	sums->listed_lost[place] = 0;
	sums->listed_by[place] = 0;
	return least;
}

/* Return where it is now, or NULL. */
static struct exit_probe_cause *exit_probe_add_cause(struct exit_probe_cause_sums *sums,
						     struct exit_probe_cause *add)
{
	struct exit_probe_cause *cause;

	if (!add->exits)
		return NULL;

	/* The vectors of the host's interrupts are not the guest's business. */
	if (add->key.kind == EXIT_PROBE_CAUSE_HOST_VECTOR) {
		add->key.kind = EXIT_PROBE_CAUSE_NONE;
		add->key.detail = 0;
		sums->of_host[add->key.slot] = true;
	}
	cause = exit_probe_sums_place(sums, exit_probe_cause_hash(&add->key), add);
	if (!cause)
		return NULL;

	cause->exits += add->exits;
	if (exit_probe_mode() == EXIT_PROBE_TIME) {
		cause->cycles += add->cycles;
		cause->blocked += add->blocked;
	}
	return cause;
}

/* @number: the vCPU's that lists it; @lost: what it may have lost of any cause of the set */
static void exit_probe_add_listed(struct exit_probe_cause_sums *sums, u32 number, u64 lost,
				  struct exit_probe_cause *add)
{
	struct exit_probe_cause *cause = exit_probe_add_cause(sums, add);
	u32 place;

	if (!cause)
		return;
	cause->error += add->error;
	place = cause - sums->set[0];
	if (sums->listed_by[place] != number + 1)
		sums->listed_lost[place] += lost;
	sums->listed_by[place] = number + 1;
}

/* The newest cause of a set took over the most. */
static u64 exit_probe_set_lost(const struct exit_probe_cause set[], u32 used)
{
	u64 lost = 0;
	u32 way;

	for (way = 0; way < used; way++)
		lost = max(lost, set[way].error);
	return lost;
}

/* @homeless: exits of the vCPU that may be of any set */
static void exit_probe_add_set(struct exit_probe_cause_sums *sums, u32 number, u64 homeless,
			       const struct kvm_exit_probe_causes *causes, u32 set)
{
	struct exit_probe_cause copy[EXIT_PROBE_CAUSE_WAYS];
	u32 way, used = exit_probe_read_causes(causes, set, copy);
	u64 lost = homeless + exit_probe_set_lost(copy, used);

	for (way = 0; way < used; way++)
		exit_probe_add_listed(sums, number, lost, &copy[way]);
	sums->lost[set] += lost;
	sums->all_lost += lost;
}

static void exit_probe_add_causes(struct exit_probe_cause_sums *sums, struct kvm_vcpu *vcpu)
{
	const struct kvm_exit_probe_causes *causes = READ_ONCE(vcpu->exit_probe_causes);
	u64 homeless = causes ? READ_ONCE(causes->homeless) : 0;
	struct exit_probe_cause open;
	u32 set;

	if (!causes)
		return;

	for (set = 0; set < EXIT_PROBE_CAUSE_SETS; set++)
		exit_probe_add_set(sums, vcpu->vcpu_idx, homeless, causes, set);
	/* If its cause was not listed, that one may have lost its place before, as any other. */
	exit_probe_read_open_cause(vcpu, causes, &open);
	exit_probe_add_cause(sums, &open);
}

/* Most sets are empty. */
static void exit_probe_clear_causes(struct exit_probe_cause_sums *sums)
{
	const size_t counted = offsetof(struct exit_probe_cause_sums, lost);
	u32 set;

	for (set = 0; set < EXIT_PROBE_CAUSE_SETS; set++)
		if (sums->set[set][0].exits)
			memset(sums->set[set], 0, sizeof(sums->set[set]));
	memset((void *)sums + counted, 0, sizeof(*sums) - counted);
}

void exit_probe_sum_causes(struct kvm_vcpu *vcpu, struct exit_probe_cause_sums *sums,
			   u32 from, u32 most)
{
	u32 i, end = min_t(u32, atomic_read(&vcpu->kvm->online_vcpus), from + most);

	if (!from)
		exit_probe_clear_causes(sums);
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_VCPU) {
		exit_probe_add_causes(sums, vcpu);
		return;
	}
	for (i = from; i < end; i++) {
		exit_probe_add_causes(sums, kvm_get_vcpu(vcpu->kvm, i));
		cond_resched();
	}
}

/* A vCPU may have added cycles to a cause that its reason does not have yet. */
static void exit_probe_take_off(u64 *rest, u64 listed, u64 *all)
{
	if (listed > *rest) {
		*all += listed - *rest;
		*rest = listed;
	}
	*rest -= listed;
}

static void exit_probe_list_cause(struct exit_probe_cause_sums *sums, u32 place,
				  struct exit_probe_sums *reasons)
{
	struct exit_probe_cause *cause = exit_probe_sums_cause(sums, place);
	const u8 slot = cause->key.slot;
	struct exit_probe_cause *rest = &sums->rest[slot];
	u64 lost = sums->lost[place / EXIT_PROBE_CAUSE_WAYS];

	cause->error += lost - min(lost, sums->listed_lost[place]);
	exit_probe_take_off(&rest->exits, cause->exits, &reasons->exits[slot]);
	exit_probe_take_off(&rest->cycles, cause->cycles, &reasons->cycles[slot]);
	exit_probe_take_off(&rest->blocked, cause->blocked, &reasons->blocked[slot]);
	sums->place[sums->places++] = place;
}

/* When all causes are listed. Of the host's vectors, any may have lost their places. */
static void exit_probe_bound_error(const struct exit_probe_cause_sums *sums,
				   struct exit_probe_cause *cause)
{
	const u8 slot = cause->key.slot;

	if (sums->of_host[slot] && sums->all_lost)
		cause->error = U64_MAX;
	cause->error = min(cause->error, sums->rest[slot].exits);
}

u32 exit_probe_end_causes(struct exit_probe_cause_sums *sums, struct exit_probe_sums *reasons)
{
	u32 slot, set, way, i;

	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		sums->rest[slot] = (struct exit_probe_cause) {
			.key.slot = slot,
			.key.kind = EXIT_PROBE_CAUSE_OTHER,
			.exits = reasons->exits[slot],
			.cycles = reasons->cycles[slot],
			.blocked = reasons->blocked[slot],
		};
	for (set = 0; set < EXIT_PROBE_CAUSE_SETS; set++)
		for (way = 0; way < EXIT_PROBE_CAUSE_WAYS && sums->set[set][way].exits; way++)
			exit_probe_list_cause(sums, set * EXIT_PROBE_CAUSE_WAYS + way, reasons);
	for (i = 0; i < sums->places; i++)
		exit_probe_bound_error(sums, exit_probe_sums_cause(sums, sums->place[i]));
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
