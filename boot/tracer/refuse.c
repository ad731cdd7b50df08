// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first reason counts: later ones follow from it.
 */
#include <stdarg.h>
#include <stdio.h>

#include "refuse.h"

static char reason[4608];

bool refuse(const char *format, ...)
{
	va_list values;

	if (*reason)
		return false;
	va_start(values, format);
	vsnprintf(reason, sizeof(reason), format, values);
	va_end(values);
	return false;
}

const char *refusal(void)
{
	return reason;
}
