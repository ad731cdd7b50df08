// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads records with the parser of record/, samples with samples.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "complain.h"
#include "exit_probe_abi.h"
#include "functions.h"
#include "lab_pace.h"
#include "load.h"
#include "load_results.h"
#include "model.h"
#include "record/log.h"
#include "results.h"
#include "symbols_file.h"
#include "text_file.h"
#include "tool/whole_file.h"

/* A note about a log that is still valid */
static void print_note(const char *file, const char *note)
{
	if (note[0])
		complain(file, note);
}

static bool load_record(struct run *run)
{
	static struct record_log log;
	size_t size;
	char *text;
	const char *wrong = text_file_read(run->file, &text, &size);
	bool is_there;

	if (wrong)
		return complain(run->file, wrong);
	if (results_are_in(text)) {
		free(text);
		return complain(run->file, "has results of the live image: give the file itself, "
					   "without samples");
	}
	is_there = record_log_read(&log, text, size, NULL, NULL);
	free(text);
	if (!is_there)
		return complain_line(run->file, log.error_line, log.error);
	print_note(run->file, log.note);
	print_note(run->file, log.later);
	run->record = malloc(sizeof(*run->record));
	if (!run->record)
		return complain(run->file, strerror(ENOMEM));
	*run->record = log.record;
	if (!beside_read(run->file, &run->beside))
		return false;
	run->has_exact_pace = lab_pace_is_exact(run->beside);
	return true;
}

static bool load_samples(struct run *run)
{
	size_t size;
	char *text;
	const char *wrong = whole_file_read(run->samples_file, &text, &size);
	bool is_valid;

	if (wrong)
		return complain(run->samples_file, wrong);
	run->samples = malloc(sizeof(*run->samples));
	is_valid = run->samples && samples_read(run->samples, text, size, run->record);
	free(text);
	if (!run->samples)
		return complain(run->samples_file, strerror(ENOMEM));
	return is_valid ||
	       complain_line(run->samples_file, run->samples->error_line, run->samples->error);
}

static bool set_has_rip(const struct set *set)
{
	for (size_t i = 0; i < set->run_count; i++)
		if (set->runs[i].record &&
		    set->runs[i].record->host.causes == EXIT_PROBE_CAUSES_RIP)
			return true;
	return false;
}

static bool is_of(const struct symbol_file *from, const struct set *set)
{
	return (!from->set || from->set == set) && set_has_rip(set);
}

/* Adds a file's symbols to the labels that it is for; false if it fits none. */
static bool join_symbols(struct comparison *comparison, const struct symbol_file *from,
			 const struct symbols *symbols)
{
	size_t sets = 0, causes = 0;

	for (size_t i = 0; i < comparison->count; i++) {
		struct set *set = &comparison->sets[i];

		if (!is_of(from, set))
			continue;
		sets++;
		for (size_t j = 0; j < set->run_count; j++)
			if (set->runs[j].record)
				causes += functions_count(set->runs[j].record, symbols);
		symbols_join(&set->symbols, symbols);
		symbols_sort(&set->symbols);
	}
	if (sets == 0)
		return complain(from->file, "no record for these symbols: it needs a host with "
					    "exit_probe_causes=rip");
	if (causes == 0)
		return complain(from->file, "no exit is in its functions: it is of another build, "
					    "or KASLR moved the kernel (boot it with nokaslr)");
	return true;
}

static bool load_symbols(struct comparison *comparison, const struct symbol_file *from)
{
	struct symbols symbols = { 0 };
	const bool is_loaded =
		symbols_file_read(&symbols, from->file) && join_symbols(comparison, from, &symbols);

	symbols_free(&symbols);
	return is_loaded;
}

static bool load_all_symbols(struct comparison *comparison, const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->symbol_count; i++)
		if (!load_symbols(comparison, &arguments->symbols[i]))
			return false;
	for (size_t i = 0; i < comparison->count; i++) {
		const struct set *set = &comparison->sets[i];

		if (set->symbols.is_incomplete)
			return complain(set->label, strerror(ENOMEM));
		for (size_t j = 0; j < set->run_count; j++)
			if (set->runs[j].record)
				functions_join(set->runs[j].record, &set->symbols);
	}
	return true;
}

bool load(struct comparison *comparison, const struct arguments *arguments)
{
	const struct run *at;
	const char *why;

	if (arguments->has_results)
		return load_results(comparison, arguments);
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++) {
			struct run *run = &comparison->sets[i].runs[j];

			if (run->file && !load_record(run))
				return false;
			if (run->samples_file && !load_samples(run))
				return false;
		}
	why = model_objection(comparison, &at);
	if (why)
		return complain(at->file ? at->file : at->samples_file, why);
	return load_all_symbols(comparison, arguments);
}

void unload(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++) {
		struct set *set = &comparison->sets[i];

		unload_results(set);
		for (size_t j = 0; j < set->run_count; j++) {
			free(set->runs[j].record);
			free(set->runs[j].beside);
			if (set->runs[j].samples)
				samples_free(set->runs[j].samples);
			free(set->runs[j].samples);
		}
		facts_free(&set->facts);
		symbols_free(&set->symbols);
	}
}
