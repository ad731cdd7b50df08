/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A table as names and facts, for output as text or HTML.
 */
#ifndef COMPARE_GRID_ROWS_H
#define COMPARE_GRID_ROWS_H

#include <stdio.h>

#include "comparison.h"

#define GRID_COLUMNS_MAX 20
#define GRID_ROWS_MAX    264
#define GRID_TEXT_SIZE   160

/* What a cell shows of its fact */
enum cell_kind {
	CELL_NUMBER,
	CELL_MS,       /* cycles of the host as milliseconds */
	CELL_GUEST_MS, /* the same of the guest's TSC */
	CELL_SHARE,    /* of the whole */
	CELL_MEAN_US,  /* cycles by the whole, as microseconds */
	CELL_US,       /* cycles as microseconds */
};

struct grid_cell {
	const struct set *set;
	const struct fact *fact; /* NULL: no such fact */
	enum cell_kind kind;
	uint64_t whole; /* of CELL_SHARE and CELL_MEAN_US; of CELL_MS, its share is shown too */
};

struct grid_row {
	char name[GRID_TEXT_SIZE];
	const char *meaning;       /* what it is, in a few words; or NULL */
	char more[GRID_TEXT_SIZE]; /* more words, for the page; or empty */
	struct grid_cell cells[GRID_COLUMNS_MAX];
};

struct grid {
	char title[GRID_TEXT_SIZE];
	const char *name_title;
	char note[2 * GRID_TEXT_SIZE];
	char columns[GRID_COLUMNS_MAX][GRID_TEXT_SIZE];
	size_t column_count;
	struct grid_row rows[GRID_ROWS_MAX];
	size_t row_count;
	bool is_for_page; /* not printed on the terminal */
	bool is_first;    /* not folded in the page, however long */
	bool is_of_rates; /* from samples: a run may lack them */
};

/* Takes a table to the output. */
typedef void grid_take(FILE *to, const struct comparison *comparison, const struct grid *grid);

/* Starts without columns and rows. */
void grid_start(struct grid *grid, const char *title, const char *name_title);

void grid_note(struct grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
void grid_column(struct grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct grid_row *grid_row(struct grid *grid, const char *name);

/* Puts a fact of the set into a cell, which stays empty if there is no such fact. */
void grid_put(struct grid_row *row, size_t column, const struct set *set, struct fact_key key);

/* The same as time or share; empty, too, if the set's cycles have no known frequency */
void grid_put_as(struct grid_row *row, size_t column, const struct set *set, struct fact_key key,
		 enum cell_kind kind, uint64_t whole);

/* The set of all cells of a row, of a column, and of the table; NULL if there are several */
const struct set *grid_row_set(const struct grid *grid, const struct grid_row *row);
const struct set *grid_column_set(const struct grid *grid, size_t column);
const struct set *grid_set(const struct grid *grid);

/* Whether a cell is of that set */
bool grid_has_set(const struct grid *grid, const struct set *set);

/* What has to be said where numbers are the medians of several runs; "" if there is one run */
const char *grid_runs_note(const struct grid *grid);

#endif
