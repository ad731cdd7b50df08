/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text of any length, terminated by a NUL that its length does not count.
 */
#ifndef SAMPLER_BUFFER_H
#define SAMPLER_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	char *data;
	size_t length, room;
};

/* Makes room for so many more bytes; false if there is no memory. */
bool buffer_reserve(struct buffer *buffer, size_t more);

/* Drops so many bytes at its beginning. */
void buffer_drop(struct buffer *buffer, size_t length);

void buffer_free(struct buffer *buffer);

/* All of a file in a folder, as in openat(); 0 or an error number. */
int buffer_read_file(struct buffer *buffer, int folder, const char *name);

#endif
