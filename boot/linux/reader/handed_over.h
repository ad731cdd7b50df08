/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The checkpoints that the boot stage passed before Linux began.
 */
#ifndef READER_HANDED_OVER_H
#define READER_HANDED_OVER_H

#include <stddef.h>

#include "store.h"

#define HANDED_OVER_MAX 2

/*
 * Takes them from a kernel command line, count of them. Removes the options from the
 * line, which would not fit into a record with them. Returns NULL, or the error.
 */
const char *handed_over_read(char *cmdline, struct stored all[HANDED_OVER_MAX], size_t *count);

#endif
