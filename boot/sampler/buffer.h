/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text of any length. A NUL follows it, which length does not count.
 */
#ifndef SAMPLER_BUFFER_H
#define SAMPLER_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	char *data;
	size_t length, room;
};

/* Makes space for that many more bytes; false if out of memory. */
bool buffer_reserve(struct buffer *buffer, size_t more);

/* Removes that many bytes from the start. */
void buffer_drop(struct buffer *buffer, size_t length);

void buffer_free(struct buffer *buffer);

/* Reads a whole file, which openat() finds; returns 0 or an error number. */
int buffer_read_file(struct buffer *buffer, int folder, const char *name);

#endif
