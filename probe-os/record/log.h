/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds the records in a log: whatever stands before, behind and between their
 * lines, and whatever was done to the lines, as long as checksums tell that it is
 * right. Records may lie within each other: a line belongs to the one whose
 * checksum it goes on from.
 */
#ifndef RECORD_LOG_H
#define RECORD_LOG_H

#include "lib/text.h"
#include "record/chain.h"

#define RECORD_CHAINS_MAX 8
#define RECORD_NOTE_SIZE  512

struct record_log {
	uint64_t records; /* whole ones */
	struct record record;
	char note[RECORD_NOTE_SIZE];  /* what is to be said of it, or nothing */
	char later[RECORD_NOTE_SIZE]; /* of what follows the last whole one, or nothing */
	uint64_t error_line;
	char error[RECORD_NOTE_SIZE]; /* why there is none */
	/* While reading */
	uint64_t lines; /* of the log, up to counted */
	size_t counted, repairs;
	size_t seen; /* behind the last line with a prefix */
	uint64_t whole_begun, error_begun, orphan;
	struct record_chain chains[RECORD_CHAINS_MAX];
};

/* What is done with each whole record, in the order in which they end; may be NULL */
typedef void record_log_take(void *to, const struct record_log *log);

/*
 * Reads a log, which is overwritten. True if it holds a whole record, the last of
 * which then is in the log; otherwise error and error_line say why not.
 */
bool record_log_read(struct record_log *log, char *text, size_t size, record_log_take *take,
		     void *to);

#endif
