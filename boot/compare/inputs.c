// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any number of LABEL=RECORD[,SAMPLES], or of LABEL=RESULTS. File names are pointers into argv,
 * which is cut at the separators.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "complain.h"
#include "inputs.h"
#include "results.h"
#include "same_file.h"
#include "text_file.h"

static const char invalid_label[] =
	"invalid label: use 1 to 32 letters, digits, spaces and . _ + -";

/* Only characters that no output has to quote */
static bool is_label(const char *label)
{
	size_t length = strlen(label);

	for (const char *at = label; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("._+ -", *at))
			return false;
	return length > 0 && length <= LABEL_MAX && label[0] != ' ' && label[length - 1] != ' ';
}

/* The file name without its folder and suffix */
static void label_of_file(char label[LABEL_SIZE], const char *file)
{
	const char *slash = strrchr(file, '/');
	char *dot;

	snprintf(label, LABEL_MAX + 1, "%s", slash ? slash + 1 : file);
	dot = strrchr(label, '.');
	if (dot && dot != label)
		*dot = '\0';
}

struct set *inputs_set(struct comparison *comparison, const char *label)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (strcmp(comparison->sets[i].label, label) == 0)
			return &comparison->sets[i];
	return NULL;
}

static struct set *set_for(struct comparison *comparison, const char *label)
{
	struct set *set = inputs_set(comparison, label);

	if (set)
		return set;
	if (comparison->count == SETS_MAX)
		return NULL;
	set = &comparison->sets[comparison->count++];
	strcpy(set->label, label);
	return set;
}

static bool has_record(const struct set *set, const char *file)
{
	for (size_t i = 0; i < set->run_count; i++)
		if (set->runs[i].file && is_same_file(set->runs[i].file, file))
			return true;
	return false;
}

static bool read_run(struct comparison *comparison, char *argument)
{
	char *equals = strchr(argument, '='), *file = equals ? equals + 1 : argument;
	char *comma = strchr(file, ',');
	char label[LABEL_SIZE] = "";
	struct set *set;
	struct run *run;

	if (comma)
		*comma = '\0';
	if (equals) {
		*equals = '\0';
		if (!is_label(argument))
			return complain(argument, invalid_label);
		strcpy(label, argument);
	} else {
		label_of_file(label, *file || !comma ? file : comma + 1);
		if (!is_label(label))
			return complain(file, "the file name is not a valid label: use LABEL=FILE");
	}
	if ((!*file && !comma) || (comma && !comma[1]))
		return complain(label, "the file name is missing");
	set = set_for(comparison, label);
	if (!set)
		return complain(label, "too many labels: the maximum is 8");
	if (set->run_count == RUNS_MAX)
		return complain(label, "too many runs of one label: the maximum is 32");
	if (*file && has_record(set, file))
		return complain(file, "this record is already a run of its label");
	run = &set->runs[set->run_count++];
	run->file = *file ? file : NULL;
	run->samples_file = comma ? comma + 1 : NULL;
	return true;
}

/* Results, or a folder for them. What can be read once only is a record. */
static bool has_results(const char *argument)
{
	const char *equals = strchr(argument, '='), *file = equals ? equals + 1 : argument;
	struct stat status;
	bool are_in = false;
	size_t size;
	char *text;

	if (stat(file, &status) != 0)
		return false;
	if (S_ISREG(status.st_mode) && !text_file_read(file, &text, &size)) {
		are_in = results_are_in(text);
		free(text);
	}
	return are_in || S_ISDIR(status.st_mode);
}

bool inputs_read(char **inputs, size_t count, struct comparison *comparison, bool *is_of_results)
{
	*is_of_results = false;
	for (size_t i = 0; i < count && !*is_of_results; i++)
		*is_of_results = has_results(inputs[i]);
	for (size_t i = 0; i < count && !*is_of_results; i++)
		if (!read_run(comparison, inputs[i]))
			return false;
	return true;
}

bool inputs_read_results(char *argument, const char **label, const char **file)
{
	char *equals = strchr(argument, '=');

	*label = equals ? argument : "";
	*file = equals ? equals + 1 : argument;
	if (equals)
		*equals = '\0';
	return !equals || is_label(argument) || complain(argument, invalid_label);
}
