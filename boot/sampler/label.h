/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The value of a label in Prometheus' text format.
 */
#ifndef SAMPLER_LABEL_H
#define SAMPLER_LABEL_H

#include <stdio.h>

/* Writes any bytes as a quoted value: escaped, and UTF-8 with '?' for what is not. */
void label_write(FILE *out, const char *value);

#endif
