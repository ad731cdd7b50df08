/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of exit reasons: the host patch's lists of the manuals'.
 */
#ifndef RECORD_REASON_H
#define RECORD_REASON_H

#include <stdint.h>

#include "lib/text.h"

/*
 * Name in the manual of that vendor (EXIT_PROBE_VENDOR_), in capitals; NULL if
 * it has none. The rows of the table that are no reasons have names, too.
 */
const char *reason_name(uint32_t vendor, uint32_t code);

/* The word that a record has for it: the name in small letters, or the number */
void reason_word(struct text *to, uint32_t vendor, uint32_t code);

#endif
