// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order of machines, and their numbers.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machines.h"

/* Vendor, family, model and stepping, then the name */
struct cpu {
	char vendor[32], name[RESULTS_VALUE_SIZE];
	unsigned long numbers[3];
};

static struct cpu cpu_of(const struct set *set)
{
	char id[RESULTS_VALUE_SIZE];
	struct cpu cpu = { 0 };
	char *at;

	results_value(set->results, "cpu", cpu.name);
	results_value(set->results, "cpu_id", id);
	at = id + strcspn(id, " ");
	snprintf(cpu.vendor, sizeof(cpu.vendor), "%.*s", (int)(at - id), id);
	for (size_t i = 0; i < 3; i++)
		cpu.numbers[i] = strtoul(at, &at, 10);
	return cpu;
}

static bool is_before(const struct set *set, const struct set *other)
{
	const struct cpu a = cpu_of(set), b = cpu_of(other);
	int order = strcmp(a.vendor, b.vendor);

	for (size_t i = 0; i < 3 && order == 0; i++)
		order = (a.numbers[i] > b.numbers[i]) - (a.numbers[i] < b.numbers[i]);
	return (order ? order : strcmp(a.name, b.name)) < 0;
}

/* "(R)" and "(TM)" are no part of a name; returns what follows. */
static const char *skip_mark(const char *at)
{
	static const char *const marks[] = { "(R)", "(TM)", "(r)", "(tm)" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strncmp(at, marks[i], strlen(marks[i])) == 0)
			return skip_mark(at + strlen(marks[i]));
	return at;
}

/* Only characters that no output has to quote; several blanks are one. */
static void name_after_cpu(struct set *set)
{
	const struct cpu cpu = cpu_of(set);
	const char *at = skip_mark(cpu.name);
	size_t length = 0;

	for (; *at && length < LABEL_MAX + MACHINE_NAME_MORE; at = skip_mark(at + 1)) {
		const bool is_plain = isalnum((unsigned char)*at) || strchr("._+-()@/", *at);

		if (is_plain)
			set->label[length++] = *at;
		else if (length > 0 && set->label[length - 1] != ' ')
			set->label[length++] = ' ';
	}
	while (length > 0 && set->label[length - 1] == ' ')
		length--;
	set->label[length] = '\0';
	if (length == 0)
		strcpy(set->label, "unknown CPU");
}

/* Adds " (2)" to the second one of a name, if there are several. */
static void number_names(struct comparison *comparison)
{
	static unsigned int numbers[MACHINES_MAX];

	for (size_t i = 0; i < comparison->count; i++) {
		unsigned int of_it = 0, before = 0;

		for (size_t j = 0; j < comparison->count; j++) {
			if (strcmp(comparison->sets[i].label, comparison->sets[j].label) != 0)
				continue;
			of_it++;
			before += j < i;
		}
		numbers[i] = of_it > 1 ? before + 1 : 0;
	}
	for (size_t i = 0; i < comparison->count; i++) {
		char *label = comparison->sets[i].label;

		if (numbers[i] > 0)
			snprintf(label + strlen(label), LABEL_SIZE - strlen(label), " (%u)",
				 numbers[i]);
	}
}

void machines_order(struct comparison *comparison)
{
	static struct set moved;

	for (size_t i = 1; i < comparison->count; i++) {
		size_t at = i;

		moved = comparison->sets[i];
		for (; at > 0 && is_before(&moved, &comparison->sets[at - 1]); at--)
			comparison->sets[at] = comparison->sets[at - 1];
		comparison->sets[at] = moved;
	}
	for (size_t i = 0; i < comparison->count; i++)
		if (!comparison->sets[i].label[0])
			name_after_cpu(&comparison->sets[i]);
	number_names(comparison);
}

static void fill_bench(struct set *set, size_t run, const struct record_bench *bench)
{
	const struct record *record = set->runs[run].record;
	const enum bench_host host = record->host.patched ? BENCH_PATCHED : BENCH_STOCK;
	const uint64_t values[] = {
		[BENCH_N] = bench->n,
		[BENCH_MIN] = bench->tsc.min,
		[BENCH_MEDIAN] = bench->tsc.median,
		[BENCH_P99] = bench->tsc.p99,
		[BENCH_MAX] = bench->tsc.max,
	};

	for (unsigned int i = 0; i <= BENCH_MAX; i++)
		facts_put(&set->facts, run, of_bench(bench->name, host, (enum bench_quantity)i),
			  values[i]);
	if (record_is_counted(record))
		facts_put(&set->facts, run, of_bench(bench->name, host, BENCH_EXITS), bench->exits);
	if (record_is_timed(record))
		facts_put(&set->facts, run, of_bench(bench->name, host, BENCH_KERNEL),
			  bench->kernel);
}

/* The exits before the probe, those in its boot, and KVM's cycles for the latter */
static void fill_boot(struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;
	const char *name = set->results->records[run].name;
	uint64_t exits = 0, kernel = 0;

	if (!record_is_counted(record) || record_is_moved(record) ||
	    !record_begins_at_handover(record))
		return;
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		exits += record->phases[i].counters.exits;
		kernel += record->phases[i].counters.kernel;
	}
	facts_put(&set->facts, run, of_boot(name, BOOT_BEFORE),
		  record->checkpoints[0].counters.exits);
	facts_put(&set->facts, run, of_boot(name, BOOT_EXITS), exits);
	if (record_is_timed(record))
		facts_put(&set->facts, run, of_boot(name, BOOT_KERNEL), kernel);
}

static void fill_run(struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;

	if (record->begin.benches == 0)
		fill_boot(set, run);
	for (uint64_t i = 0; i < record->begin.benches; i++) {
		const struct record_bench *bench = &record->benches[i];

		if (bench->status == BENCH_PASS || bench->status == BENCH_UNCHECKED)
			fill_bench(set, run, bench);
	}
}

bool machines_fill(struct comparison *comparison)
{
	bool is_filled = true;

	for (size_t i = 0; i < comparison->count; i++) {
		struct set *set = &comparison->sets[i];

		for (size_t j = 0; j < set->run_count; j++)
			fill_run(set, j);
		facts_settle(&set->facts, set->run_count);
		is_filled = is_filled && !set->facts.is_incomplete;
	}
	return is_filled;
}
