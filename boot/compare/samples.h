/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads what the host's sampler wrote of one VM, line by line.
 *
 *   samples = remark* header row+
 *   remark  = "# " key "=" text     which VM it is, and when
 *   header  = name ("," name)*      row = number ("," number)*
 *
 * Columns go by name and stand in any order. time_ms (it may have a fraction)
 * and exits must be there; both never run backwards. Columns with the name of
 * a record's counter are that counter, exits_NAME are those of a reason; others
 * are skipped.
 */
#ifndef COMPARE_SAMPLES_H
#define COMPARE_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "series.h"

/* Begins the name of a column with the exits of a reason */
#define SAMPLES_REASON      "exits_"
#define SAMPLES_COLUMNS_MAX 128
#define SAMPLES_NAME_SIZE   64
#define SAMPLES_ROWS_MAX    1000000
#define SAMPLES_LINE_SIZE   8192

struct samples {
	struct series series;
	size_t columns, time_column, exits_column;
	char names[SAMPLES_COLUMNS_MAX][SAMPLES_NAME_SIZE];
	uint64_t last[SAMPLES_COLUMNS_MAX]; /* of the last row; time in microseconds */
	uint64_t lines, error_line;
	const char *error; /* NULL as long as nothing is wrong */
};

void samples_start(struct samples *samples);

/* The next line, without its line end. */
void samples_line(struct samples *samples, const char *line, size_t length);

/* True if there is a header and at least two rows, all of them valid. */
bool samples_finish(struct samples *samples);

void samples_free(struct samples *samples);

#endif
