/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file for another program, which appears complete or not at all.
 */
#ifndef COMPARE_EXPORT_H
#define COMPARE_EXPORT_H

#include "comparison.h"
#include "output.h"

struct export
{
	struct output output;
	char path[OUTPUT_PATH_SIZE]; /* the folder, and behind it the name */
};

/* Writes it under a temporary name. write: NULL, or why there is none */
bool export_write(struct export *export, const char *file, const struct comparison *comparison,
		  const char *(*write)(FILE *to, const struct comparison *comparison));

#endif
