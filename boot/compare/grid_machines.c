// SPDX-License-Identifier: GPL-2.0-only
/*
 * One row for each machine and kind of exit. A table has as many kinds as fit.
 */
#include "grid_machines.h"
#include "machines.h"

/* The terminal may have no room for the last ones. */
static const struct {
	const char *title;
	enum bench_host host;
	enum bench_quantity quantity;
	enum cell_kind kind;
} columns[] = {
	{ "stock: cycles", BENCH_STOCK, BENCH_MEDIAN, CELL_NUMBER },
	{ "patched: cycles", BENCH_PATCHED, BENCH_MEDIAN, CELL_NUMBER },
	{ "stock: us", BENCH_STOCK, BENCH_MEDIAN, CELL_US },
	{ "patched: us", BENCH_PATCHED, BENCH_MEDIAN, CELL_US },
	{ "stock: min", BENCH_STOCK, BENCH_MIN, CELL_NUMBER },
	{ "stock: p99", BENCH_STOCK, BENCH_P99, CELL_NUMBER },
	{ "patched: min", BENCH_PATCHED, BENCH_MIN, CELL_NUMBER },
	{ "patched: p99", BENCH_PATCHED, BENCH_P99, CELL_NUMBER },
	{ "patched: exits", BENCH_PATCHED, BENCH_EXITS, CELL_NUMBER },
	{ "of operations", BENCH_PATCHED, BENCH_N, CELL_NUMBER },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static void start_benches(struct grid *grid)
{
	grid_start(grid, "What an exit costs", "exit and machine");
	grid_note(grid,
		  "Cycles of the TSC around one operation of the guest: the median of a round, its "
		  "min and p99. Other machines have another TSC: compare the times. Only the "
		  "patched KVM counts exits: an operation that has none there is left out.");
	for (size_t i = 0; i < COLUMNS; i++)
		grid_column(grid, "%s", columns[i].title);
}

static void put_bench(struct grid *grid, const struct set *set, const char *bench)
{
	char name[GRID_TEXT_SIZE];
	struct grid_row *row;

	snprintf(name, sizeof(name), "%s, %s", bench, set->label);
	row = grid_row(grid, name);
	for (size_t i = 0; i < COLUMNS; i++)
		grid_put_as(row, i, set, of_bench(bench, columns[i].host, columns[i].quantity),
			    columns[i].kind, 0);
}

static void grid_benches(const struct comparison *comparison, struct grid *grid, grid_take *take,
			 FILE *to)
{
	struct machine_bench benches[RECORD_BENCHES_MAX];
	const size_t count = machines_benches(comparison, benches);

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || grid->row_count + comparison->count > GRID_ROWS_MAX) {
			if (i > 0)
				take(to, comparison, grid);
			start_benches(grid);
			grid->is_first = i == 0;
		}
		for (size_t j = 0; j < comparison->count; j++)
			if (machine_has_costs(comparison, &comparison->sets[j], benches[i].name))
				put_bench(grid, &comparison->sets[j], benches[i].name);
	}
	if (count > 0)
		take(to, comparison, grid);
}

static void start_boots(struct grid *grid)
{
	grid_start(grid, "Boots of the probe", "boot and machine");
	grid_note(grid, "kernel-stock is counted by a trace of the distribution's KVM: its cycles "
			"include what tracing takes.");
	grid_column(grid, "exits before the probe");
	grid_column(grid, "exits in its boot");
	grid_column(grid, "cycles in KVM for these");
	grid_column(grid, "us in KVM for one");
}

static void put_boot(struct grid *grid, const struct set *set, const char *boot)
{
	const struct fact_key exits = of_boot(boot, BOOT_EXITS);
	char name[GRID_TEXT_SIZE];
	struct grid_row *row;

	if (!facts_find(&set->facts, exits))
		return;
	snprintf(name, sizeof(name), "%s, %s", boot, set->label);
	row = grid_row(grid, name);
	grid_put(row, 0, set, of_boot(boot, BOOT_BEFORE));
	grid_put(row, 1, set, exits);
	grid_put(row, 2, set, of_boot(boot, BOOT_KERNEL));
	grid_put_as(row, 3, set, of_boot(boot, BOOT_KERNEL), CELL_MEAN_US,
		    facts_value(&set->facts, exits));
}

static void grid_boots(const struct comparison *comparison, struct grid *grid, grid_take *take,
		       FILE *to)
{
	start_boots(grid);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (grid->row_count + set->run_count > GRID_ROWS_MAX) {
			take(to, comparison, grid);
			start_boots(grid);
		}
		for (size_t j = 0; j < set->run_count; j++)
			put_boot(grid, set, set->results->records[j].name);
	}
	if (grid->row_count > 0)
		take(to, comparison, grid);
}

void grids_of_machines(const struct comparison *comparison, struct grid *grid, grid_take *take,
		       FILE *to)
{
	grid_benches(comparison, grid, take, to);
	grid_boots(comparison, grid, take, to);
}
