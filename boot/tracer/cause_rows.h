/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The causes of a traced boot by the phases of its record.
 */
#ifndef TRACER_CAUSE_ROWS_H
#define TRACER_CAUSE_ROWS_H

#include "account.h"
#include "cause_lines.h"
#include "chosen.h"

/* Up to CAUSES_MAX rows in the order of the record; how many there are */
size_t cause_rows(const struct account *account, const struct chosen *chosen,
		  struct cause_row *rows);

#endif
