/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One run in parts, for outputs that show runs one by one: what is before the first
 * checkpoint, then its phases; without a record, all in one. The numbers are those of the
 * facts.
 */
#ifndef COMPARE_PARTS_H
#define COMPARE_PARTS_H

#include "comparison.h"

enum part_kind {
	PART_BEFORE, /* firmware and boot loader */
	PART_UNTIL,  /* with a base: from there to a late first checkpoint */
	PART_PHASE,
	PART_ALL,
};

struct part {
	const struct set *set;
	size_t run;
	enum part_kind kind;
	char phase[FACT_NAME_SIZE]; /* its name in the facts */
	const char *title;
};

#define PARTS_MAX (2 + RECORD_CHECKPOINTS_MAX)

/* Fills in the parts in the order of time and returns their number. */
size_t parts_of(struct part parts[PARTS_MAX], const struct set *set, size_t run);

/* All of a run in one */
struct part part_all(const struct set *set, size_t run);

/* quantity: a counter or one of enum quantity; false if the run does not have it */
bool part_value(const struct part *part, unsigned int quantity, uint64_t *value);

/* The exits of a reason; false if the run does not have them */
bool part_reason_exits(const struct part *part, const char *reason, uint64_t *exits);

struct part_reason {
	const char *name;
	uint64_t exits;
};

/* The next reason with exits; false after the last one. *at begins at 0. */
bool part_next_reason(const struct part *part, size_t *at, struct part_reason *reason);

struct part_cause {
	const struct record_cause *cause;
	uint64_t exits, error;
};

/*
 * The next listed cause of a reason. There is none if they exceed its exits in the part: some
 * are of the phase before, which did not tell the host its end.
 */
bool part_next_cause(const struct part *part, const char *reason, size_t *at,
		     struct part_cause *cause);

#define RUN_TITLE_SIZE (LABEL_SIZE + 48)

/* The label, the number of the run if there are several, and a verdict that taints it */
const char *run_title(char to[RUN_TITLE_SIZE], const struct set *set, size_t run);

#endif
