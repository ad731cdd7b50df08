// SPDX-License-Identifier: GPL-2.0-only
/*
 * A name is a word of a record, and is there once.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "phase_names.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"
#define DIGITS  "0123456789"

/* Names by default; a phase with another number must not have them. */
#define FIRST "entry"
#define OTHER "phase_"

static char error[512];

/* What a record or a comparison says of phases itself */
static bool is_taken(const char *name, uint32_t phase)
{
	static const char *const own[] = { PHASE_END, "before",      "after",
					   "all",     "calibration", "stage" };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(name, own[i]) == 0)
			return true;
	return strncmp(name, OTHER, strlen(OTHER)) == 0 || (phase && strcmp(name, FIRST) == 0);
}

static bool is_there(const struct phase_names *names, const char *name)
{
	for (size_t i = 0; i <= EXIT_PROBE_MARK_LAST; i++)
		if (strcmp(names->of[i], name) == 0)
			return true;
	return false;
}

/* NULL, or what is wrong with the line */
static const char *read_line(struct phase_names *names, char *line)
{
	char *rest, *number = strtok_r(line, " \t\r", &rest);
	char *name = strtok_r(NULL, " \t\r", &rest);
	unsigned long phase;

	if (!number || *number == '#')
		return NULL;
	phase = strtoul(number, NULL, 10);
	if (strspn(number, DIGITS) != strlen(number) || strlen(number) > 3 ||
	    phase > EXIT_PROBE_MARK_LAST || !name || strtok_r(NULL, " \t\r", &rest))
		return "use NUMBER NAME, with a number from 0 to 254";
	if (strspn(name, LETTERS) != strlen(name) || strlen(name) >= RECORD_NAME_SIZE)
		return "a name has up to 31 characters of a to z, 0 to 9 and _";
	if (*names->of[phase])
		return "this number has a name already";
	if (is_there(names, name))
		return "another number has this name";
	if (is_taken(name, (uint32_t)phase))
		return "this name has a meaning of its own: use another";
	strcpy(names->of[phase], name);
	return NULL;
}

const char *phase_names_read(struct phase_names *names, const char *file)
{
	struct buffer text = { 0 };
	int number = buffer_read_file(&text, AT_FDCWD, file);
	char *rest = text.data;
	const char *what = NULL;
	size_t count = 0;

	if (number)
		snprintf(error, sizeof(error), "%s: %s", file, strerror(number));
	for (char *line = number ? NULL : strsep(&rest, "\n"); line && !what;
	     line = strsep(&rest, "\n")) {
		count++;
		what = read_line(names, line);
	}
	if (what)
		snprintf(error, sizeof(error), "%s: line %zu: %s", file, count, what);
	buffer_free(&text);
	return number || what ? error : NULL;
}

void phase_name(char to[RECORD_NAME_SIZE], const struct phase_names *names, uint32_t phase)
{
	if (phase <= EXIT_PROBE_MARK_LAST && *names->of[phase])
		snprintf(to, RECORD_NAME_SIZE, "%s", names->of[phase]);
	else if (phase == 0)
		snprintf(to, RECORD_NAME_SIZE, FIRST);
	else
		snprintf(to, RECORD_NAME_SIZE, OTHER "%u", phase);
}
