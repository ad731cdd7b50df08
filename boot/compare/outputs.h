/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The output formats of a comparison. The caller checks the file for errors.
 */
#ifndef COMPARE_OUTPUTS_H
#define COMPARE_OUTPUTS_H

#include <stdio.h>

#include "comparison.h"
#include "plot.h"
#include "words.h"

void write_table(FILE *to, const struct comparison *comparison, const struct words *words);
void write_csv(FILE *to, const struct comparison *comparison);

/* False if out of memory. */
bool write_json(FILE *to, const struct comparison *comparison, const struct words *words);

void write_page(FILE *to, const struct comparison *comparison, const struct words *words,
		const struct plots *plots);

/* Parts of the page: a card for each label, and the tables */
void page_about(FILE *to, const struct comparison *comparison);
void page_tables(FILE *to, const struct comparison *comparison);

#endif
