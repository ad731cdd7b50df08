/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line.
 */
#ifndef COMPARE_ARGUMENTS_H
#define COMPARE_ARGUMENTS_H

#include "comparison.h"

struct arguments {
	const char *output; /* folder, or NULL: the table only */
	const char *base;   /* label, or NULL */
	unsigned int limit; /* seconds that gnuplot may take */
};

/*
 * Fills in options, labels and file names. Says what is wrong with them and
 * returns false if something is; asked for help it prints and ends.
 */
bool arguments_read(int argc, char **argv, struct arguments *arguments,
		    struct comparison *comparison);

#endif
