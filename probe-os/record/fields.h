/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the fields of one line of a record.
 */
#ifndef RECORD_FIELDS_H
#define RECORD_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/text.h"
#include "record/record.h"
#include "record/schema.h"

/* What is left to read of a line */
struct record_cursor {
	const char *at, *end;
};

/* Consumes the string if it is next. */
bool record_take(struct record_cursor *cursor, const char *string);

/* Whether the string stands anywhere in what is left. */
bool record_holds(const struct record_cursor *cursor, const char *string);

/*
 * Reads all fields of a line into record and expects the line to end there.
 * False, with the reason in error, if it is not what the kind demands.
 */
bool record_read_fields(struct record_cursor *cursor, const struct record_place *place,
			struct record *record, struct text *error);

#endif
