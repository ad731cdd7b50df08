/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds the records in a log, with any text before, after and between their lines. A
 * changed line is restored if its checksum confirms the result. Records may be
 * interleaved: a line belongs to the record whose checksum it continues.
 */
#ifndef RECORD_LOG_H
#define RECORD_LOG_H

#include "lib/text.h"
#include "record/chain.h"

#define RECORD_CHAINS_MAX 8
#define RECORD_NOTE_SIZE  512

struct record_log {
	uint64_t records; /* complete ones */
	struct record record;
	char note[RECORD_NOTE_SIZE];  /* a message about it, or empty */
	char later[RECORD_NOTE_SIZE]; /* about what follows the last complete one, or empty */
	uint64_t error_line;
	char error[RECORD_NOTE_SIZE]; /* why there is no record */
	/* While reading */
	uint64_t lines; /* of the log, up to the offset counted */
	size_t counted, repairs;
	size_t seen; /* offset after the last line with a prefix */
	uint64_t whole_begun, error_begun, orphan;
	struct record_chain chains[RECORD_CHAINS_MAX];
};

/* Called for each complete record, in the order in which they end; may be NULL */
typedef void record_log_take(void *to, const struct record_log *log);

/*
 * Reads a log and overwrites its text. Returns true if it has a complete record and
 * stores the last one; otherwise error and error_line say why not.
 */
bool record_log_read(struct record_log *log, char *text, size_t size, record_log_take *take,
		     void *to);

#endif
