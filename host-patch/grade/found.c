// SPDX-License-Identifier: GPL-2.0-only
/* Findings are printed at once, so that L1's end loses none. */
#include "found.h"

#include <stdarg.h>
#include <stdio.h>

static void line(const char *check, const char *result, const char *text, va_list list)
{
	printf("check %s %s ", check, result);
	vprintf(text, list);
	putchar('\n');
	fflush(stdout);
}

#define LINE(check, result, text)                                                                  \
	do {                                                                                       \
		va_list list;                                                                      \
                                                                                                   \
		va_start(list, text);                                                              \
		line(check, result, text, list);                                                   \
		va_end(list);                                                                      \
	} while (0)

void found_pass(const char *check, const char *text, ...)
{
	LINE(check, "pass", text);
}

void found_fail(const char *check, const char *text, ...)
{
	LINE(check, "fail", text);
}

void found_note(const char *check, const char *text, ...)
{
	LINE(check, "note", text);
}

void found_skip(const char *check, const char *text, ...)
{
	LINE(check, "skip", text);
}

void doubt_add(struct doubt *doubt, const char *text, ...)
{
	va_list list;

	if (*doubt->text)
		return;
	va_start(list, text);
	vsnprintf(doubt->text, sizeof(doubt->text), text, list);
	va_end(list);
}

void found(const char *check, const struct doubt *doubt, const char *text, ...)
{
	if (*doubt->text)
		found_fail(check, "%s", doubt->text);
	else
		LINE(check, "pass", text);
}
