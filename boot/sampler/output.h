/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file of samples. It is opened first, as a VM's samples cannot be taken again, and
 * beside the one of that name, which stays until there is another.
 */
#ifndef SAMPLER_OUTPUT_H
#define SAMPLER_OUTPUT_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

struct output {
	char file[PATH_MAX], part[PATH_MAX + 8];
	int fd;
	char said[PATH_MAX + 256];
};

/* False if it cannot be written, or another sampler has it: see what it says. */
bool output_open(struct output *output, const char *file);

/* Where to write to; NULL if there is none: see what it says. output_save() closes it. */
FILE *output_stream(struct output *output);

/*
 * Gives the file its name. After an error of writing, 0 for none, it is cut off behind the
 * last whole line; if no row is left, there is no file. False if there was an error: see
 * what it says.
 */
bool output_save(struct output *output, FILE *stream, int error);

void output_discard(struct output *output);

#endif
