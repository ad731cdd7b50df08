// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prometheus refuses a whole file with one value that is not UTF-8. A VM's name is what its
 * process says, so it may be any bytes.
 */
#include <stddef.h>

#include "label.h"

/* What the first bytes begin: their range, the range of the second byte, and the length */
static const struct {
	unsigned char first, last, second_from, second_to;
	size_t length;
} forms[] = {
	{ 0x01, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

/* The length of the character there; 0 if it is not UTF-8 */
static size_t length_of(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;
	size_t form = 0, at;

	while (form < sizeof(forms) / sizeof(forms[0]) &&
	       (byte[0] < forms[form].first || byte[0] > forms[form].last))
		form++;
	if (form == sizeof(forms) / sizeof(forms[0]))
		return 0;
	if (forms[form].length > 1 &&
	    (byte[1] < forms[form].second_from || byte[1] > forms[form].second_to))
		return 0;
	for (at = 2; at < forms[form].length; at++)
		if (byte[at] < 0x80 || byte[at] > 0xbf)
			return 0;
	return forms[form].length;
}

void label_write(FILE *out, const char *value)
{
	fputc('"', out);
	while (*value) {
		size_t length = length_of(value);

		if (*value == '\n')
			fputs("\\n", out);
		else if (*value == '"' || *value == '\\')
			fprintf(out, "\\%c", *value);
		else if (length)
			fwrite(value, 1, length, out);
		else
			fputc('?', out);
		value += length ? length : 1;
	}
	fputc('"', out);
}
