/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks the values of a line against the lines before it.
 */
#ifndef RECORD_CHECK_H
#define RECORD_CHECK_H

#include <stddef.h>

#include "record/record.h"

/*
 * One check per kind of line, for entry index of its kind. Returns what is wrong,
 * or NULL. All lines before this one are already checked.
 */
typedef const char *record_check(const struct record *record, size_t index);

/* Finds the check of a kind by its name. */
record_check *record_check_of(const char *kind);

#endif
