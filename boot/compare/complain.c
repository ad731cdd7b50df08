// SPDX-License-Identifier: GPL-2.0-only
/*
 * The only place that writes to stderr.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "complain.h"

bool complain(const char *what, const char *why)
{
	fprintf(stderr, "exit-compare: %s: %s\n", what, why);
	return false;
}

bool complain_line(const char *file, uint64_t line, const char *why)
{
	char where[PATH_MAX + 32];

	snprintf(where, sizeof(where), "%s:%llu", file, (unsigned long long)line);
	return complain(where, why);
}

bool complain_errno(const char *what)
{
	return complain(what, strerror(errno));
}
