// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the record out of what was measured.
 */
#include "lib/mem.h"
#include "lib/text.h"
#include "probe/calibration.h"
#include "probe/checkpoint.h"
#include "probe/host.h"
#include "probe/reasons.h"
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

static void collect_checkpoints(struct record *record)
{
	for (unsigned int i = 0; i < CHECKPOINTS; i++) {
		struct record_checkpoint *checkpoint = &record->checkpoints[i];
		struct text name = text_in(checkpoint->name, sizeof(checkpoint->name));

		checkpoint->id = i;
		checkpoint->tsc = checkpoint_sample(i)->tsc;
		text_string(&name, checkpoint_names[i]);
		if (record->host.patched)
			sample_decode(checkpoint_sample(i), &checkpoint->counters);
	}
}

/* The probe's own reads in the phase that ends at a checkpoint: from those that
 * follow the latch of one sample to the latch of the next */
static uint64_t reads_of(enum checkpoint checkpoint)
{
	return sample_reads_after_latch(checkpoint_sample(checkpoint - 1)) +
	       (checkpoint == CHECKPOINT_calibration ? CALIBRATION_READS : 0) + 1;
}

static void collect_phases(struct record *record)
{
	for (unsigned int i = 1; i < CHECKPOINTS; i++)
		record->phases[i - 1] = record_phase_of(record, i, reads_of(i));
}

static void collect_reasons(struct record *record)
{
	const struct sample *samples[CHECKPOINTS];

	for (unsigned int i = 0; i < CHECKPOINTS; i++)
		samples[i] = checkpoint_sample(i);
	verdict_worsen(&record->end, VERDICT_ERROR,
		       reasons_collect(record, samples, host_buckets()));
}

/* What a patched host must keep to. */
static void judge_counters(struct record *record)
{
	for (unsigned int i = 0; i < CALIBRATIONS; i++)
		if (!calibration_exact(&record->calibrations[i]))
			verdict_worsen(&record->end, VERDICT_FAIL,
				       "calibration: the exits are not the expected ones");
	for (unsigned int i = 1; i < CHECKPOINTS; i++)
		if (record->phases[i - 1].reads < reads_of(i))
			verdict_worsen(&record->end, VERDICT_FAIL,
				       "a phase has fewer exits than the probe's own reads");
}

/* Only what the probe can read as the ABI says goes into the record. */
static void judge_host(struct record *record)
{
	bool signature = host_has_signature();
	bool counts = calibration_exact(&record->calibrations[CALIBRATION_READ]);
	const char *lacks = signature ? host_abi_lacks() : NULL;

	record->host.patched = signature && !lacks && counts;
	if (!signature)
		verdict_worsen(&record->end, VERDICT_UNPATCHED, "the host is not patched");
	else if (lacks)
		verdict_worsen(&record->end, VERDICT_ERROR, lacks);
	else if (!counts)
		verdict_worsen(&record->end, VERDICT_FAIL,
			       "the host has the signature leaf but two reads do not differ by 1");
}

void results_collect(struct record *record, const struct boot_info *boot,
		     const struct options *options)
{
	judge_host(record);
	verdict_worsen(&record->end, VERDICT_ERROR, host_describe(&record->host));
	if (record->guest.touch_mib < options->touch_mib)
		verdict_worsen(&record->end, VERDICT_ERROR, "less free memory than touch_mib=");
	record->begin = (struct record_begin){
		.version = RECORD_VERSION,
		.calibrations = CALIBRATIONS,
		.checkpoints = CHECKPOINTS,
	};
	collect_guest(&record->guest, boot);
	collect_checkpoints(record);
	collect_phases(record);
	if (record->host.patched) {
		collect_reasons(record);
		judge_counters(record);
	}
}

void results_close(struct record *record)
{
	record->begin.lines = record_lines(&record->begin);
	record->end.lines = record->begin.lines;
}
