// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fills the record from the measurements.
 */
#include "lib/mem.h"
#include "probe/calibration.h"
#include "probe/checkpoint.h"
#include "probe/collect.h"
#include "probe/results.h"
#include "probe/verdict.h"

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
	points[CHECKPOINT_calibration].reads = CALIBRATION_READS * CALIBRATIONS;
	collect_points(record, points, CHECKPOINTS);
}
