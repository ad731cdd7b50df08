// SPDX-License-Identifier: GPL-2.0-only
/*
 * A run of the lab leaves l1.facts in the folder of its other files.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "beside.h"
#include "complain.h"
#include "text_file.h"

static bool is_there(const char *file)
{
	return access(file, F_OK) == 0;
}

/* Without its suffix; the dot of a folder is none. */
static int name_length(const char *file)
{
	const char *slash = strrchr(file, '/'), *dot = strrchr(file, '.');

	return dot && (!slash || dot > slash) ? (int)(dot - file) : (int)strlen(file);
}

bool beside_read(const char *record_file, char **text)
{
	const char *slash = strrchr(record_file, '/');
	const int name = name_length(record_file);
	char file[PATH_MAX];
	const char *wrong;
	size_t size;

	*text = NULL;
	snprintf(file, sizeof(file), "%.*s.facts", name, record_file);
	if (!is_there(file))
		snprintf(file, sizeof(file), "%.*s/l1.facts", name, record_file);
	if (!is_there(file))
		snprintf(file, sizeof(file), "%.*sl1.facts",
			 slash ? (int)(slash + 1 - record_file) : 0, record_file);
	if (!is_there(file))
		return true;
	wrong = text_file_read(file, text, &size);
	return !wrong || complain(file, wrong);
}

const char *beside_value(char to[BESIDE_VALUE_SIZE], const char *text, const char *key)
{
	const size_t length = strlen(key);

	for (const char *line = text; line && *line; line += *line == '\n') {
		const size_t end = strcspn(line, "\r\n");

		if (end > length && strncmp(line, key, length) == 0 && line[length] == '=') {
			snprintf(to, BESIDE_VALUE_SIZE, "%.*s", (int)(end - length - 1),
				 line + length + 1);
			return to;
		}
		line += strcspn(line, "\n");
	}
	to[0] = '\0';
	return to;
}
