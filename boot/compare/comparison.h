/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is compared: labels, the runs of each, and the numbers they come to.
 *
 * Every exit falls in one stage:
 *   before     up to the system's first instruction: firmware and boot loader
 *   os         the system under test, without the reader's own reads
 *   measuring  the reader's own reads, and the phases that serve it alone:
 *              calibration in the probe, the boot stage before a Linux
 * Cycles of a read cannot be told from those of its phase and stay with it.
 */
#ifndef COMPARE_COMPARISON_H
#define COMPARE_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "facts.h"
#include "record/record.h"
#include "samples.h"

#define SETS_MAX   8
#define LABEL_SIZE 33

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

/* Whether a run's record says that something went wrong, or that its VM was moved */
bool run_is_tainted(const struct run *run);
bool comparison_is_tainted(const struct comparison *comparison);

/* Of how many runs there are samples, and whether all of these begin with the VM */
size_t set_sampled_runs(const struct set *set);
bool set_is_sampled_from_start(const struct set *set);

/* True if both have the same phases in the same order */
bool same_phases(const struct set *a, const struct set *b);

/* Whether a phase serves the measuring only */
bool phase_is_measuring(const char *name);

/* The name of the phase from boot loader to first checkpoint */
void phase_until_first(const struct record *record, char name[FACT_NAME_SIZE]);

/* Whether both records have the same phases in the same order, or there is neither */
bool records_have_same_phases(const struct record *a, const struct record *b);

#endif
