/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The causes of a traced boot, in its record and as a table.
 */
#ifndef TRACER_TRACE_CAUSES_H
#define TRACER_TRACE_CAUSES_H

#include <stdio.h>

#include "account.h"
#include "trace_record.h"

/* Fills in the lines of the causes; the record has its checkpoints and reasons. */
void trace_causes(struct record *record, const struct account *account,
		  const struct chosen *chosen);

/* Prints all causes by phase, the most frequent first. */
void trace_causes_print(const struct record *record, const struct account *account,
			const struct chosen *chosen, FILE *out);

#endif
