/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads a file of budgets.
 */
#ifndef COMPARE_BUDGETS_FILE_H
#define COMPARE_BUDGETS_FILE_H

#include "budgets.h"

/* On an error, also if a budget fits no label, prints one line and returns false. */
bool budgets_file_read(struct budgets *budgets, const char *file,
		       const struct comparison *comparison);

#endif
