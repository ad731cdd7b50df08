// SPDX-License-Identifier: GPL-2.0-only
/*
 * Facts without a pace are from an earlier lab.
 */
#include <string.h>

#include "beside.h"
#include "lab_pace.h"

bool lab_pace_is_exact(const char *beside)
{
	char value[BESIDE_VALUE_SIZE];

	if (beside_value(value, beside, "pace")[0])
		return strcmp(value, "exact") == 0;
	return beside_value(value, beside, "kernel")[0];
}
