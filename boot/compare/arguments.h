/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line.
 */
#ifndef COMPARE_ARGUMENTS_H
#define COMPARE_ARGUMENTS_H

#include "comparison.h"

#define SYMBOL_FILES_MAX 16

struct symbol_file {
	char *file;
	struct set *set; /* NULL: of all labels */
};

struct arguments {
	const char *output;         /* folder; NULL: print the tables only */
	const char *base;           /* label, or NULL */
	const char *trace, *folded; /* files, or NULL */
	unsigned int limit;         /* for gnuplot, in seconds */
	struct symbol_file symbols[SYMBOL_FILES_MAX];
	size_t symbol_count;
	const char *baseline; /* label, or NULL */
	const char *gate;     /* a percentage, or NULL */
	const char *budgets;  /* file, or NULL */
	uint32_t share;       /* of gate */
	const struct set *baseline_set;
	char **inputs; /* of the command line */
	size_t input_count;
	bool has_results; /* they are results of the live image: not read yet */
};

/*
 * Fills in options, labels and file names. Prints one line and returns false if they
 * are invalid. --help and --version print and exit.
 */
bool arguments_read(int argc, char **argv, struct arguments *arguments,
		    struct comparison *comparison);

#endif
