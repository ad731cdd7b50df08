// SPDX-License-Identifier: GPL-2.0-only
/*
 * ECMA-48: "Control sequences"; other escape sequences count as two characters.
 */
#include "record/noise.h"

#define ESCAPE 0x1B

/* Length of the escape sequence that a line starts with */
static size_t escape_length(const char *line, size_t length)
{
	size_t at = 2;

	if (length < 2)
		return length;
	if (line[1] != '[')
		return 2;
	while (at < length && (line[at] < '@' || line[at] > '~'))
		at++;
	return at < length ? at + 1 : length;
}

void record_strip_noise(struct text *to, const char *line, size_t length)
{
	for (size_t at = 0; at < length;) {
		if (line[at] == ESCAPE) {
			at += escape_length(line + at, length - at);
			continue;
		}
		if (line[at] >= ' ' && line[at] <= '~')
			text_char(to, line[at]);
		at++;
	}
}
