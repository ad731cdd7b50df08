/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A folder of files that appear all together or not at all.
 */
#ifndef COMPARE_OUTPUT_H
#define COMPARE_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#define OUTPUT_FILES_MAX 4
#define OUTPUT_PATH_SIZE 4096

struct output {
	const char *folder;
	bool made; /* the folder was not there before */
	const char *names[OUTPUT_FILES_MAX];
	size_t count;
};

/* Each says what is wrong in one line and returns false or NULL if something is. */
bool output_open(struct output *output, const char *folder);
FILE *output_file(struct output *output, const char *name);
bool output_written(struct output *output, FILE *file);

/* Gives the files their names. */
bool output_publish(struct output *output);

/* Removes what was written and not published. */
void output_discard(struct output *output);

#endif
