// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads until the end: a pipe has no known size.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool/whole_file.h"

static const char too_large[] = "is larger than 64 MiB: not the log of one boot";

static const char *read_all(FILE *file, char **text, size_t *size)
{
	size_t room = 1 << 16, got;

	do {
		char *more = realloc(*text, room);

		if (!more)
			return strerror(ENOMEM);
		*text = more;
		got = fread(*text + *size, 1, room - *size, file);
		*size += got;
		if (*size > WHOLE_FILE_MAX)
			return too_large;
		room *= *size == room ? 2 : 1;
	} while (got > 0);
	return ferror(file) ? "cannot be read" : NULL;
}

/* By the first bytes of what gzip, zstd and xz write */
static const char *refuse_compressed(const char *text, size_t size)
{
	static const char *const magics[] = { "\x1F\x8B", "\x28\xB5\x2F\xFD", "\xFD\x37zXZ" };

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (size > strlen(magics[i]) && memcmp(text, magics[i], strlen(magics[i])) == 0)
			return "is compressed: decompress it first";
	return NULL;
}

const char *whole_file_read(const char *name, char **text, size_t *size)
{
	FILE *file = fopen(name, "rb");
	struct stat status;
	const char *wrong;

	*text = NULL;
	*size = 0;
	if (!file)
		return strerror(errno);
	/* If the size is known, refuse a large file without reading it. */
	if (fstat(fileno(file), &status) == 0 && status.st_size > (off_t)WHOLE_FILE_MAX)
		wrong = too_large;
	else
		wrong = read_all(file, text, size);
	if (!wrong)
		wrong = refuse_compressed(*text, *size);
	fclose(file);
	if (wrong) {
		free(*text);
		*text = NULL;
	}
	return wrong;
}
