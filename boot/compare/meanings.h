/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What exit reasons and phases are, in a few words.
 */
#ifndef COMPARE_MEANINGS_H
#define COMPARE_MEANINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "comparison.h"

/* What a reason of that vendor (EXIT_PROBE_VENDOR_) means; 0: of any. "" if unknown */
const char *reason_meaning(uint32_t vendor, const char *name);

/* The manual and its section that define the reasons of that vendor; NULL if unknown */
const char *reason_manual(uint32_t vendor);

/* What a phase of a set does; "" if unknown */
const char *phase_meaning(const struct set *set, const char *phase);

/* Whether a name is that of a row, where # is any number */
bool meaning_is_like(const char *row, const char *name);

/* A row of meanings.def and whether it is for that reason, for the tests */
size_t meaning_count(void);
bool meaning_is_of(size_t row, uint32_t vendor, const char *name);

#endif
