// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parses the samples of one VM into named columns.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"

#define MICROSECONDS_DIGITS 3

static void fail(struct samples *samples, const char *why)
{
	if (samples->error)
		return;
	samples->error = why;
	samples->error_line = samples->lines ? samples->lines : 1;
}

/* The next cell of a line; false at its end */
static bool next_cell(const char **at, const char *end, const char **cell, size_t *length)
{
	const char *comma;

	if (*at > end)
		return false;
	comma = memchr(*at, ',', (size_t)(end - *at));
	*cell = *at;
	*length = (size_t)((comma ? comma : end) - *at);
	*at = *cell + *length + 1;
	return true;
}

static bool is_name(const char *cell, size_t length)
{
	if (length == 0 || length >= SAMPLES_NAME_SIZE)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!(cell[i] >= 'a' && cell[i] <= 'z') && !(cell[i] >= '0' && cell[i] <= '9') &&
		    cell[i] != '_')
			return false;
	return true;
}

size_t samples_column(const struct samples *samples, const char *name)
{
	size_t column = 0;

	while (column < samples->columns && strcmp(samples->names[column], name) != 0)
		column++;
	return column;
}

/* A comment of the sampler about itself or the VM */
static bool is_remark(const char *line, size_t length)
{
	return length > 2 && memcmp(line, "# ", 2) == 0 && memchr(line, '=', length);
}

static void read_header(struct samples *samples, const char *line, size_t length)
{
	const char *at = line, *cell;
	size_t size;

	while (next_cell(&at, line + length, &cell, &size)) {
		char name[SAMPLES_NAME_SIZE] = "";

		if (!is_name(cell, size)) {
			fail(samples,
			     "malformed header: the first line is not a list of column names");
			return;
		}
		memcpy(name, cell, size);
		if (strcmp(name, "vm") == 0) {
			fail(samples, "samples of several VMs: use a file with one VM");
			return;
		}
		if (samples->columns == SAMPLES_COLUMNS_MAX ||
		    samples_column(samples, name) < samples->columns) {
			fail(samples, "a column appears twice, or there are too many columns");
			return;
		}
		if (strcmp(name, "time_ms") == 0)
			samples->time_column = samples->columns;
		if (strcmp(name, "exits") == 0)
			samples->exits_column = samples->columns;
		memcpy(samples->names[samples->columns], name, sizeof(name));
		agreement_column(&samples->agreement, samples->names[samples->columns],
				 samples->columns);
		samples->columns++;
	}
	if (samples->time_column == SAMPLES_COLUMNS_MAX ||
	    samples->exits_column == SAMPLES_COLUMNS_MAX)
		fail(samples, "the column time_ms or exits is missing");
}

/* Appends a digit; false if the number would not fit. */
static bool push_digit(uint64_t *value, char digit)
{
	uint64_t added = (uint64_t)(digit - '0');

	if (*value > (UINT64_MAX - added) / 10)
		return false;
	*value = *value * 10 + added;
	return true;
}

/* Multiplies the number by ten to the power of decimals and drops further digits. */
static bool read_number(const char *cell, size_t length, unsigned int decimals, uint64_t *value)
{
	bool in_fraction = false;
	unsigned int left = decimals;

	*value = 0;
	for (size_t i = 0; i < length; i++) {
		if (cell[i] == '.' && decimals > 0 && !in_fraction && i > 0) {
			in_fraction = true;
			continue;
		}
		if (cell[i] < '0' || cell[i] > '9')
			return false;
		if (in_fraction && left == 0)
			continue;
		left -= in_fraction;
		if (!push_digit(value, cell[i]))
			return false;
	}
	for (; left > 0; left--)
		if (!push_digit(value, '0'))
			return false;
	return length > 0;
}

static bool keep_row(struct samples *samples)
{
	const size_t used = samples->series.count * samples->columns;

	if (used + samples->columns > samples->cells_room) {
		const size_t room = 2 * (used + samples->columns);
		uint64_t *cells = realloc(samples->cells, room * sizeof(*cells));

		if (!cells)
			return false;
		samples->cells = cells;
		samples->cells_room = room;
	}
	memcpy(samples->cells + used, samples->last, samples->columns * sizeof(samples->last[0]));
	return true;
}

static void read_row(struct samples *samples, const char *line, size_t length)
{
	const char *at = line, *cell;
	size_t size, column = 0;
	const char *why;

	for (; next_cell(&at, line + length, &cell, &size); column++) {
		unsigned int decimals = column == samples->time_column ? MICROSECONDS_DIGITS : 0;

		if (column == samples->columns ||
		    !read_number(cell, size, decimals, &samples->last[column])) {
			fail(samples, "a value is not a number, or the row has too many values");
			return;
		}
	}
	if (column < samples->columns) {
		fail(samples, "the row has too few values");
		return;
	}
	if (samples->series.count == SAMPLES_ROWS_MAX) {
		fail(samples, "too many rows");
		return;
	}
	if (!keep_row(samples)) {
		fail(samples, "out of memory");
		return;
	}
	agreement_row(&samples->agreement, samples->last, samples->last[samples->time_column],
		      samples->last[samples->exits_column]);
	why = series_add(&samples->series, samples->last[samples->time_column],
			 samples->last[samples->exits_column]);
	if (why)
		fail(samples, why);
}

/* The value of the remark with that key; NULL for another remark */
static const char *value_of(const char *line, size_t length, const char *key)
{
	size_t begin = strlen(key);

	return length >= begin && memcmp(line, key, begin) == 0 ? line + begin : NULL;
}

static void read_remark(struct samples *samples, const char *line, size_t length)
{
	static const struct {
		const char *key, *title;
	} of_vm[] = { { "# name=", "" }, { "# uuid=", "UUID " }, { "# pid=", "PID " } };
	const char *end = line + length;
	size_t used = strlen(samples->vm);

	if (value_of(line, length, "# from=running"))
		samples->has_late_start = true;
	for (size_t i = 0; i < sizeof(of_vm) / sizeof(of_vm[0]); i++) {
		const char *value = value_of(line, length, of_vm[i].key);

		if (value)
			snprintf(samples->vm + used, sizeof(samples->vm) - used, "%s%s%.*s",
				 used ? ", " : "", of_vm[i].title, (int)(end - value), value);
	}
}

static void read_line(struct samples *samples, const char *line, size_t length)
{
	samples->lines++;
	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (length >= SAMPLES_LINE_SIZE)
		fail(samples, "the line is too long");
	else if (samples->columns == 0 && is_remark(line, length))
		read_remark(samples, line, length);
	else if (samples->columns == 0)
		read_header(samples, line, length);
	else
		read_row(samples, line, length);
}

/* A truncated number would still be a valid number. */
static void fail_cut(struct samples *samples)
{
	samples->lines++;
	fail(samples, "the last line is truncated: it has no newline");
}

/* Appends the VM of the remarks to the error. */
static void fail_agreement(struct samples *samples)
{
	size_t used = strlen(samples->error_text);

	if (samples->vm[0])
		snprintf(samples->error_text + used, sizeof(samples->error_text) - used, " (%s)",
			 samples->vm);
	fail(samples, samples->error_text);
}

bool samples_read(struct samples *samples, const char *text, size_t size,
		  const struct record *record)
{
	memset(samples, 0, sizeof(*samples));
	samples->time_column = samples->exits_column = SAMPLES_COLUMNS_MAX;
	agreement_start(&samples->agreement, record);
	while (size > 0 && !samples->error) {
		const char *end = memchr(text, '\n', size);
		size_t length = end ? (size_t)(end - text) : size;

		if (end)
			read_line(samples, text, length);
		else
			fail_cut(samples);
		length += end != NULL;
		text += length;
		size -= length;
	}
	if (samples->series.count < 2)
		fail(samples, "too few samples: at least two rows are needed");
	if (!samples->error &&
	    !agreement_holds(&samples->agreement, samples->last[samples->exits_column],
			     samples->error_text, sizeof(samples->error_text)))
		fail_agreement(samples);
	return !samples->error;
}

uint64_t samples_cell(const struct samples *samples, size_t row, size_t column)
{
	return samples->cells[row * samples->columns + column];
}

void samples_free(struct samples *samples)
{
	free(samples->cells);
	samples->cells = NULL;
	series_free(&samples->series);
}
