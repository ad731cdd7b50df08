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

/* The part of a line that is not read yet */
struct record_cursor {
	const char *at, *end;
};

/* Consumes the string if it is next. */
bool record_take(struct record_cursor *cursor, const char *string);

/* Whether the rest contains the string */
bool record_holds(const struct record_cursor *cursor, const char *string);

/*
 * Reads all fields of a line into record and expects the line to end there.
 * Returns false, with the reason in error, if the line is invalid for its kind.
 */
bool record_read_fields(struct record_cursor *cursor, const struct record_place *place,
			struct record *record, struct text *error);

#endif
