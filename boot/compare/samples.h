/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the samples of one VM, as exit-sampler writes them.
 *
 *   samples = remark* header row+
 *   remark  = "# " key "=" text     the VM and its times
 *   header  = name ("," name)*      row = number ("," number)*
 *
 * The last line must end with a newline: a truncated number would still be valid.
 * The remark from=start or from=running says whether the samples begin with the VM;
 * name, uuid and pid identify the VM.
 *
 * Columns are identified by name and can have any order. time_ms (a fraction is
 * allowed) and exits are required and never decrease. A column with the name of a
 * record's counter has that counter, exits_NAME has the exits of a reason. Other
 * columns are skipped.
 */
#ifndef COMPARE_SAMPLES_H
#define COMPARE_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agreement.h"
#include "series.h"

#define SAMPLES_COLUMNS_MAX 128
#define SAMPLES_NAME_SIZE   64
#define SAMPLES_ROWS_MAX    1000000
#define SAMPLES_LINE_SIZE   8192

struct samples {
	struct series series;
	size_t columns, time_column, exits_column;
	char names[SAMPLES_COLUMNS_MAX][SAMPLES_NAME_SIZE];
	uint64_t last[SAMPLES_COLUMNS_MAX]; /* of the last row; time in microseconds */
	uint64_t *cells;                    /* of all rows */
	size_t cells_room;
	bool has_late_start; /* the VM was already running */
	char vm[128];        /* its name, UUID and PID; may be empty */
	struct agreement agreement;
	uint64_t lines, error_line;
	const char *error; /* NULL: none */
	char error_text[256];
};

/*
 * True if there are a valid header and at least two valid rows, and the samples are of
 * the record's VM, if there is a record. Otherwise see error.
 */
bool samples_read(struct samples *samples, const char *text, size_t size,
		  const struct record *record);

/* The column of that name; samples->columns if there is none */
size_t samples_column(const struct samples *samples, const char *name);

/* A value of a row, one for each point of the series */
uint64_t samples_cell(const struct samples *samples, size_t row, size_t column);

void samples_free(struct samples *samples);

#endif
