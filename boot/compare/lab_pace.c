// SPDX-License-Identifier: GPL-2.0-only
/*
 * boot/lab/lab.sh writes l1.facts, boot/compare-guest.sh puts records beside their folders.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab_pace.h"
#include "tool/whole_file.h"

#define FACTS  "l1.facts"
#define SUFFIX ".record"
#define EXACT  "kernel="

static bool is_of_exact_pace(const char *facts)
{
	size_t size;
	char *text;
	bool is_exact = false;

	if (whole_file_read(facts, &text, &size))
		return false;
	for (size_t at = 0; at + strlen(EXACT) <= size; at++)
		if (at == 0 || text[at - 1] == '\n')
			is_exact = is_exact || memcmp(text + at, EXACT, strlen(EXACT)) == 0;
	free(text);
	return is_exact;
}

bool lab_pace_is_exact(const char *record)
{
	const size_t length = strlen(record), suffix = strlen(SUFFIX);
	const char *slash = strrchr(record, '/');
	char facts[PATH_MAX];

	if (length > suffix && strcmp(record + length - suffix, SUFFIX) == 0)
		snprintf(facts, sizeof(facts), "%.*s/" FACTS, (int)(length - suffix), record);
	else
		snprintf(facts, sizeof(facts), "%.*s" FACTS, slash ? (int)(slash + 1 - record) : 0,
			 record);
	return is_of_exact_pace(facts);
}
