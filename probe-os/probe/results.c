// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fills the record from the measurements.
 */
#include "lib/mem.h"
#include "probe/calibration.h"
#include "probe/checkpoint.h"
#include "probe/collect.h"
#include "probe/reasons.h"
#include "probe/results.h"
#include "probe/verdict.h"

/* Each line takes the exits of 150 characters, in the lab a third of a second. */
#define CAUSE_LINES 160

_Static_assert(CHECKPOINTS <= RECORD_CHECKPOINTS_MAX, "the record must hold them all");
_Static_assert(CALIBRATIONS <= RECORD_CALIBRATIONS_MAX, "the record must hold them all");

static void collect_guest(struct record_guest *guest, const struct boot_info *boot)
{
	guest->boot = boot->boot;
	guest->firmware = boot->firmware;
	guest->memory_kib = memory_kib(&boot->memory);
	memcpy(guest->loader, boot->loader, sizeof(guest->loader));
	memcpy(guest->cmdline, boot->cmdline, sizeof(guest->cmdline));
}

/* On a busy host an interrupt may come in each repetition. */
static void judge_port_writes(struct record *record, const struct point points[])
{
	const struct record_phase *phase = &record->phases[CHECKPOINT_calibration - 1];
	uint64_t own =
		reasons_own_exits(points[CHECKPOINT_calibration - 1].sample,
				  points[CHECKPOINT_calibration].sample, record->host.vendor);

	if (record->host.patched && !phase->moved &&
	    !calibration_exact(&record->calibrations[CALIBRATION_PORT_WRITE]) &&
	    own != phase->reads + CALIBRATION_N * CALIBRATION_PORT_WRITES)
		verdict_worsen(&record->end, VERDICT_FAIL,
			       "calibration: the exits are not the expected ones");
}

void results_collect(struct record *record, const struct boot_info *boot,
		     const struct options *options)
{
	struct point points[CHECKPOINTS];

	record->begin.calibrations = CALIBRATIONS;
	collect_host(record);
	if (record->guest.touch_mib < options->touch_mib)
		verdict_worsen(&record->end, VERDICT_ERROR, "less free memory than touch_mib=");
	collect_guest(&record->guest, boot);
	for (unsigned int i = 0; i < CHECKPOINTS; i++)
		points[i] = (struct point){ checkpoint_names[i], checkpoint_sample(i), 0 };
	points[CHECKPOINT_cpu].reads = checkpoint_cpu_reads();
	points[CHECKPOINT_calibration].reads = CALIBRATION_READS * CALIBRATIONS;
	collect_points(record, points, CHECKPOINTS, CAUSE_LINES);
	judge_port_writes(record, points);
}
