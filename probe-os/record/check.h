/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks what a line says against the lines before it.
 */
#ifndef RECORD_CHECK_H
#define RECORD_CHECK_H

#include <stddef.h>

#include "record/record.h"

/*
 * One check per kind of line, for entry index of its kind. What is wrong, or
 * NULL. Everything before this line has been checked already.
 */
typedef const char *record_check(const struct record *record, size_t index);

/* The check of a kind by its name */
record_check *record_check_of(const char *kind);

#endif
