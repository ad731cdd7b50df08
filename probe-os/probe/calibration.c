// SPDX-License-Identifier: GPL-2.0-only
/*
 * Repeats known work between two reads of the totals.
 */
#include "exit_probe_abi.h"
#include "hw/instructions.h"
#include "hw/registers.h"
#include "lib/stats.h"
#include "lib/text.h"
#include "probe/calibration.h"

static void work_nothing(void)
{
}

static void work_port_writes(void)
{
	for (int i = 0; i < CALIBRATION_PORT_WRITES; i++)
		outb(PORT_POST, 0);
}

static const struct {
	const char *name;
	uint64_t exits; /* of the work */
	void (*work)(void);
} table[CALIBRATIONS] = {
	[CALIBRATION_READ] = { "read", 0, work_nothing },
	[CALIBRATION_PORT_WRITE] = { "port_write", CALIBRATION_PORT_WRITES, work_port_writes },
};

/* Reads exits and cycles in KVM in one read. */
static struct record_count read_total(void)
{
	const struct cpuid pair = cpuid(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS);

	return (struct record_count){
		.exits = cpuid_first(pair),
		.kernel = cpuid_second(pair),
	};
}

void calibrate_row(enum calibration_row which, struct record_calibration *row)
{
	static uint64_t exits[CALIBRATION_N], kernel[CALIBRATION_N], tsc[CALIBRATION_N];
	struct text name = text_in(row->name, sizeof(row->name));

	for (int i = 0; i < CALIBRATION_N; i++) {
		struct record_count before, after;
		uint64_t start;

		before = read_total();
		start = rdtsc();
		table[which].work();
		after = read_total();
		tsc[i] = rdtsc() - start;
		exits[i] = after.exits - before.exits;
		kernel[i] = after.kernel - before.kernel;
	}
	text_string(&name, table[which].name);
	row->n = CALIBRATION_N;
	row->expected = table[which].exits + 1; /* the second read */
	row->exits = stats_of(exits, CALIBRATION_N);
	row->kernel = stats_of(kernel, CALIBRATION_N);
	row->tsc = stats_of(tsc, CALIBRATION_N);
}

void calibrate(struct record_calibration rows[CALIBRATIONS])
{
	for (int i = 0; i < CALIBRATIONS; i++)
		calibrate_row(i, &rows[i]);
}

bool calibration_exact(const struct record_calibration *row)
{
	return row->exits.min == row->expected;
}
