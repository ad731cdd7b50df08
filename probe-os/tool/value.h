/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds the values of a record by kind and key.
 */
#ifndef TOOL_VALUE_H
#define TOOL_VALUE_H

#include "lib/text.h"
#include "record/schema.h"

enum value_result {
	VALUE_FOUND,
	VALUE_UNKNOWN,     /* lines of this kind have no such key */
	VALUE_NOT_COUNTED, /* absent because the host is not patched */
	VALUE_LEFT_OUT,    /* absent because the VM was moved in this phase */
	VALUE_NOT_TIMED,   /* absent because the host counted exits and no cycles */
	VALUE_NOT_KEPT,    /* absent because a record with source=host lacks it */
	VALUE_NOT_YET,     /* absent because a later version of the record added it */
	VALUE_NO_LONGER,   /* absent because an earlier version was the last with it */
};

/*
 * Writes the value of a key in a line, as in the record; a text without its quotes.
 * KEY.PART is a part of the value:
 *
 *   exits_by.REASON, histogram.BUCKET   its exits
 *   REASON.exits, REASON.kernel         of a line of the kind reasons
 *
 * A reason of the host's vendor that did not occur has zeros.
 */
enum value_result value_of(struct text *to, const struct record *record,
			   const struct record_place *place, const char *key);

/* Writes a text with non-printable characters escaped, so that it stays in one line. */
void value_text(struct text *to, const char *string);

/* The value of name=; NULL if lines of that kind have no name */
const char *value_name(const struct record *record, const struct record_place *place);

#endif
