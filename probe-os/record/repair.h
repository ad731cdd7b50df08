/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Removes text that was written into a line of the record, by the line's checksum.
 */
#ifndef RECORD_REPAIR_H
#define RECORD_REPAIR_H

#include "lib/text.h"
#include "record/gather.h"

/*
 * Reads this line as the next line of a record with foreign text in it, or a line
 * with a damaged prefix between an offset and this line. Stores the foreign text in
 * foreign.
 */
bool record_repair(const struct log_line *line, size_t from, const struct record_parser *parser,
		   struct gathered *to, struct text *foreign);

#endif
