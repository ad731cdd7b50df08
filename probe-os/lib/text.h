/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Builds text in a buffer of fixed size: always terminated, never overrun; text that
 * does not fit is dropped.
 */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Digits of the largest number and the terminator */
#define TEXT_NUMBER_SIZE 21

struct text {
	char *data;
	size_t size, length;
	bool cut;
};

/* Starts empty. */
struct text text_in(char *data, size_t size);

void text_char(struct text *text, char character);
void text_bytes(struct text *text, const char *bytes, size_t count);
void text_string(struct text *text, const char *string);
void text_number(struct text *text, uint64_t value);
void text_hex(struct text *text, uint64_t value, unsigned int digits);

/* A name in capitals, as the manuals have those of exit reasons */
void text_capitals(struct text *text, const char *name);

/* Columns of a table: blanks up to a position; a string aligned to the right. */
void text_pad(struct text *text, size_t length);
void text_right(struct text *text, const char *string, size_t width);

/* A number in up to five characters: 99999, 123k, 12.3M */
void text_scaled(struct text *text, uint64_t value);
void text_scaled_right(struct text *text, uint64_t value, size_t width);

bool text_equal(const char *a, const char *b);

#endif
