// SPDX-License-Identifier: GPL-2.0-only
/* Results as they come, so that an early end loses none. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>

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
