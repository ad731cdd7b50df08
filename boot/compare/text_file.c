// SPDX-License-Identifier: GPL-2.0-only
/*
 * As a whole, with a zero byte after it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text_file.h"
#include "tool/whole_file.h"

const char *text_file_read(const char *file, char **text, size_t *size)
{
	const char *wrong = whole_file_read(file, text, size);
	char *ended = wrong ? NULL : realloc(*text, *size + 1);

	if (wrong)
		return wrong;
	if (!ended) {
		free(*text);
		*text = NULL;
		return strerror(ENOMEM);
	}
	ended[*size] = '\0';
	*text = ended;
	return NULL;
}
