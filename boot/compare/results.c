// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cuts the text into sections first, so that each is a string.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/crc32.h"
#include "results.h"
#include "tool/short_form.h"

#define TITLE   "Exit Probe's results, version "
#define SECTION "== "
#define RECORD  "record "
#define RELAYED "\n==== results end" /* in a log of the serial port */
#define FLAG    "flag="
#define MARK    6  /* characters at the start of a line of the doctor's */
#define WHAT    18 /* and of its name */
#define VERSION 1

bool results_are_in(const char *text)
{
	return strstr(text, TITLE);
}

static bool fail(struct results *results, uint64_t line, const char *why)
{
	results->error_line = line;
	snprintf(results->error, sizeof(results->error), "%s", why);
	return false;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Windows and serial ports add carriage returns. */
static void strip_returns(char *text)
{
	char *to = text;

	for (; *text; text++)
		if (*text != '\r')
			*to++ = *text;
	*to = '\0';
}

static uint64_t line_of(const char *text, const char *at)
{
	uint64_t line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

/* Ends the line; returns the next one. */
static char *cut_line(char *line)
{
	char *end = strchr(line, '\n');

	if (!end)
		return line + strlen(line);
	*end = '\0';
	return end + 1;
}

/* Where a section of that name goes; NULL if it has no place */
static struct results_section *place_of(struct results *results, const char *name)
{
	if (strcmp(name, "words") == 0)
		return &results->words;
	if (strcmp(name, "machine") == 0)
		return &results->machine;
	if (strcmp(name, "doctor") == 0)
		return &results->doctor;
	if (strcmp(name, "short") == 0)
		return &results->short_form;
	if (starts(name, RECORD) && results->record_count < RUNS_MAX)
		return &results->records[results->record_count++];
	return NULL;
}

static bool has_record(const struct results *results, const char *name)
{
	for (size_t i = 0; i + 1 < results->record_count; i++)
		if (strcmp(results->records[i].name, name) == 0)
			return true;
	return false;
}

/* The end of a section's text is the start of the next one's heading, which is cut there. */
static bool take_section(struct results *results, char *heading, uint64_t line, char **next)
{
	char *name = heading + strlen(SECTION);
	struct results_section *section;

	*next = cut_line(heading);
	section = place_of(results, name);
	if (!section)
		return fail(results, line, "an unknown section: it is of a newer live image");
	if (section->name)
		return fail(results, line, "this section is there twice");
	section->name = starts(name, RECORD) ? name + strlen(RECORD) : name;
	section->text = *next;
	section->line = line + 1;
	*heading = '\0';
	return !starts(name, RECORD) || !has_record(results, section->name) ||
	       fail(results, line, "this record is there twice");
}

static bool take_sections(struct results *results, char *at, uint64_t line)
{
	char *next;

	for (; *at; at = next, line++) {
		next = strchr(at, '\n');
		next = next ? next + 1 : at + strlen(at);
		if (starts(at, SECTION) && !take_section(results, at, line, &next))
			return false;
	}
	return true;
}

static void add_fact(struct results *results, const char *value, const char *prefix,
		     const char *key, size_t length)
{
	struct results_fact *fact = &results->facts[results->fact_count];

	if (results->fact_count == RESULTS_FACTS_MAX)
		return;
	snprintf(fact->key, sizeof(fact->key), "%s%.*s", prefix, (int)length, key);
	for (char *at = fact->key; *at; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
	fact->value = value;
	results->fact_count++;
}

/* Text of a kernel may be between the lines in a log of the serial port. */
static void add_of_machine(struct results *results, const char *line)
{
	size_t length = 0;

	while (isalnum((unsigned char)line[length]) || line[length] == '_')
		length++;
	if (starts(line, FLAG))
		add_fact(results, "yes", "flag ", line + strlen(FLAG), strlen(line));
	else if (length > 0 && line[length] == '=')
		add_fact(results, line + length + 1, "", line, length);
}

static void add_of_doctor(struct results *results, const char *line)
{
	const bool is_its =
		starts(line, "ok    ") || starts(line, "--    ") || starts(line, "      ");
	size_t length = WHAT;

	if (is_its && strlen(line) > MARK + WHAT) {
		while (length > 0 && line[MARK + length - 1] == ' ')
			length--;
		add_fact(results, line + MARK + WHAT, "doctor: ", line + MARK, length);
	} else if (line[0]) {
		add_fact(results, line, "", "note", WHAT);
	}
}

static void add_facts(struct results *results)
{
	char *next;

	for (char *at = results->machine.text; *at; at = next) {
		next = cut_line(at);
		add_of_machine(results, at);
	}
	for (char *at = results->doctor.text; *at; at = next) {
		next = cut_line(at);
		add_of_doctor(results, at);
	}
}

static bool check_sections(struct results *results, uint64_t last)
{
	struct results_section *form = &results->short_form;
	char value[RESULTS_VALUE_SIZE];
	const char *wrong;

	if (!form->name)
		return fail(results, last, "the results are cut off: their end is missing");
	form->text[strcspn(form->text, "\n")] = '\0';
	wrong = short_form_check(form->text);
	if (wrong) {
		snprintf(value, sizeof(value), "the results are cut off or altered: short form: %s",
			 wrong);
		return fail(results, form->line, value);
	}
	if (!results->machine.name || !results->doctor.name)
		return fail(results, last, "the section machine or doctor is missing");
	add_facts(results);
	results_value(results, "cpu", value);
	return value[0] || fail(results, results->machine.line, "the section machine has no cpu=");
}

bool results_read(struct results *results, char *text)
{
	char *title, *body, *end;
	uint64_t line, last;
	int version;

	*results = (struct results){ .text = text };
	strip_returns(text);
	title = strstr(text, TITLE);
	if (!title)
		return fail(results, 1,
			    "no results of the live image are in it, as in the others: compare one "
			    "kind at a time");
	line = line_of(text, title);
	last = line_of(text, text + strlen(text));
	version = atoi(title + strlen(TITLE));
	body = cut_line(title);
	if (version != VERSION)
		return fail(results, line,
			    "results of another version than 1: use the exit-compare of the live "
			    "image's release");
	if (results_are_in(body))
		return fail(results, line, "several results are in this file: use a file for each");
	end = strstr(body, RELAYED);
	if (end)
		end[1] = '\0';
	results->crc = crc32_update(0, body, strlen(body));
	return take_sections(results, body, line + 1) && check_sections(results, last);
}

void results_free(struct results *results)
{
	free(results->text);
	*results = (struct results){ 0 };
}

void results_value(const struct results *results, const char *key, char value[RESULTS_VALUE_SIZE])
{
	value[0] = '\0';
	for (size_t i = 0; i < results->fact_count; i++) {
		const size_t used = strlen(value);

		if (strcmp(results->facts[i].key, key) == 0)
			snprintf(value + used, RESULTS_VALUE_SIZE - used, "%s%s", used ? "; " : "",
				 results->facts[i].value);
	}
}
