// SPDX-License-Identifier: GPL-2.0-only
/*
 * Errors have file and line.
 */
#include <stdlib.h>

#include "budgets_file.h"
#include "complain.h"
#include "tool/whole_file.h"

bool budgets_file_read(struct budgets *budgets, const char *file,
		       const struct comparison *comparison)
{
	size_t size;
	char *text;
	const char *wrong = whole_file_read(file, &text, &size);
	bool is_valid;

	if (wrong)
		return complain(file, wrong);
	is_valid = budgets_read(budgets, text, size);
	free(text);
	if (is_valid)
		is_valid = budgets_fit(budgets, comparison);
	return is_valid || complain_line(file, budgets->error_line, budgets->error);
}
