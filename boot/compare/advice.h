/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known to remove exits, by their causes: the table of advice.def.
 */
#ifndef COMPARE_ADVICE_H
#define COMPARE_ADVICE_H

#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

struct advice {
	const char *id;    /* a word; permanent */
	const char *title; /* what removes the exits: "no serial console" */
	const char *text;  /* sentences: what the cause is, and what to do */
	const char *knob;  /* the option of the lab that tries it; may be empty */
};

size_t advice_count(void);
const struct advice *advice_at(size_t index);

/* The advice about a cause; NULL if there is none. A cause has one at most. */
const struct advice *advice_of(const struct record_cause *cause);

/* How many of so many exits of a cause go if its advice is followed; 0 without advice */
uint64_t advice_removes(const struct record_cause *cause, uint64_t exits);

/* NULL if there is none of that id */
const struct advice *advice_by_id(const char *id);

#endif
