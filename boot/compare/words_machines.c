// SPDX-License-Identifier: GPL-2.0-only
/*
 * What each kind of exit costs, from the fastest machine to the slowest, and what differs.
 */
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "machines.h"
#include "words_machines.h"

struct cost {
	const struct set *set;
	double us;
	uint64_t cycles;
};

/* False if the machine has no such benchmark, or its TSC no known frequency */
static bool cost_of(const struct comparison *comparison, const struct set *set, const char *bench,
		    enum bench_host host, struct cost *cost)
{
	const struct fact *fact = facts_find(&set->facts, of_bench(bench, host, BENCH_MEDIAN));

	if (!fact || !machine_has_costs(comparison, set, bench) || set_host_khz(set) == 0)
		return false;
	cost->set = set;
	cost->cycles = fact->stats.median;
	cost->us = (double)cost->cycles * 1000 / (double)set_host_khz(set);
	return true;
}

static const char *put_cost(char to[NUMBER_SIZE], const struct cost *cost)
{
	char time[NUMBER_SIZE];

	snprintf(to, NUMBER_SIZE, "%.40s us",
		 format_time(time, (double)cost->cycles, (double)set_host_khz(cost->set) / 1000));
	return to;
}

/* "from 1.25 us (A) to 2.5 us (B)"; "" if no machine has it */
static void put_range(char to[SENTENCE_SIZE / 2], const struct comparison *comparison,
		      const char *bench, enum bench_host host)
{
	struct cost least = { 0 }, most = { 0 }, cost;
	char from[NUMBER_SIZE], until[NUMBER_SIZE];
	size_t count = 0;

	to[0] = '\0';
	for (size_t i = 0; i < comparison->count; i++) {
		if (!cost_of(comparison, &comparison->sets[i], bench, host, &cost))
			continue;
		count++;
		if (!least.set || cost.us < least.us)
			least = cost;
		if (!most.set || cost.us > most.us)
			most = cost;
	}
	if (!least.set)
		return;
	snprintf(to, SENTENCE_SIZE / 2, "%s KVM ", host == BENCH_STOCK ? "stock" : "patched");
	to += strlen(to);
	if (least.us >= most.us && count > 1)
		snprintf(to, SENTENCE_SIZE / 4, "%s (all %zu)", put_cost(from, &least), count);
	else if (least.set == most.set)
		snprintf(to, SENTENCE_SIZE / 4, "%s (%s)", put_cost(from, &least),
			 least.set->label);
	else
		snprintf(to, SENTENCE_SIZE / 4, "%s (%s) to %s (%s)", put_cost(from, &least),
			 least.set->label, put_cost(until, &most), most.set->label);
}

static void say_costs(struct answer *answer, const struct comparison *comparison)
{
	char stock[SENTENCE_SIZE / 2], patched[SENTENCE_SIZE / 2];

	for (size_t i = 0; i < MACHINE_KINDS; i++) {
		const struct machine_kind *kind = &machine_kinds[i];

		put_range(stock, comparison, kind->bench, BENCH_STOCK);
		put_range(patched, comparison, kind->bench, BENCH_PATCHED);
		if (stock[0] || patched[0])
			words_say(answer, "%s (%s): %.400s%s%.400s.", kind->title, kind->bench,
				  stock, stock[0] && patched[0] ? "; " : "", patched);
	}
}

/* The names of the facts that differ, once each */
struct keys {
	char text[SENTENCE_SIZE - 200], last[RESULTS_KEY_SIZE];
};

static void add_key(void *to, const char *key, const char *value, const machines_have have)
{
	struct keys *keys = to;
	const size_t used = strlen(keys->text);

	(void)value;
	(void)have;
	if (strcmp(keys->last, key) == 0 || strcmp(key, "file") == 0)
		return;
	snprintf(keys->last, sizeof(keys->last), "%s", key);
	if (used + strlen(key) + 3 < sizeof(keys->text))
		snprintf(keys->text + used, sizeof(keys->text) - used, "%s%s", used ? ", " : "",
			 key);
}

static void say_differences(struct answer *answer, const struct comparison *comparison)
{
	static struct keys keys;

	if (comparison->count < 2)
		return;
	keys = (struct keys){ 0 };
	machines_facts(comparison, false, add_key, &keys);
	if (keys.text[0])
		words_say(answer,
			  "The machines differ in more than their costs: %s. The table of what "
			  "differs says who has what; no number is of several machines.",
			  keys.text);
	else
		words_say(answer, "All that is known of the machines is the same.");
}

static void say_missing(struct answer *answer, const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];
		char value[RESULTS_VALUE_SIZE];

		results_value(set->results, "note", value);
		if (value[0])
			words_say(answer, "%s: %.700s", set->label, value);
		else if (set->run_count == 0)
			words_say(answer, "%s has no records.", set->label);
	}
}

void words_machines(const struct comparison *comparison, struct words *words)
{
	say_costs(words_ask(words, "What does an exit cost?"), comparison);
	say_differences(words_ask(words, "Can the machines be compared?"), comparison);
	say_missing(words_ask(words, "What is missing?"), comparison);
}
