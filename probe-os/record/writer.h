/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writes a record line by line.
 */
#ifndef RECORD_WRITER_H
#define RECORD_WRITER_H

#include <stddef.h>
#include <stdint.h>

#include "lib/text.h"
#include "record/record.h"
#include "record/schema.h"

/*
 * Line number (from 0 to record_lines() - 1) into line, without a line end.
 * The checksum starts at 0 and is carried from one line to the next.
 */
void record_write_line(const struct record *record, uint64_t number, uint32_t *crc,
		       char line[RECORD_LINE_SIZE]);

/* Writes one value of a field that is not FIELD_REASONS. */
void record_write_value(struct text *line, const struct record_field *field, const void *at);

#endif
