/* SPDX-License-Identifier: GPL-2.0-only */
/* Results, a line each: "ok - NAME" or "not ok - NAME"; the caller numbers. */
#ifndef CONFORMANCE_CHECK_H
#define CONFORMANCE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

void check(bool good, const char *name, ...) __attribute__((format(printf, 2, 3)));

/* Equal, or both values are shown. */
void check_same(uint64_t got, uint64_t want, const char *name, ...)
	__attribute__((format(printf, 3, 4)));

/* What failed is a result as well, with errno's words, and the end. */
void die(const char *what) __attribute__((noreturn));
/* The result, where it is no error. */
int must(int result, const char *what);

#endif
