/* SPDX-License-Identifier: GPL-2.0-only */
/* Results, one per line: "ok - NAME" or "not ok - NAME"; the caller numbers them. */
#ifndef VMM_CHECK_H
#define VMM_CHECK_H

#include <stdbool.h>
#include <stdint.h>

void check(bool good, const char *name, ...) __attribute__((format(printf, 2, 3)));

/* Passes if both are equal, else prints both values. */
void check_same(uint64_t got, uint64_t want, const char *name, ...)
	__attribute__((format(printf, 3, 4)));

/* Print a failed result with errno's text, and exit. */
void die(const char *what) __attribute__((noreturn));
/* Return the result, or die if it is an error. */
int must(int result, const char *what);

#endif
