/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened to a record that cannot be read, and how to avoid that.
 */
#ifndef RECORD_DAMAGE_H
#define RECORD_DAMAGE_H

#include "lib/text.h"
#include "record/chain.h"

/* Of a record that is not whole: what its next line is, or that there is none */
void record_say_lacking(struct text *to, const struct record_chain *chain);

/* Text of a log, the start of it if it is long */
void record_quote(struct text *to, const char *text, size_t length);

/* What was repaired, and where the VM was moved */
void record_say_repairs(struct text *to, const struct record_chain *chain);

#endif
