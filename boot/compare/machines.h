/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Machines, by the results of the live image: a set each, whose runs are the records in its
 * results. Reads no files and prints nothing.
 */
#ifndef COMPARE_MACHINES_H
#define COMPARE_MACHINES_H

#include "comparison.h"
#include "results.h"

/* Sorts them by CPU, names those without a label after it, and numbers what has one name. */
void machines_order(struct comparison *comparison);

/* Fills the facts of all machines; false if out of memory. */
bool machines_fill(struct comparison *comparison);

/*
 * Whether the numbers of a benchmark are those of exits: false if there are none, or if the
 * machine counted that the operation does not exit. Only the patched KVM counts: a machine
 * without it is as another one, if there is one.
 */
bool machine_has_costs(const struct comparison *comparison, const struct set *set,
		       const char *bench);

/* A benchmark that a machine has costs of */
struct machine_bench {
	uint64_t id;
	const char *name;
};

/* In the order of their ids; returns how many */
size_t machines_benches(const struct comparison *comparison,
			struct machine_bench benches[RECORD_BENCHES_MAX]);

/* A benchmark that stands for a kind of exit, see machine_kinds.def */
struct machine_kind {
	const char *bench, *title;
};

#define MACHINE_KINDS 9
extern const struct machine_kind machine_kinds[MACHINE_KINDS];

/* Which machines have a value */
typedef bool machines_have[MACHINES_MAX];

/* Takes a value of a fact, and who has it; "" is not known. */
typedef void machines_take(void *to, const char *key, const char *value, const machines_have have);

/* Calls take() for each value of each fact that is, or is not, the same on all machines. */
void machines_facts(const struct comparison *comparison, bool are_same, machines_take *take,
		    void *to);

/* Their names, as a list; the caller frees it. NULL if out of memory */
char *machines_names(const struct comparison *comparison, const machines_have have);

#endif
