// SPDX-License-Identifier: GPL-2.0-only
/*
 * libtraceevent can load plugins that print events. The tracer prints none, and a static
 * program should not load any: the linker takes this for dlopen(), see build.mk.
 */
#include <stddef.h>

void *__wrap_dlopen(const char *file, int mode);

void *__wrap_dlopen(const char *file, int mode)
{
	(void)file;
	(void)mode;
	return NULL;
}
