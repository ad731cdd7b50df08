/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of a label as flat rows. Every output writes these rows only, so that
 * all outputs agree.
 */
#ifndef COMPARE_FACTS_H
#define COMPARE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "counters.h"
#include "lib/stats.h"

#define FACT_NAME_SIZE 64
#define RUNS_MAX       32

enum fact_section {
	FACT_STAGE,        /* firmware and boot loader, the system, measuring, all */
	FACT_PHASE,        /* a phase of the record */
	FACT_REASON,       /* an exit reason, by stage */
	FACT_PHASE_REASON, /* a phase, by exit reason */
	FACT_RATE,         /* the distribution of exits over time */
	FACT_SECTIONS,
};

/* See comparison.h. */
enum stage {
	STAGE_BEFORE,
	STAGE_OS,
	STAGE_MEASURING,
	STAGE_TOTAL,
	STAGES,
};

/* The quantities of a stage or a phase that follow the counters */
enum quantity {
	QUANTITY_TSC = COUNTERS,
	QUANTITY_READS,
	QUANTITY_NET, /* net exits: without the probe's own reads */
};

enum rate_source {
	RATE_OF_CHECKPOINTS, /* from the first checkpoint on, by the guest's TSC */
	RATE_OF_SAMPLES,     /* from power-on, by the host's clock */
	RATE_SOURCES,
};

/* Per second, except the first three and the last */
enum rate_quantity {
	RATE_POINTS,
	RATE_MILLISECONDS,
	RATE_EXITS,
	RATE_MEAN,
	RATE_MIN,
	RATE_Q1,
	RATE_MEDIAN,
	RATE_Q3,
	RATE_MAX,
	RATE_BUSIEST_TENTH, /* percent */
	RATE_QUANTITIES,
};

/* Identifies a fact. Only these functions make keys, so no key can be misspelled. */
struct fact_key {
	enum fact_section section;
	const char *name, *quantity;
};

/* quantity: a counter or one of enum quantity */
struct fact_key of_stage(enum stage stage, unsigned int quantity);
struct fact_key of_phase(const char *phase, unsigned int quantity);

/* Exits and kernel cycles of a reason in a stage; exits in a phase */
struct fact_key of_reason(const char *reason, enum stage stage);
struct fact_key of_reason_kernel(const char *reason, enum stage stage);
struct fact_key of_phase_reason(const char *phase, const char *reason);

struct fact_key of_rate(enum rate_source source, enum rate_quantity quantity);

struct fact {
	enum fact_section section;
	char name[FACT_NAME_SIZE], quantity[FACT_NAME_SIZE];
	uint64_t values[RUNS_MAX];
	uint32_t has; /* one bit per run: set if the run has the fact */
	size_t runs;  /* number of runs that have it */
	struct stats stats;
};

struct facts {
	struct fact *rows;
	size_t count, allocated;
	bool is_incomplete; /* out of memory */
};

/* The name of a section in JSON and CSV */
const char *fact_section_name(enum fact_section section);

/* Sets the value of one run. A new row goes to the end. */
void facts_put(struct facts *facts, size_t run, struct fact_key key, uint64_t value);

/* Computes the statistics of each row over the runs that have it. */
void facts_settle(struct facts *facts, size_t runs);

/* NULL if there is no such fact */
const struct fact *facts_find(const struct facts *facts, struct fact_key key);

/* The median; 0 if there is no such fact */
uint64_t facts_value(const struct facts *facts, struct fact_key key);

/* Whether section and quantity match, with any name of a reason or a phase */
bool fact_is_some(const struct fact *fact, struct fact_key key);

void facts_free(struct facts *facts);

#endif
