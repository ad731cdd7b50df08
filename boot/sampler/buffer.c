// SPDX-License-Identifier: GPL-2.0-only
/*
 * Grows by at least a factor of two.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"

#define READ_SIZE 4096

bool buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t wanted = buffer->length + more + 1;
	char *data;

	if (wanted <= buffer->room)
		return true;
	if (wanted < 2 * buffer->room)
		wanted = 2 * buffer->room;
	data = realloc(buffer->data, wanted);
	if (!data)
		return false;
	buffer->data = data;
	buffer->room = wanted;
	return true;
}

void buffer_drop(struct buffer *buffer, size_t length)
{
	buffer->length -= length;
	memmove(buffer->data, buffer->data + length, buffer->length + 1);
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	memset(buffer, 0, sizeof(*buffer));
}

int buffer_read_file(struct buffer *buffer, int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	int error = fd < 0 ? errno : 0;
	ssize_t got = 1;

	buffer->length = 0;
	while (!error && got > 0) {
		if (!buffer_reserve(buffer, READ_SIZE)) {
			error = ENOMEM;
			break;
		}
		got = read(fd, buffer->data + buffer->length, buffer->room - buffer->length - 1);
		if (got < 0)
			error = errno;
		else
			buffer->length += (size_t)got;
	}
	if (fd >= 0)
		close(fd);
	if (buffer->data)
		buffer->data[buffer->length] = '\0';
	return error;
}
