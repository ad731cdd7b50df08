/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The functions of the C library that the freestanding code uses; a hosted build
 * links the C library's own.
 */
#ifndef LIB_MEM_H
#define LIB_MEM_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *a, const void *b, size_t size);
size_t strlen(const char *string);

#endif
