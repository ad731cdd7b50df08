/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reasons by what they mean, so that hosts of two vendors can be compared.
 */
#ifndef COMPARE_KINDS_H
#define COMPARE_KINDS_H

#include <stdint.h>

#include "comparison.h"

/* The kind of a reason of that vendor (EXIT_PROBE_VENDOR_): its own name if it has no other */
const char *kind_of_reason(uint32_t vendor, const char *reason);

/* What a kind is, and the reasons that it has; "" if it is a reason of its own */
const char *kind_words(const char *kind);

/* Whether labels side by side have kinds: their hosts are of two vendors. Else reasons */
bool comparison_has_kinds(const struct comparison *comparison);

/* The key of what they have: of_kind() or of_reason(), and the cycles in KVM for it */
struct fact_key side_key(bool of_kinds, const char *name, enum stage stage);
struct fact_key side_kernel_key(bool of_kinds, const char *name, enum stage stage);

/* Rows of kinds.def, for the tests: its reason, vendor and kind */
size_t kind_row_count(void);
bool kind_row_is_of(size_t row, uint32_t vendor, const char *reason);
const char *kind_row_kind(size_t row);

#endif
