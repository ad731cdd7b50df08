// SPDX-License-Identifier: GPL-2.0-only
/*
 * Collects checkpoints from the boot stage and the store, and takes the last one.
 */
#include <stdlib.h>
#include <string.h>

#include "boot_record.h"
#include "handed_over.h"
#include "hw/instructions.h"
#include "lib/text.h"
#include "pci_names.h"
#include "probe/calibration.h"
#include "probe/collect.h"
#include "probe/host.h"
#include "probe/verdict.h"
#include "system.h"

static struct stored all[RECORD_CHECKPOINTS_MAX];

/* The record has checkpoints in order of time. */
static int by_tsc(const void *a, const void *b)
{
	uint64_t left = ((const struct stored *)a)->sample.tsc;
	uint64_t right = ((const struct stored *)b)->sample.tsc;

	return (left > right) - (left < right);
}

static const char *read_earlier(int store, char *cmdline, size_t *count)
{
	const char *wrong = handed_over_read(cmdline, all, count);
	size_t from_store = 0;

	if (!wrong && store >= 0)
		wrong = store_read(store, all + *count, RECORD_CHECKPOINTS_MAX - 1 - *count,
				   &from_store);
	*count += from_store;
	if (!wrong && *count == 0)
		wrong = "no checkpoint was passed: there is nothing to report";
	return wrong;
}

/* The phase that runs; 0 if the host has none. Counts its reads. */
static uint32_t ask_phase(uint64_t *reads)
{
	const struct cpuid signature = cpuid(EXIT_PROBE_LEAF_SIGNATURE, 0);

	++*reads;
	if (!host_is_signature(signature) || signature.eax < EXIT_PROBE_LEAF_CAUSES)
		return 0;
	++*reads;
	return sample_running_phase();
}

void boot_record_take(struct stored *stored)
{
	const uint32_t phase = ask_phase(&stored->reads);

	sample_take(&stored->sample, phase, MARK_NAMED);
}

static void take_last(struct record *record, struct stored *last)
{
	struct text name = text_in(last->name, sizeof(last->name));

	text_string(&name, "end");
	record->begin.calibrations = 1;
	calibrate_row(CALIBRATION_READ, &record->calibrations[CALIBRATION_READ]);
	last->reads = CALIBRATION_READS;
	boot_record_take(last);
}

static void add_points(struct record *record, size_t count, struct own_cost *cost)
{
	struct point points[RECORD_CHECKPOINTS_MAX];
	uint64_t reads_after = 0;

	for (size_t i = 0; i < count; i++) {
		points[i] =
			(struct point){ all[i].name, &all[i].sample, all[i].reads + reads_after };
		reads_after = all[i].reads_after;
		/* Fewer exits than at the start: the VM was moved meanwhile. */
		if (all[i].ended > all[i].started)
			cost->exits += all[i].ended - all[i].started;
	}
	collect_points(record, points, count, RECORD_CAUSES_MAX);
	for (size_t i = 0; i + 1 < count; i++)
		cost->reads += record->phases[i].reads;
}

const char *boot_record(int store, struct record *record, struct own_cost *cost)
{
	static char cmdline[SYSTEM_CMDLINE_SIZE];
	struct text text = text_in(record->guest.cmdline, sizeof(record->guest.cmdline));
	const char *wrong;
	size_t count;

	system_cmdline(cmdline);
	wrong = read_earlier(store, cmdline, &count);
	if (wrong)
		return wrong;
	qsort(all, count, sizeof(all[0]), by_tsc);
	take_last(record, &all[count]);
	collect_host(record);
	system_describe(&record->guest);
	text_string(&text, cmdline);
	add_points(record, count + 1, cost);
	pci_name_causes(record);
	collect_close(record);
	return NULL;
}
