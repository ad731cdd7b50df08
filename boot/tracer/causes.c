// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hash with open addressing. Its size is fixed: a guest may touch any number of pages.
 */
#include "causes.h"
#include "exit_probe_abi.h"
#include "refuse.h"

static size_t hash(const struct cause_key *key)
{
	uint64_t mixed = key->detail * 0x9E3779B97F4A7C15 + key->begun * 8ULL + key->ended;

	mixed = mixed * 31 + key->reason;
	mixed = (mixed * 16 + key->kind) * 256 + key->width * 4ULL + key->access;
	return (size_t)((mixed * 0x9E3779B97F4A7C15) >> 32) % CAUSES_ROOM;
}

static bool is_same(const struct cause_key *a, const struct cause_key *b)
{
	return a->detail == b->detail && a->begun == b->begun && a->ended == b->ended &&
	       a->reason == b->reason && a->kind == b->kind && a->access == b->access &&
	       a->width == b->width;
}

/* The place of a key, used or not */
static struct cause *find(struct causes *causes, const struct cause_key *key)
{
	size_t at = hash(key);

	while (causes->all[at].exits && !is_same(&causes->all[at].key, key))
		at = (at + 1) % CAUSES_ROOM;
	return &causes->all[at];
}

static struct cause_key other(const struct cause_key *key)
{
	return (struct cause_key){
		.kind = EXIT_PROBE_CAUSE_OTHER,
		.reason = key->reason,
		.begun = key->begun,
		.ended = key->ended,
	};
}

bool causes_count(struct causes *causes, const struct open_cause *cause, uint64_t kernel)
{
	struct cause_key key = cause->is_known ? cause->key : other(&cause->key);
	struct cause *found = find(causes, &key);

	if (!found->exits && key.kind != EXIT_PROBE_CAUSE_OTHER && causes->used >= CAUSES_LISTED) {
		key = other(&key);
		found = find(causes, &key);
	}
	if (!found->exits) {
		if (causes->used == CAUSES_MAX)
			return refuse("more than %d causes and phases", CAUSES_MAX);
		causes->used++;
		found->key = key;
	}
	found->exits++;
	found->kernel += kernel;
	found->unknown += !cause->is_known;
	return true;
}
