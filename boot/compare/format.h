/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers and names for people.
 */
#ifndef COMPARE_FORMAT_H
#define COMPARE_FORMAT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "comparison.h"

#define NUMBER_SIZE 48

/* 4,119,437 */
const char *format_number(char to[NUMBER_SIZE], uint64_t value);

/* The same for a change: +12 or -3 */
const char *format_change(char to[NUMBER_SIZE], int64_t value);

/* part of whole, rounded half up: 1.3 %, 12 % */
const char *format_share(char to[NUMBER_SIZE], uint64_t part, uint64_t whole);

/* Cycles as time, rounded half up: 1,875 or 1.25 or 0.004; per_unit: cycles of a unit of time */
const char *format_time(char to[NUMBER_SIZE], double cycles, double per_unit);

/* The median, and (min-max) after it if the runs differ */
const char *format_stats(char to[2 * NUMBER_SIZE], const struct stats *stats);

/* At least value, and at most by error more: "12 to 15"; without an error, "12" */
const char *format_up_to(char to[2 * NUMBER_SIZE], uint64_t value, uint64_t error);

/* The title of a phase. The phase before the first checkpoint is "kernel". */
const char *phase_title(const char *name);

/* The title of a stage in this set */
const char *stage_title(const struct set *set, enum stage stage);

#endif
