/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The values of a record, found by the words that stand in it.
 */
#ifndef TOOL_VALUE_H
#define TOOL_VALUE_H

#include "lib/text.h"
#include "record/schema.h"

enum value_result {
	VALUE_FOUND,
	VALUE_UNKNOWN,     /* such a line has no such key */
	VALUE_NOT_COUNTED, /* it has, where the host is patched */
	VALUE_LEFT_OUT,    /* it has, in a phase in which the VM was not moved */
};

/*
 * The value of a key in a line: as the record spells it, of a text what stands
 * between the quotes. KEY.PART is a part of the value:
 *
 *   exits_by.REASON, histogram.BUCKET   its exits
 *   REASON.exits, REASON.kernel         of a line of the kind reasons
 *
 * A reason that the host's vendor has and that did not occur has zeros.
 */
enum value_result value_of(struct text *to, const struct record *record,
			   const struct record_place *place, const char *key);

/* As a text has it, so that it stays in one line */
void value_text(struct text *to, const char *string);

/* What the value of name= is; NULL where lines of that kind have none */
const char *value_name(const struct record *record, const struct record_place *place);

#endif
