// SPDX-License-Identifier: GPL-2.0-only
/*
 * All files are read, also after a bad one: whoever has fifty wants to know all that are bad.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "complain.h"
#include "inputs.h"
#include "load_results.h"
#include "machines.h"
#include "record/log.h"
#include "text_file.h"

/* The live image's names; a mount may show them in small letters. */
#define NAME_OF_IMAGE "EXITP"

static bool load_record(struct set *set, const struct results_section *section)
{
	static struct record_log log;
	const char *file = set->results->file;
	struct run *run = &set->runs[set->run_count++];
	const bool is_there =
		record_log_read(&log, section->text, strlen(section->text), NULL, NULL);
	char name[PATH_MAX];

	if (!is_there)
		return complain_line(file, section->line + log.error_line - 1, log.error);
	if (log.records > 1)
		return complain_line(file, section->line, "several records are in this section");
	if (log.record.host.source == SOURCE_TRACE && log.record.begin.benches > 0)
		return complain_line(
			file, section->line,
			"benchmarks of a traced host: they include what tracing takes");
	snprintf(name, sizeof(name), "%s, %s", file, section->name);
	run->record = malloc(sizeof(*run->record));
	run->file = strdup(name);
	if (!run->record || !run->file)
		return complain(file, strerror(ENOMEM));
	*run->record = log.record;
	return true;
}

static bool is_new(const struct comparison *comparison, const struct results *results)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct results *other = comparison->sets[i].results;
		char why[PATH_MAX + 64];

		if (other == results || other->crc != results->crc)
			continue;
		snprintf(why, sizeof(why), "has the same results as %s: give them once",
			 other->file);
		return complain(results->file, why);
	}
	return true;
}

/* A file that turns out to be bad stays a set, so that unload() frees what it has. */
static bool load_text(struct comparison *comparison, const char *label, const char *file,
		      char *text)
{
	struct set *set = &comparison->sets[comparison->count++];
	struct results *results = malloc(sizeof(*results));
	bool is_good = true;

	if (!results) {
		free(text);
		comparison->count--;
		return complain(file, strerror(ENOMEM));
	}
	strcpy(set->label, label);
	set->results = results;
	if (!results_read(results, text)) {
		results->file = strdup(file);
		return complain_line(file, results->error_line, results->error);
	}
	results->file = strdup(file);
	if (!results->file)
		return complain(file, strerror(ENOMEM));
	for (size_t i = 0; i < results->record_count && is_good; i++)
		is_good = load_record(set, &results->records[i]);
	return is_good && is_new(comparison, results);
}

static bool load_file(struct comparison *comparison, const char *label, const char *file)
{
	size_t size;
	char *text;
	const char *wrong;

	if (comparison->count == MACHINES_MAX)
		return complain(file, "too many machines: the maximum is 256");
	wrong = text_file_read(file, &text, &size);
	if (wrong)
		return complain(file, wrong);
	return load_text(comparison, label, file, text);
}

/* Others in a folder are not meant. */
static bool is_meant(const char *name, const char *file)
{
	struct stat status;
	bool are_in;
	size_t size;
	char *text;

	if (stat(file, &status) != 0 || !S_ISREG(status.st_mode))
		return false;
	if (strncasecmp(name, NAME_OF_IMAGE, strlen(NAME_OF_IMAGE)) == 0)
		return true;
	if (text_file_read(file, &text, &size))
		return false;
	are_in = results_are_in(text);
	free(text);
	return are_in;
}

static bool load_folder(struct comparison *comparison, const char *label, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort), found = 0;
	bool is_good = true;

	if (count < 0)
		return complain_errno(folder);
	for (int i = 0; i < count; i++) {
		char file[PATH_MAX];

		snprintf(file, sizeof(file), "%s/%s", folder, entries[i]->d_name);
		if (is_meant(entries[i]->d_name, file)) {
			is_good = load_file(comparison, label, file) && is_good;
			found++;
		}
		free(entries[i]);
	}
	free(entries);
	return is_good &&
	       (found > 0 || complain(folder, "no results of the live image are in this folder"));
}

static bool load_argument(struct comparison *comparison, char *argument)
{
	const char *label, *file;
	struct stat status;

	if (!inputs_read_results(argument, &label, &file))
		return false;
	if (stat(file, &status) == 0 && S_ISDIR(status.st_mode))
		return load_folder(comparison, label, file);
	return load_file(comparison, label, file);
}

bool load_results(struct comparison *comparison, const struct arguments *arguments)
{
	bool is_good = true;

	for (size_t i = 0; i < arguments->input_count; i++)
		is_good = load_argument(comparison, arguments->inputs[i]) && is_good;
	if (is_good)
		machines_order(comparison);
	return is_good;
}

void unload_results(struct set *set)
{
	if (!set->results)
		return;
	for (size_t i = 0; i < set->run_count; i++)
		free((char *)set->runs[i].file);
	free((char *)set->results->file);
	results_free(set->results);
	free(set->results);
	set->results = NULL;
}
