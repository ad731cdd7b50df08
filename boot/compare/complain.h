/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is wrong, in one line.
 */
#ifndef COMPARE_COMPLAIN_H
#define COMPARE_COMPLAIN_H

#include <stdbool.h>

/* The program's name, what it is about, and why; always false */
bool complain(const char *what, const char *why);

/* The same with what errno says */
bool complain_errno(const char *what);

#endif
