// SPDX-License-Identifier: GPL-2.0-only
/*
 * The only place that writes to stderr.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "complain.h"

bool complain(const char *what, const char *why)
{
	fprintf(stderr, "exit-compare: %s: %s\n", what, why);
	return false;
}

bool complain_errno(const char *what)
{
	return complain(what, strerror(errno));
}
