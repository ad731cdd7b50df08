/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ways to write a comparison. Errors of the file are left to its owner.
 */
#ifndef COMPARE_OUTPUTS_H
#define COMPARE_OUTPUTS_H

#include <stdio.h>

#include "comparison.h"
#include "plot.h"
#include "words.h"

void write_table(FILE *to, const struct comparison *comparison, const struct words *words);
void write_csv(FILE *to, const struct comparison *comparison);

/* False if memory did not suffice. */
bool write_json(FILE *to, const struct comparison *comparison, const struct words *words);

void write_page(FILE *to, const struct comparison *comparison, const struct words *words,
		const struct plots *plots);

/* The tables of it */
void page_tables(FILE *to, const struct comparison *comparison);

#endif
