/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs gnuplot.
 */
#ifndef COMPARE_GNUPLOT_H
#define COMPARE_GNUPLOT_H

#include <stdbool.h>

/*
 * Runs that script in a folder, which gets its output, and its messages in the file
 * "errors". On an error, prints one line and returns false.
 */
bool gnuplot_run(const char *folder, const char *script, unsigned int limit);

#endif
