// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verdicts, totals, differences, and missing data.
 */
#include <string.h>

#include "causes.h"
#include "cautions.h"
#include "exit_probe_abi.h"
#include "format.h"
#include "words.h"
#include "words_advice.h"
#include "words_causes.h"
#include "words_machines.h"
#include "words_origins.h"
#include "words_rates.h"
#include "words_reasons.h"

static const struct stats *exits_of(const struct set *set, enum stage stage)
{
	const struct fact *fact = facts_find(&set->facts, of_stage(stage, COUNTER_EXITS));

	return fact ? &fact->stats : NULL;
}

static void say_total(struct answer *answer, const struct set *set)
{
	const struct record *record = set_record(set);
	const struct stats *total = exits_of(set, STAGE_TOTAL);
	char a[2 * NUMBER_SIZE], b[2 * NUMBER_SIZE], c[2 * NUMBER_SIZE], d[2 * NUMBER_SIZE];

	if (!total)
		return;
	if (!record) {
		words_say(answer, "%s takes %s exits from power-on to its last sample.", set->label,
			  format_stats(a, total));
		return;
	}
	words_say(answer,
		  "%s, %s, takes %s exits from power-on to \"%s\": %s for %s, %s for the %s, and "
		  "%s for the measurement.",
		  set->label, set_is_minimal(set) ? "a minimal OS" : "a full boot",
		  format_stats(a, total), record->checkpoints[record->begin.checkpoints - 1].name,
		  format_stats(b, exits_of(set, STAGE_BEFORE)), stage_title(set, STAGE_BEFORE),
		  format_stats(c, exits_of(set, STAGE_OS)), stage_title(set, STAGE_OS),
		  format_stats(d, exits_of(set, STAGE_MEASURING)));
}

static void say_ratio(struct answer *answer, const struct set *minimal, const struct set *full)
{
	char a[NUMBER_SIZE], b[NUMBER_SIZE], times[NUMBER_SIZE];
	uint64_t less, more;

	if (!minimal || !full || !full->has_separate_kernel || !set_record(full))
		return;
	less = exits_of(minimal, STAGE_OS)->median;
	more = exits_of(full, STAGE_OS)->median;
	if (less == 0 || more < less)
		return;
	if (more / less < 10)
		snprintf(times, sizeof(times), "%.1f", (double)more / (double)less);
	else
		format_number(times, (more + less / 2) / less);
	words_say(answer,
		  "Without firmware, boot loader and measurement, %s takes %s exits and %s takes "
		  "%s: %s times as many.",
		  full->label, format_number(a, more), minimal->label, format_number(b, less),
		  times);
}

/* Comes first: a bad verdict limits all that follows. */
static void words_verdicts(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "Which records report a problem?");
	char text[CAUTION_SIZE];

	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++) {
			const struct run *run = &comparison->sets[i].runs[j];

			if (run_is_tainted(run))
				words_say(answer, "%s, %s.", comparison->sets[i].label,
					  caution_of_run(text, run));
		}
}

static void words_totals(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "How many exits does a boot take?");

	for (size_t i = 0; i < comparison->count; i++)
		say_total(answer, &comparison->sets[i]);
	say_ratio(answer, comparison_minimal(comparison), comparison_full(comparison));
}

/* Compares two sets with the same phases: two hosts, kernels or machine types. */
static void say_pair(struct answer *answer, const struct set *a, const struct set *b,
		     enum stage stage)
{
	const struct stats *first = exits_of(a, stage), *second = exits_of(b, stage);
	char x[2 * NUMBER_SIZE], y[2 * NUMBER_SIZE], share[NUMBER_SIZE], change[2 * NUMBER_SIZE];
	bool is_more;

	if (!first || !second)
		return;
	format_stats(x, first);
	format_stats(y, second);
	if (first->median == second->median) {
		words_say(answer, "%s: %s and %s take the same number of exits, %s.",
			  stage_title(b, stage), a->label, b->label, x);
		return;
	}
	is_more = second->median > first->median;
	if (first->median > 0 && second->median / first->median >= 2)
		snprintf(change, sizeof(change), "%.1f times as many",
			 (double)second->median / (double)first->median);
	else
		snprintf(change, sizeof(change), "%s %s",
			 format_share(share,
				      is_more ? second->median - first->median
					      : first->median - second->median,
				      first->median),
			 is_more ? "more" : "fewer");
	words_say(answer, "%s: %s takes %s exits %s %s, %s against %s%s.", stage_title(b, stage),
		  b->label, change, strchr(change, '%') ? "than" : "as", a->label, y, x,
		  first->max < second->min || second->max < first->min
			  ? ""
			  : "; the ranges of the runs overlap");
}

static void words_pairs(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "How do labels with the same phases differ?");

	for (size_t i = 1; i < comparison->count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct set *a = &comparison->sets[j], *b = &comparison->sets[i];

			if (set_record(a) && set_record(b) && sets_have_same_phases(a, b)) {
				say_pair(answer, a, b, STAGE_OS);
				say_pair(answer, a, b, STAGE_BEFORE);
				break;
			}
		}
}

static bool comparison_has_causes(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (set_has_causes(&comparison->sets[i]))
			return true;
	return false;
}

/* KASLR moves a kernel by a multiple of 2 MiB: some addresses are then in other functions. */
static void say_missing_causes(struct answer *answer, const struct comparison *comparison,
			       const struct set *set)
{
	const struct record *record = set_record(set);

	if (!record || !record_is_counted(record))
		return;
	if (record->begin.causes == 0) {
		if (comparison_has_causes(comparison))
			words_say(answer, "The host of %s has no causes (exit_probe_causes=0).",
				  set->label);
		return;
	}
	if (record->host.causes == EXIT_PROBE_CAUSES_RIP && set->symbols.count == 0)
		words_say(answer,
			  "%s has addresses without functions: --symbols takes the guest's "
			  "symbols.",
			  set->label);
	if (set->symbols.count > 0 && record->guest.boot == BOOT_LINUX &&
	    !strstr(record->guest.cmdline, "nokaslr"))
		words_say(answer,
			  "%s booted without nokaslr: its functions are right only if its kernel "
			  "has no KASLR.",
			  set->label);
}

static void words_missing(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "What is missing?");

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		const struct record *record = set_record(set);

		if (!record)
			words_say(answer,
				  "%s has samples only: there are no phases, and "
				  "firmware, boot loader and system are one number.",
				  set->label);
		else if (!set_is_counted(set))
			words_say(answer,
				  "The host of %s is not patched: there are times, but "
				  "no exits.",
				  set->label);
		else if (!set->has_separate_kernel)
			words_say(answer,
				  "The record of %s begins at \"%s\": all exits before it "
				  "are one number.",
				  set->label, record->checkpoints[0].name);
		if (record && !record_has_moments(record))
			words_say(answer,
				  "The exits of %s are those that its host has by phase: there are "
				  "no times and no cycles.",
				  set->label);
		else if (record && record_is_counted(record) && !record_is_timed(record))
			words_say(answer,
				  "The host of %s counts exits only (mode=count): there are no "
				  "cycles.",
				  set->label);
		if (record && record->host.source == SOURCE_TRACE)
			words_say(answer,
				  "The exits of %s are from a trace of KVM: its times include what "
				  "tracing takes.",
				  set->label);
		if (set_is_counted(set) && !set_has_reasons(set))
			words_say(answer, "%s has no exits by reason.", set->label);
		say_missing_causes(answer, comparison, set);
		if (set_sampled_runs(set) > 0 && set_sampled_runs(set) < set->run_count)
			words_say(answer,
				  "%zu of the %zu runs of %s have no samples: numbers from "
				  "samples are those of the other runs.",
				  set->run_count - set_sampled_runs(set), set->run_count,
				  set->label);
		if (!set_is_sampled_from_start(set))
			words_say(answer, "The samples of %s begin after the start of the VM.",
				  set->label);
		if (set_has_unaligned_samples(set))
			words_say(answer,
				  "Samples of %s cannot be matched with their record, because it "
				  "does not have all exits of the VM: they give no rate. Compare "
				  "them without the record.",
				  set->label);
		if (set_sampled_runs(set) == 0 && set_has_rate(set, RATE_OF_CHECKPOINTS))
			words_say(answer,
				  "%s has no samples: its rate comes from checkpoints, and is "
				  "unknown before the first one.",
				  set->label);
		if (record && record->host.tsc_khz == 0)
			words_say(answer,
				  "The record of %s has no TSC frequency: there are no times.",
				  set->label);
	}
}

void words_of(const struct comparison *comparison, struct words *words)
{
	words->count = 0;
	words_verdicts(comparison, words);
	if (comparison_is_of_machines(comparison)) {
		words_machines(comparison, words);
		words_end(words);
		return;
	}
	words_totals(comparison, words);
	words_rates(comparison, words);
	words_reasons(comparison, words);
	words_causes(comparison, words);
	words_origins(comparison, words);
	words_advice(comparison, words);
	words_promises(comparison, words);
	words_pairs(comparison, words);
	words_missing(comparison, words);
	words_end(words);
}
