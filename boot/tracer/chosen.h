/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a record is made of: the mark of each checkpoint.
 */
#ifndef TRACER_CHOSEN_H
#define TRACER_CHOSEN_H

#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

struct chosen {
	size_t marks[RECORD_CHECKPOINTS_MAX]; /* numbers in struct account */
	size_t count;                         /* 0: there are not two, and the trace is one phase */
	bool with_end;                        /* a last phase goes on to the end of the trace */
};

#endif
