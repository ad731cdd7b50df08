/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sample as one option of the Linux command line, the way it gets from the
 * boot stage to the reader.
 */
#ifndef LINUX_SAMPLE_TEXT_H
#define LINUX_SAMPLE_TEXT_H

#include <stdbool.h>

#include "lib/text.h"
#include "probe/sample.h"

/* Before the checkpoint's name. The kernel skips options with a dot in them. */
#define SAMPLE_OPTION "exit_probe."

/*
 * The 32-bit halves and registers of a sample in the order of its members, rows
 * that were not read left out: hexadecimal, with a comma behind each, and
 * nothing for 0.
 */
void sample_to_text(struct text *to, const struct sample *sample);

/* Reads it up to its end or a blank; false if it is anything else. */
bool sample_from_text(const char *from, struct sample *sample);

#endif
