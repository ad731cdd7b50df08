/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds the end of a JSON object in a stream, with any whitespace.
 */
#ifndef SAMPLER_JSON_EXTENT_H
#define SAMPLER_JSON_EXTENT_H

#include <stdbool.h>
#include <stddef.h>

/* The state of a search; all zeros at the start */
struct json_extent {
	size_t at, depth;
	bool in_string, is_escaped;
};

enum json_state {
	JSON_WHOLE, /* the object ends at .at */
	JSON_MORE,  /* incomplete: call again with more of the same text */
	JSON_NONE,  /* not an object */
};

enum json_state json_extent_find(struct json_extent *extent, const char *text, size_t length);

#endif
