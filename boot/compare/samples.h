/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads what the host's sampler wrote of one VM.
 *
 *   samples = remark* header row+
 *   remark  = "# " key "=" text     which VM it is, and when
 *   header  = name ("," name)*      row = number ("," number)*
 *
 * Each line has its end: a number that is cut is a number still. Of the remarks,
 * from=start or from=running says whether the samples begin with the VM, and name,
 * uuid and pid which VM it is.
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
	bool began_late;                    /* the VM was running already */
	char vm[128];                       /* which one, or nothing */
	struct agreement agreement;
	uint64_t lines, error_line;
	const char *error; /* NULL as long as nothing is wrong */
	char error_text[256];
};

/*
 * True if there is a header and at least two rows, all of them valid, and they are
 * of the VM of the record, if there is one; otherwise see error.
 */
bool samples_read(struct samples *samples, const char *text, size_t size,
		  const struct record *record);

void samples_free(struct samples *samples);

#endif
