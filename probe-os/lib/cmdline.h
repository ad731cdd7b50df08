/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options of a command line: words KEY=VALUE between blanks, or between quotes, which
 * GRUB puts around an argument with blanks. The last value of a key counts; other
 * words are skipped.
 */
#ifndef LIB_CMDLINE_H
#define LIB_CMDLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cmdline_result {
	CMDLINE_ABSENT,
	CMDLINE_FOUND,
	CMDLINE_BAD,
};

/* A decimal number up to max; value is only set if found. */
enum cmdline_result cmdline_number(const char *line, const char *key, uint64_t max,
				   uint64_t *value);

/* One of the words, as its index; value is only set if found. */
enum cmdline_result cmdline_word(const char *line, const char *key, const char *const *words,
				 size_t count, unsigned int *value);

/* Any value, cut to size; empty if absent. */
enum cmdline_result cmdline_text(const char *line, const char *key, char *to, size_t size);

#endif
