// SPDX-License-Identifier: GPL-2.0-only
/* Results are printed at once, so that an early end loses none. */
#include "check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void line(bool good, const char *name, va_list list)
{
	printf("%s - ", good ? "ok" : "not ok");
	vprintf(name, list);
	putchar('\n');
}

void check(bool good, const char *name, ...)
{
	va_list list;

	va_start(list, name);
	line(good, name, list);
	va_end(list);
	fflush(stdout);
}

void check_same(uint64_t got, uint64_t want, const char *name, ...)
{
	va_list list;

	va_start(list, name);
	line(got == want, name, list);
	va_end(list);
	if (got != want)
		printf("# got:  %llu\n# want: %llu\n", (unsigned long long)got,
		       (unsigned long long)want);
	fflush(stdout);
}

void die(const char *what)
{
	printf("not ok - %s: %s\n", what, strerror(errno));
	exit(1);
}

int must(int result, const char *what)
{
	if (result < 0)
		die(what);
	return result;
}
