/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is compared: labels, the runs of each, and the numbers they come to.
 * No file, no text for people.
 *
 * Every exit falls in one stage:
 *   before     up to the system's first instruction: firmware and boot loader
 *   os         the system under test, without the reader's own reads
 *   measuring  the reader's own reads, and the phases that serve it alone:
 *              calibration in the probe, the boot stage before a Linux
 * Cycles of a read cannot be told from those of its phase and stay with it.
 */
#ifndef COMPARE_MODEL_H
#define COMPARE_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "facts.h"
#include "record/record.h"
#include "samples.h"

#define SETS_MAX        8
#define LABEL_SIZE      33

#define STAGE_BEFORE    "before"
#define STAGE_OS        "os"
#define STAGE_MEASURING "measuring"
#define STAGE_TOTAL     "total"

/* The phase from boot loader to first checkpoint, where base tells them apart */
#define PHASE_UNTIL "until_"

/* One boot: a record, samples, or both */
struct run {
	const char *file, *samples_file;
	struct record *record;
	struct samples *samples;
};

/* The runs of one label */
struct set {
	char label[LABEL_SIZE];
	struct run runs[RUNS_MAX];
	size_t run_count;
	struct facts facts;
	bool told_apart; /* before does not hold the start of the kernel */
};

struct comparison {
	struct set sets[SETS_MAX];
	size_t count;
	/* Whose firmware and boot loader also stand for records that begin later */
	const struct set *base;
};

/* The record of the first run; NULL if there are only samples */
const struct record *set_record(const struct set *set);

/* A minimal OS: everything that is no Linux */
bool set_is_minimal(const struct set *set);
bool set_is_counted(const struct set *set);
bool set_has_reasons(const struct set *set);

/* The two of a waterfall; NULL if there is none */
const struct set *comparison_minimal(const struct comparison *comparison);
const struct set *comparison_full(const struct comparison *comparison);

/* True if both have the same phases in the same order */
bool same_phases(const struct set *a, const struct set *b);

/* Whether a phase serves the measuring only */
bool phase_is_measuring(const char *name);

/* What keeps these from being compared: the run at fault, and why; or NULL */
const char *model_objection(const struct comparison *comparison, const struct run **at);

/* Fills the facts of all sets. */
void model_fill(struct comparison *comparison);

#endif
