// SPDX-License-Identifier: GPL-2.0-only
/*
 * The noise of a number is even, or sometimes a burst, or one of two values, by its reason.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "made_noise.h"
#include "made_record.h"
#include "record/reason.h"
#include "record/reason_codes.h"

#define SCALE  7 /* of the exits of a made boot */
#define CYCLES 100

static uint64_t state;

/* SplitMix64: runs with neighbouring seeds have nothing in common. */
uint64_t made_random(uint64_t *from, uint64_t limit)
{
	uint64_t mixed = *from += 0x9E3779B97F4A7C15;

	mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
	mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
	return ((mixed ^ mixed >> 31) >> 32) * limit >> 32;
}

static uint64_t random_below(uint64_t limit)
{
	return made_random(&state, limit);
}

static void change(struct record *record, uint64_t phase, uint64_t reason, int64_t exits)
{
	struct record_reason *of = &record->reasons[reason];
	struct record_count *count =
		phase ? &record->phase_reasons[phase - 1].counts[reason] : &of->before;

	count->exits += (uint64_t)exits;
	count->kernel += (uint64_t)exits * CYCLES;
	if (phase) {
		of->boot.exits += (uint64_t)exits;
		of->boot.kernel += (uint64_t)exits * CYCLES;
	}
}

/* How many exits more than usual */
static uint64_t noise_of(const char *reason, uint64_t exits)
{
	if (strcmp(reason, "intr") == 0)
		return random_below(exits * 8 / 5 + 1);
	if (strcmp(reason, "hlt") == 0)
		return random_below(16) == 0 ? exits / 4 : random_below(exits / 50 + 1);
	if (strcmp(reason, "npf") == 0)
		return random_below(2) * (exits / 60);
	return random_below(exits / 60 + 1);
}

void make_noisy(struct record *record, unsigned int seed)
{
	make_full(record, 0);
	state = seed;
	state = made_random(&state, UINT32_MAX);
	for (uint64_t phase = 0; phase < record->begin.checkpoints; phase++)
		for (uint64_t i = 0; i < record->begin.reasons; i++) {
			const struct record_reason *of = &record->reasons[i];
			const uint64_t exits =
				phase ? record->phase_reasons[phase - 1].counts[i].exits
				      : of->before.exits;
			const uint64_t left =
				strcmp(of->name, "cpuid") == 0 ? exits : exits / SCALE;

			change(record, phase, i, (int64_t)(left - exits));
			change(record, phase, i, (int64_t)noise_of(of->name, left));
		}
	for (uint64_t i = 0; i < record->begin.checkpoints; i++)
		record->checkpoints[i].tsc += (i + 1) * (1 + random_below(1000000));
	make_sums(record);
}

void make_intel(struct record *record)
{
	/* The reads of the counters have the reason that has CPUID's place. */
	static const uint64_t codes[] = { VMX_EXCEPTION_NMI,
					  VMX_EXTERNAL_INTERRUPT,
					  2,
					  3,
					  4,
					  VMX_INTERRUPT_WINDOW,
					  VMX_CPUID,
					  VMX_HLT,
					  14,
					  15,
					  16,
					  28,
					  30,
					  31 };

	record->host.vendor = EXIT_PROBE_VENDOR_INTEL;
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		struct record_reason *of = &record->reasons[i];
		struct text text = text_in(of->name, sizeof(of->name));

		of->code = codes[i];
		reason_word(&text, EXIT_PROBE_VENDOR_INTEL, (uint32_t)codes[i]);
	}
}

void make_more(struct record *record, uint64_t phase, const char *reason, int64_t exits)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (strcmp(record->reasons[i].name, reason) == 0)
			change(record, phase, i, exits);
	make_sums(record);
}
