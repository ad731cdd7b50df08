// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of a file, whatever it holds.
 */
#include "record/record.h"
#include "tool/lines.h"

/* Room for a record line and the noise that may surround it; more is cut. */
#define LINE_SIZE (2 * RECORD_LINE_SIZE)

const char *lines_read(FILE *file, lines_take *take, void *to)
{
	char line[LINE_SIZE];
	size_t length = 0;
	long left = LINES_FILE_MAX;
	int c;

	while ((c = getc(file)) != EOF) {
		if (left-- == 0)
			return "is larger than 64 MiB: no log of one boot";
		if (c == '\n') {
			take(to, line, length);
			length = 0;
		} else if (length < sizeof(line)) {
			line[length++] = (char)c;
		}
	}
	if (length > 0)
		take(to, line, length);
	return ferror(file) ? "cannot be read" : NULL;
}
