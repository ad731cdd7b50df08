/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where an object of JSON ends in a stream of them, however it is laid out.
 */
#ifndef SAMPLER_JSON_EXTENT_H
#define SAMPLER_JSON_EXTENT_H

#include <stdbool.h>
#include <stddef.h>

/* Starts as zeros; where it stopped to look */
struct json_extent {
	size_t at, depth;
	bool in_string, is_escaped;
};

enum json_state {
	JSON_WHOLE, /* it ends at .at */
	JSON_MORE,  /* the text ends first: call again with more behind the same text */
	JSON_NONE,  /* something else than an object begins */
};

enum json_state json_extent_find(struct json_extent *extent, const char *text, size_t length);

#endif
