/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A record that is being read out of a log.
 */
#ifndef RECORD_CHAIN_H
#define RECORD_CHAIN_H

#include "record/gather.h"

/* A record that has begun and not ended */
struct record_chain {
	struct record_parser parser;
	bool is_open;
	uint64_t begun, last; /* lines of the log: of its begin, of its last one */
	size_t end;           /* in the log, behind its last line */
	bool is_suspect;      /* its next line could not be read: that one */
	struct log_line suspect;
	uint64_t suspect_number;
	size_t folded;          /* columns; 0: not */
	uint64_t foreign_lines; /* that had something in them */
	char foreign[128];      /* what stood in the first of them */
};

#endif
