/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs gnuplot.
 */
#ifndef COMPARE_GNUPLOT_H
#define COMPARE_GNUPLOT_H

#include <stdbool.h>

/*
 * Runs the script of that name in a folder, where its output and its errors
 * (in the file "errors") stay. Says what is wrong in one line and returns
 * false if something is.
 */
bool gnuplot_run(const char *folder, const char *script, unsigned int limit);

#endif
