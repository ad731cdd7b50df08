/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Says how a record was damaged, and how to avoid that.
 */
#ifndef RECORD_DAMAGE_H
#define RECORD_DAMAGE_H

#include "lib/text.h"
#include "record/chain.h"

/* Says why a record is not complete: its next line is damaged or missing. */
void record_say_missing(struct text *to, const struct record_chain *chain);

/* Quotes text of a log, only the start of a long one. */
void record_quote(struct text *to, const char *text, size_t length);

/* Says what was repaired, and where the VM was moved. */
void record_say_repairs(struct text *to, const struct record_chain *chain);

#endif
