/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of exit reasons: the host patch's lists of the manuals'.
 */
#ifndef RECORD_REASON_H
#define RECORD_REASON_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/text.h"

/*
 * The word that a record has for it: the name in the manual of that vendor
 * (EXIT_PROBE_VENDOR_) in small letters, or the number. The rows of the table
 * that are no reasons have names, too.
 */
void reason_word(struct text *to, uint32_t vendor, uint32_t code);

/* Whether a reason of that vendor has this word */
bool reason_is_known(uint32_t vendor, const char *word);

#endif
