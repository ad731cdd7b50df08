/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The causes of a set: their names in the facts, their stages, and their order by exits.
 */
#ifndef COMPARE_CAUSES_H
#define COMPARE_CAUSES_H

#include "comparison.h"

/* In a table: of the system and the measurement, and of firmware and boot loader */
#define CAUSES_SHOWN          20
#define CAUSES_SHOWN_FIRMWARE 8
#define CAUSES_ALL_MAX        (2 * RUNS_MAX * RECORD_CAUSES_MAX) /* twice: a base splits causes */

/* The phase of causes before the first checkpoint, and of kind=other */
#define PHASE_BEFORE "before"
#define PHASE_ALL    "all"

/* The function of addresses that are in none, and of exits without an address */
#define FUNCTION_UNKNOWN "unknown"

/* PHASE/REASON/KIND/DETAIL/ACCESS/WIDTH; phase: its name */
void cause_fact_name(char to[FACT_NAME_SIZE], const char *phase, const struct record_cause *cause);

/* The name of a cause's phase in a record; of kind=other, PHASE_ALL */
const char *cause_phase(const struct record *record, const struct record_cause *cause);

/* The stage of a cause in a phase of that name; STAGE_TOTAL if it is in several: kind=other */
enum stage cause_stage(const struct record_cause *cause, const char *phase);

/* The same of a fact of FACT_CAUSE, and its phase as a title */
enum stage cause_fact_stage(const struct fact *fact);
const char *cause_fact_phase(const struct set *set, const struct fact *fact,
			     char to[FACT_NAME_SIZE]);

/* The fact of another quantity of the same cause; NULL if no run has it */
const struct fact *cause_fact(const struct set *set, const struct fact *exits,
			      enum cause_quantity quantity);

bool set_has_causes(const struct set *set);

struct cause_ranking {
	const struct fact *rows[CAUSES_ALL_MAX]; /* of CAUSE_EXITS; most exits first */
	size_t count;
};

/* Those of one stage, without zeros; STAGE_TOTAL: of all, but without kind=other */
void causes_rank(const struct set *set, enum stage stage, struct cause_ranking *ranking);

/*
 * What a table shows; FACT_REST has the others. The causes of firmware and boot loader, or of
 * all before a late first checkpoint, come last. Functions are without FUNCTION_UNKNOWN.
 */
void causes_shown(const struct set *set, struct cause_ranking *ranking);
void functions_shown(const struct set *set, struct cause_ranking *ranking);

/* What advices remove in that stage, before or the system; most exits first, without zeros */
void advices_rank(const struct set *set, enum stage stage, struct cause_ranking *ranking);

#endif
