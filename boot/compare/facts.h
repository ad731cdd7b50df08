/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of a label, as flat rows of numbers: every output writes these
 * and no others, so that all of them agree.
 */
#ifndef COMPARE_FACTS_H
#define COMPARE_FACTS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/stats.h"

#define FACT_NAME_SIZE 64
#define RUNS_MAX       32

enum fact_section {
	FACT_STAGE,        /* firmware and boot loader, the system, measuring, all */
	FACT_PHASE,        /* a phase of the record */
	FACT_REASON,       /* an exit reason, by stage */
	FACT_PHASE_REASON, /* a phase, by exit reason */
	FACT_RATE,         /* how the exits are spread over time */
	FACT_SECTIONS,
};

struct fact {
	enum fact_section section;
	char name[FACT_NAME_SIZE], quantity[FACT_NAME_SIZE];
	uint64_t values[RUNS_MAX]; /* one a run; 0 where a run does not have it */
	struct stats stats;
};

struct facts {
	struct fact *rows;
	size_t count, allocated;
};

/* The word for a section in JSON and CSV */
const char *fact_section_name(enum fact_section section);

/* Sets the value of one run. Rows stay in the order in which they came. */
void facts_put(struct facts *facts, size_t run, enum fact_section section, const char *name,
	       const char *quantity, uint64_t value);

/* Median and spread of all rows, over so many runs */
void facts_settle(struct facts *facts, size_t runs);

/* NULL if there is none */
const struct fact *facts_find(const struct facts *facts, enum fact_section section,
			      const char *name, const char *quantity);

/* Its median; 0 if there is none */
uint64_t facts_value(const struct facts *facts, enum fact_section section, const char *name,
		     const char *quantity);

void facts_free(struct facts *facts);

#endif
