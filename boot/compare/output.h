/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A folder of files that appear together or not at all.
 */
#ifndef COMPARE_OUTPUT_H
#define COMPARE_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#define OUTPUTS_MAX      3 /* of a program */
#define OUTPUT_FILES_MAX 4
#define OUTPUT_PATH_SIZE 4096

struct output {
	const char *folder;
	bool is_new; /* the folder did not exist before */
	const char *names[OUTPUT_FILES_MAX];
	size_t count;
};

/* On an error, each prints one line and returns false or NULL. */
bool output_open(struct output *output, const char *folder);
FILE *output_file(struct output *output, const char *name);
bool output_written(struct output *output, FILE *file);

/* Renames the files to their final names. */
bool output_publish(struct output *output);

/* Removes all that is not published. */
void output_discard(struct output *output);

#endif
