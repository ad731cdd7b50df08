/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file of samples. It is opened before sampling, because samples cannot be repeated.
 * An existing file keeps its content until the new one replaces it.
 */
#ifndef SAMPLER_OUTPUT_H
#define SAMPLER_OUTPUT_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

struct output {
	char file[PATH_MAX], part[PATH_MAX + 8];
	int fd;
	char error[PATH_MAX + 256];
};

/* False if it cannot be written, or another sampler writes it: see error. */
bool output_open(struct output *output, const char *file);

/* The stream to write to, which output_save() closes; NULL: see error */
FILE *output_stream(struct output *output);

/*
 * Renames the file to its final name. error: the error of writing, or 0. After an error
 * the file ends with the last complete line, and is removed if it has no row. False on
 * an error: see error.
 */
bool output_save(struct output *output, FILE *stream, int error);

/* The same for a file that all may read, and that an error leaves as it was. */
bool output_replace(struct output *output, FILE *stream, int error);

void output_discard(struct output *output);

#endif
