// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts brackets outside of strings. The JSON parser checks whether they match.
 */
#include <string.h>

#include "json_extent.h"

static void in_string(struct json_extent *extent, char c)
{
	if (extent->is_escaped)
		extent->is_escaped = false;
	else if (c == '\\')
		extent->is_escaped = true;
	else if (c == '"')
		extent->in_string = false;
}

enum json_state json_extent_find(struct json_extent *extent, const char *text, size_t length)
{
	for (; extent->at < length; extent->at++) {
		const char c = text[extent->at];

		if (extent->in_string)
			in_string(extent, c);
		else if (c == '{' || (c == '[' && extent->depth > 0))
			extent->depth++;
		else if (extent->depth == 0 && !memchr(" \t\r\n", c, 4))
			return JSON_NONE;
		else if (c == '"')
			extent->in_string = true;
		else if ((c == '}' || c == ']') && --extent->depth == 0) {
			extent->at++;
			return JSON_WHOLE;
		}
	}
	return JSON_MORE;
}
