/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What terminals and firmware leave in a log.
 */
#ifndef RECORD_NOISE_H
#define RECORD_NOISE_H

#include <stddef.h>

#include "lib/text.h"

/* Appends a line without its control characters and escape sequences. */
void record_strip_noise(struct text *to, const char *line, size_t length);

#endif
