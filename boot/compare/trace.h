/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chrome's trace event format: one process for each run, with a thread of slices for its
 * parts and counters of its exits.
 */
#ifndef COMPARE_TRACE_H
#define COMPARE_TRACE_H

#include <stdio.h>

#include "parts.h"

/* Over 30 years: times beyond are no times of a boot */
#define TRACE_NS_MAX 1000000000000000000u

struct trace {
	FILE *to;
	size_t events;
	const struct set *set;
	size_t run;
	size_t pid; /* also the ID of its thread */
	struct part parts[PARTS_MAX];
	uint64_t begins[PARTS_MAX], ends[PARTS_MAX]; /* nanoseconds since the TSC was 0 */
	size_t count;
};

/* Nanoseconds of a TSC; TRACE_NS_MAX if it is no time of a boot, or its frequency unknown */
uint64_t trace_ns(const struct record *record, uint64_t tsc);

/*
 * Begins an event, which the caller ends with trace_end(). Strings need no quoting: labels,
 * names of the record's grammar, titles, and what cause_words.h makes.
 */
void trace_begin(struct trace *trace, const char *kind, const char *name, uint64_t ns);
void trace_end(const struct trace *trace);

/* Exits up to each checkpoint, or sample; false if the samples have no times */
bool trace_counters(struct trace *trace);

#endif
