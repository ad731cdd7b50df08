// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether exits come at a stable rate, and what stable means.
 */
#include "format.h"
#include "series.h"
#include "words_rates.h"

static uint64_t value(const struct set *set, enum rate_source source, enum rate_quantity quantity)
{
	return facts_value(&set->facts, of_rate(source, quantity));
}

static void say_rate(struct answer *answer, const struct set *set, enum rate_source source)
{
	const struct rate rate = {
		.q1 = value(set, source, RATE_Q1),
		.median = value(set, source, RATE_MEDIAN),
		.q3 = value(set, source, RATE_Q3),
	};
	char q1[NUMBER_SIZE], median[NUMBER_SIZE], q3[NUMBER_SIZE], max[NUMBER_SIZE];
	char time[NUMBER_SIZE];

	words_say(answer,
		  "%s: %s. Half of the time the rate is between %s and %s exits per second (median "
		  "%s, max %s). The busiest tenth of the time has %u %% of the exits. This covers "
		  "%s ms %s, in 50 windows of equal time.",
		  set->label, rate_is_stable(&rate) ? "stable" : "not stable",
		  format_number(q1, rate.q1), format_number(q3, rate.q3),
		  format_number(median, rate.median),
		  format_number(max, value(set, source, RATE_MAX)),
		  (unsigned int)value(set, source, RATE_BUSIEST_TENTH),
		  format_number(time, value(set, source, RATE_MILLISECONDS)),
		  source == RATE_OF_CHECKPOINTS    ? "from the first checkpoint"
		  : set_is_sampled_from_start(set) ? "from power-on"
						   : "from the first sample");
}

void words_rates(const struct comparison *comparison, struct words *words)
{
	struct answer *answer = words_ask(words, "Do exits come at a stable rate?");

	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (set_has_rate(set, RATE_OF_SAMPLES))
			say_rate(answer, set, RATE_OF_SAMPLES);
		else if (set_has_rate(set, RATE_OF_CHECKPOINTS))
			say_rate(answer, set, RATE_OF_CHECKPOINTS);
	}
	if (answer->count > 0)
		words_say(answer,
			  "Stable means: half of the time the rate is within a band that is at "
			  "most as wide as a quarter of its median. Rates end with the record and "
			  "exclude the measurement.");
}
