/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file of facts that a lab leaves beside a record: lines KEY=VALUE.
 */
#ifndef COMPARE_BESIDE_H
#define COMPARE_BESIDE_H

#include <stdbool.h>

#define BESIDE_VALUE_SIZE 256

/*
 * Finds and reads the facts of a record's file: NAME.facts, NAME/l1.facts or l1.facts in its
 * folder, where NAME is the file without its suffix. False if there is one that cannot be read;
 * says why. text is NULL if there are none; the caller frees it.
 */
bool beside_read(const char *record_file, char **text);

/* The value of a key, or "" */
const char *beside_value(char to[BESIDE_VALUE_SIZE], const char *text, const char *key);

#endif
