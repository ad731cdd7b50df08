/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers of any size as JSON.
 */
#ifndef COMPARE_JSON_NUMBER_H
#define COMPARE_JSON_NUMBER_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

/* What exceeds jansson's signed 64-bit integer is a string, so that no number is rounded. */
static inline json_t *number(uint64_t value)
{
	char digits[24];

	if (value <= INT64_MAX)
		return json_integer((json_int_t)value);
	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)value);
	return json_string(digits);
}

#endif
