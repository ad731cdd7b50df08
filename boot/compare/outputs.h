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

/* The answer of the gate, in the first line, and its tables */
void write_gate(FILE *to, const struct comparison *comparison);

/* The gate's section of the page */
void page_gate(FILE *to, const struct comparison *comparison);

/* For other programs, run by run; NULL, or why there is none */
const char *write_trace(FILE *to, const struct comparison *comparison);
const char *write_folded(FILE *to, const struct comparison *comparison);

/* Parts of the page: a card for each label, the facts of machines, and the tables */
void page_about(FILE *to, const struct comparison *comparison);
void page_machines(FILE *to, const struct comparison *comparison);
void page_tables(FILE *to, const struct comparison *comparison);

#endif
