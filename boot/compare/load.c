// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records through the project's one parser, samples through samples.c.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "complain.h"
#include "load.h"
#include "model.h"
#include "record/parser.h"
#include "tool/lines.h"

static bool refuse_line(const char *file, uint64_t line, const char *why)
{
	char where[PATH_MAX + 32];

	snprintf(where, sizeof(where), "%s:%llu", file, (unsigned long long)line);
	return complain(where, why);
}

static bool read_lines(const char *name, lines_take *take, void *to)
{
	FILE *file = fopen(name, "rb");
	struct stat status;
	const char *wrong;

	if (!file)
		return complain_errno(name);
	/* Without reading all of it, where the size is known */
	if (fstat(fileno(file), &status) == 0 && status.st_size > LINES_FILE_MAX)
		wrong = "is larger than 64 MiB: no log of one boot";
	else
		wrong = lines_read(file, take, to);
	fclose(file);
	return !wrong || complain(name, wrong);
}

static void take_record_line(void *parser, const char *line, size_t length)
{
	record_parser_line(parser, line, length);
}

static void take_samples_line(void *samples, const char *line, size_t length)
{
	samples_line(samples, line, length);
}

static bool load_record(struct run *run)
{
	static struct record_parser parser;

	record_parser_start(&parser);
	if (!read_lines(run->file, take_record_line, &parser))
		return false;
	if (!record_parser_finish(&parser))
		return refuse_line(run->file, parser.error_line, parser.error);
	run->record = malloc(sizeof(*run->record));
	if (!run->record)
		return complain(run->file, strerror(ENOMEM));
	*run->record = parser.record;
	return true;
}

static bool load_samples(struct run *run)
{
	run->samples = malloc(sizeof(*run->samples));
	if (!run->samples)
		return complain(run->samples_file, strerror(ENOMEM));
	samples_start(run->samples);
	if (!read_lines(run->samples_file, take_samples_line, run->samples))
		return false;
	return samples_finish(run->samples) ||
	       refuse_line(run->samples_file, run->samples->error_line, run->samples->error);
}

bool load(struct comparison *comparison)
{
	const struct run *at;
	const char *why;

	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++) {
			struct run *run = &comparison->sets[i].runs[j];

			if (run->file && !load_record(run))
				return false;
			if (run->samples_file && !load_samples(run))
				return false;
		}
	why = model_objection(comparison, &at);
	return !why || complain(at->file ? at->file : at->samples_file, why);
}

void unload(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++) {
		struct set *set = &comparison->sets[i];

		for (size_t j = 0; j < set->run_count; j++) {
			free(set->runs[j].record);
			if (set->runs[j].samples)
				samples_free(set->runs[j].samples);
			free(set->runs[j].samples);
		}
		facts_free(&set->facts);
	}
}
