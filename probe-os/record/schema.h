/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kinds of line and their keys as tables, for the writer and the parser.
 */
#ifndef RECORD_SCHEMA_H
#define RECORD_SCHEMA_H

#include <stdbool.h>

#include "record/record.h"

enum record_field_type {
	FIELD_NUMBER,    /* uint64_t */
	FIELD_WORD,      /* uint32_t, index into words */
	FIELD_NAME,      /* char[size], [a-z0-9_]+ */
	FIELD_TEXT,      /* char[size], quoted */
	FIELD_HISTOGRAM, /* uint64_t[], bucket:exits */
	FIELD_EXITS,     /* struct record_exits[], word:exits */
	FIELD_REASONS,   /* struct record_count[], a key for each reason; last in a line */
};

/* The set of words of a FIELD_WORD */
enum record_words {
	WORDS_NONE,
	WORDS_YES_NO,
	WORDS_SOURCE,
	WORDS_VENDOR,
	WORDS_SCOPE,
	WORDS_MODE,
	WORDS_CAUSES,
	WORDS_CAUSE_KIND,
	WORDS_ACCESS,
	WORDS_TSC_SOURCE,
	WORDS_BOOT,
	WORDS_FIRMWARE,
	WORDS_STATUS,
	WORDS_VERDICT,
};

/* What a record must have for a field to be in it, as bits */
#define RECORD_COUNTS  1 /* counted exits, by a patched host or a trace of it */
#define RECORD_CYCLES  2 /* and their cycles, which mode=count lacks */
#define RECORD_PATCH   4 /* a patched host that the guest reads: others do not tell it */
#define RECORD_MOMENTS 8 /* checkpoints with what was then, which source=host lacks */

/* The tables are a large part of the image, so that fields are packed there. */
struct record_field {
	const char *key;
	uint32_t offset : 12, size : 12;
	uint32_t type : 3;             /* enum record_field_type */
	uint32_t words : 4;            /* enum record_words */
	uint32_t needs : 8;            /* RECORD_COUNTS and so on */
	uint32_t since : 8, until : 8; /* first and last version that has it; 0: no limit */
};

/* The words of a field, NULL at the end; "" marks an unused value */
const char *const *record_words(const struct record_field *field);

struct record_kind {
	const char *name;
	const struct record_field *fields;
	size_t count;
	size_t offset, size; /* in struct record: offset of the first, size of each */
};

/* The kind of that name, NULL if there is none */
const struct record_kind *record_kind_of(const char *name);

/* The kind of the first line */
extern const struct record_kind *const record_kind_begin;

const char *record_source_name(uint32_t source);
const char *record_bench_status_name(uint32_t status);
const char *record_verdict_name(enum record_verdict verdict);
const char *record_cause_kind_name(uint32_t kind);
const char *record_access_name(uint32_t access);

/* Whether the record has words for the kind and the access of a cause */
bool record_knows_cause(const struct record_cause *cause);

/* A line of the record by its position */
struct record_place {
	const struct record_kind *kind;
	size_t index;  /* among those of its kind */
	size_t offset; /* of its structure in struct record */
};

/* RECORD_COUNTS, RECORD_CYCLES and RECORD_PATCH, as far as the record has them */
uint32_t record_has(const struct record *record);

/* Whether lines of the record have that field, by its version and by what it has */
bool record_knows_field(const struct record *record, const struct record_field *field);

/* Whether this line has that field: a phase in which the VM was moved lacks most */
bool record_has_field(const struct record *record, const struct record_place *place,
		      const struct record_field *field);

/* Where line number (from 0) belongs; the counts in begin must be valid. */
struct record_place record_place_of(const struct record_begin *begin, uint64_t number);

#endif
