/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is compared: labels, their runs, and their numbers.
 *
 * Every exit is in one stage:
 *   before     up to the system's first instruction: firmware and boot loader
 *   os         the system under test, without the reader's own reads
 *   measuring  the reader's own reads, and the phases that only measure:
 *              calibration in the probe, the boot stage before a Linux
 * The cycles of a read cannot be separated from those of its phase.
 */
#ifndef COMPARE_COMPARISON_H
#define COMPARE_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "facts.h"
#include "record/record.h"
#include "samples.h"
#include "symbols.h"

#define SETS_MAX          8   /* labels of records */
#define MACHINES_MAX      256 /* by results of the live image */
#define LABEL_MAX         32  /* characters that a user gives */
#define MACHINE_NAME_MORE 32  /* that the name of a CPU has beyond these */
#define LABEL_SIZE        (LABEL_MAX + MACHINE_NAME_MORE + 8)

/* The prefix of the phase from boot loader to first checkpoint, if there is a base */
#define PHASE_UNTIL "until_"

struct gate;
struct results;

/* One boot: a record, samples, or both */
struct run {
	const char *file, *samples_file;
	struct record *record;
	struct samples *samples;
	char *beside;        /* the facts beside the record, see beside.h; NULL: none */
	bool has_exact_pace; /* the lab says that all its runs are the same */
};

/* The runs of one label */
struct set {
	char label[LABEL_SIZE];
	struct run runs[RUNS_MAX];
	size_t run_count;
	struct facts facts;
	struct results *results;  /* of a machine, whose records are the runs; else NULL */
	struct symbols symbols;   /* the functions of the guest; may be empty */
	bool has_separate_kernel; /* STAGE_BEFORE excludes the start of the kernel */
};

struct comparison {
	struct set sets[MACHINES_MAX];
	size_t count;
	/* Its firmware and boot loader also apply to records that begin later; or NULL */
	const struct set *base;
	const struct gate *gate; /* judged; NULL: nobody asked */
};

/* Whether its sets are machines, by results of the live image */
bool comparison_is_of_machines(const struct comparison *comparison);

/* The record of the first run; NULL if there are only samples */
const struct record *set_record(const struct set *set);

/* The frequency of its host's cycles; 0 if that of the TSC is unknown */
uint64_t set_host_khz(const struct set *set);

/* A minimal OS: everything but Linux */
bool set_is_minimal(const struct set *set);
bool set_is_counted(const struct set *set);
bool set_has_reasons(const struct set *set);

/* Whether a run of the set, or of any set, has that counter */
bool set_has_counter(const struct set *set, unsigned int counter);
bool comparison_has_counter(const struct comparison *comparison, unsigned int counter);

/* The first minimal OS and the first full one; NULL if there is none */
const struct set *comparison_minimal(const struct comparison *comparison);
const struct set *comparison_full(const struct comparison *comparison);

/* Whether the verdict of a run's record is error, fail or moved */
bool run_is_tainted(const struct run *run);
bool comparison_is_tainted(const struct comparison *comparison);

/* The number of runs with samples, and whether all samples begin with the VM */
size_t set_sampled_runs(const struct set *set);
bool set_is_sampled_from_start(const struct set *set);

/* Whether a run has a rate of that source; from the checkpoints, or from the samples */
bool set_has_rate(const struct set *set, enum rate_source source);

/* Whether a record does not have the totals of its samples' VM: no counters, or moved */
bool run_has_unaligned_samples(const struct run *run);
bool set_has_unaligned_samples(const struct set *set);

/* True if both have the same phases in the same order */
bool sets_have_same_phases(const struct set *a, const struct set *b);

/* Whether a record has the exits of firmware and boot loader as one number */
bool record_begins_at_handover(const struct record *record);

/* Whether a phase only measures */
bool phase_is_measuring(const char *name);

/* The name of the phase from boot loader to first checkpoint */
void phase_until_first(const struct record *record, char name[FACT_NAME_SIZE]);

/* Whether both records have the same phases in the same order, or both are NULL */
bool records_have_same_phases(const struct record *a, const struct record *b);

#endif
