/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of one record while a log is read.
 */
#ifndef RECORD_CHAIN_H
#define RECORD_CHAIN_H

#include "record/gather.h"

/* A record whose begin line was read, and not yet its end line */
struct record_chain {
	struct record_parser parser;
	bool is_open;
	uint64_t begun, last; /* line numbers in the log: its begin line, its last line so far */
	size_t end;           /* offset in the log after its last line */
	bool is_suspect;      /* suspect is the line that could not be read as its next */
	struct log_line suspect;
	uint64_t suspect_number;
	size_t folded;          /* columns at which its lines are wrapped; 0: not wrapped */
	uint64_t foreign_lines; /* lines with foreign text in them */
	char foreign[128];      /* describes the text in the first of them */
};

#endif
