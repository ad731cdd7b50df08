// SPDX-License-Identifier: GPL-2.0-only
/*
 * Repeats known work between two reads of the totals.
 */
#include "exit_probe_abi.h"
#include "hw/instructions.h"
#include "lib/stats.h"
#include "lib/text.h"
#include "probe/calibration.h"

/* Diagnostics port of the PC: a write there does nothing, but exits. */
#define PORT_POST 0x80

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

static uint64_t kernel_cycles(const struct cpuid *total)
{
	return (uint64_t)total->ebx << 32 | total->ecx;
}

static bool calibrate_row(enum calibration_row which, struct record_calibration *row)
{
	static uint64_t exits[CALIBRATION_N], kernel[CALIBRATION_N], tsc[CALIBRATION_N];
	struct text name = text_in(row->name, sizeof(row->name));
	uint32_t edx = 0;

	for (int i = 0; i < CALIBRATION_N; i++) {
		struct cpuid before, after;
		uint64_t start;

		before = cpuid(EXIT_PROBE_LEAF_TOTAL, 0);
		start = rdtsc();
		table[which].work();
		after = cpuid(EXIT_PROBE_LEAF_TOTAL, 0);
		tsc[i] = rdtsc() - start;
		exits[i] = after.eax - before.eax;
		kernel[i] = kernel_cycles(&after) - kernel_cycles(&before);
		edx |= before.edx | after.edx;
	}
	text_string(&name, table[which].name);
	row->n = CALIBRATION_N;
	row->expected = table[which].exits + 1; /* the second read */
	row->exits = stats_of(exits, CALIBRATION_N);
	row->kernel = stats_of(kernel, CALIBRATION_N);
	row->tsc = stats_of(tsc, CALIBRATION_N);
	return edx == 0;
}

bool calibrate(struct record_calibration rows[CALIBRATIONS])
{
	bool edx_zero = true;

	for (int i = 0; i < CALIBRATIONS; i++)
		edx_zero &= calibrate_row(i, &rows[i]);
	return edx_zero;
}

bool calibration_exact(const struct record_calibration *row)
{
	return row->exits.min == row->expected;
}
