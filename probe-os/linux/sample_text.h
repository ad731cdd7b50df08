/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sample as one option of the Linux command line, which the boot stage writes and
 * exit-probe reads.
 */
#ifndef LINUX_SAMPLE_TEXT_H
#define LINUX_SAMPLE_TEXT_H

#include <stdbool.h>

#include "lib/text.h"
#include "probe/sample.h"

/* Prefix of the checkpoint's name. The kernel ignores options with a dot. */
#define SAMPLE_OPTION "exit_probe."

/*
 * Writes the 32-bit halves and registers of a sample in the order of its members,
 * without the rows that were not read: hexadecimal, with a comma after each, and
 * nothing for 0.
 */
void sample_to_text(struct text *to, const struct sample *sample);

/* Reads a sample up to the text's end or a blank; false if it is malformed. */
bool sample_from_text(const char *from, struct sample *sample);

#endif
