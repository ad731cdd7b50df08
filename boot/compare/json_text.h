/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text of any bytes as JSON, which requires UTF-8.
 */
#ifndef COMPARE_JSON_TEXT_H
#define COMPARE_JSON_TEXT_H

#include <jansson.h>

static inline json_t *json_text(const char *text)
{
	json_t *value = json_string(text);

	return value ? value : json_string("(not UTF-8)");
}

#endif
