// SPDX-License-Identifier: GPL-2.0-only
/*
 * GRUB puts quotes around a string with blanks in it.
 */
#include "firmware/oem_string.h"
#include "lib/mem.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '"';
}

static bool begins_with(const char *string, const char *prefix)
{
	while (*prefix && *string == *prefix)
		string++, prefix++;
	return *prefix == '\0';
}

/* The mark as a word of its own, or the end */
static char *find_mark(char *cmdline)
{
	char *at = cmdline;

	for (; *at; at++) {
		const char *behind = at + strlen(OEM_STRING_MARK);

		if ((at == cmdline || at[-1] == ' ') && begins_with(at, OEM_STRING_MARK) &&
		    (*behind == ' ' || *behind == '\0'))
			break;
	}
	return at;
}

bool oem_string_admit(char *cmdline)
{
	char *to = find_mark(cmdline), *from = to;

	if (!*to)
		return true;
	from += strlen(OEM_STRING_MARK);
	while (is_blank(*from))
		from++;
	if (begins_with(from, OEM_STRING_PREFIX)) {
		from += strlen(OEM_STRING_PREFIX);
		while (*from && *from != '"')
			*to++ = *from++;
		*to = '\0';
		return true;
	}
	if (!*from) {
		*to = '\0';
		return true;
	}
	memset(to, 0, strlen(to));
	return false;
}
