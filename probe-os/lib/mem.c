// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linked only into the kernel. The compiler also generates calls of these.
 */
#include "lib/mem.h"

void *memcpy(void *to, const void *from, size_t size)
{
	const char *source = from;
	char *target = to;

	while (size-- > 0)
		*target++ = *source++;
	return to;
}

void *memset(void *to, int value, size_t size)
{
	char *target = to;

	while (size-- > 0)
		*target++ = (char)value;
	return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
	const unsigned char *left = a, *right = b;

	for (size_t i = 0; i < size; i++)
		if (left[i] != right[i])
			return left[i] - right[i];
	return 0;
}

size_t strlen(const char *string)
{
	size_t length = 0;

	while (string[length])
		length++;
	return length;
}
