/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads a file of symbols.
 */
#ifndef COMPARE_SYMBOLS_FILE_H
#define COMPARE_SYMBOLS_FILE_H

#include "symbols.h"

/* Fills in and sorts the symbols. On an error, prints one line and returns false. */
bool symbols_file_read(struct symbols *symbols, const char *file);

#endif
