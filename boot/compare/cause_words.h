/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Causes in words.
 */
#ifndef COMPARE_CAUSE_WORDS_H
#define COMPARE_CAUSE_WORDS_H

#include "comparison.h"
#include "format.h"

#define CAUSE_TEXT_SIZE 160

/*
 * A plural for sentences: "writes to port 3f8h, COM1"; and with its reason: "... (ioio)".
 * Only printable ASCII without quotes.
 */
const char *cause_what(char to[CAUSE_TEXT_SIZE], const struct set *set,
		       const struct record_cause *cause);
const char *cause_words(char to[CAUSE_TEXT_SIZE], const struct set *set,
			const struct record_cause *cause);

/* The exits as a number; with an error, as "12 to 15" */
const char *cause_exits(char to[2 * NUMBER_SIZE], const struct fact *exits,
			const struct fact *error);

#endif
