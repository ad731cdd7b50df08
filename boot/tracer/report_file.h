/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file of the record, which appears when it is complete.
 */
#ifndef TRACER_REPORT_FILE_H
#define TRACER_REPORT_FILE_H

#include <stdbool.h>
#include <stdio.h>

/* False: refused. The probe's report writes to it, see probe/console.h. */
bool report_file_begin(const char *file);

FILE *report_file_stream(void);

/* Gives it its name; false: refused. */
bool report_file_end(const char *file);

void report_file_drop(void);

#endif
