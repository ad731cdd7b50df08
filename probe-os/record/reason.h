/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of exit reasons, from the host patch's lists of the manuals' names.
 */
#ifndef RECORD_REASON_H
#define RECORD_REASON_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/text.h"

/*
 * Writes the word for a reason in a record: the name in the manual of that vendor
 * (EXIT_PROBE_VENDOR_) in lower case, or the number. Rows of the table that are not
 * exit reasons also have names.
 */
void reason_word(struct text *to, uint32_t vendor, uint32_t code);

/*
 * Whether a reason of that vendor (EXIT_PROBE_VENDOR_) is an interrupt, NMI or SMI of
 * the host, which may come at any time
 */
bool reason_interrupts_host(uint32_t vendor, uint32_t code);

/* Whether a reason of that vendor has this word */
bool reason_is_known(uint32_t vendor, const char *word);

#endif
