/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Takes out what was written into a line of the record, by the line's checksum.
 */
#ifndef RECORD_REPAIR_H
#define RECORD_REPAIR_H

#include "lib/text.h"
#include "record/gather.h"

/*
 * The line that comes next in a record, if it is this one with something in it, or
 * one between an offset and this line whose prefix has lost its shape. What was in
 * it goes to foreign.
 */
bool record_repair(const struct log_line *line, size_t from, const struct record_parser *parser,
		   struct gathered *to, struct text *foreign);

#endif
