/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What ran and on what, as far as the record and the facts beside it say. What they do not say
 * is left out.
 */
#ifndef COMPARE_ABOUT_H
#define COMPARE_ABOUT_H

#include "comparison.h"

#define ABOUT_SIZE 320

/* The number of things that can be said, their names in JSON and for people */
size_t about_count(void);
const char *about_key(size_t index);
const char *about_title(size_t index);

/* What is said of a run, or "" */
const char *about_run(char to[ABOUT_SIZE], size_t index, const struct run *run);

/* The same of a label; if its runs differ, it says so */
const char *about_set(char to[ABOUT_SIZE], size_t index, const struct set *set);

/* Which of its numbers are comparable with hardware: one sentence */
const char *about_comparable(const struct set *set);

#endif
