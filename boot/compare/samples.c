// SPDX-License-Identifier: GPL-2.0-only
/*
 * The samples of one VM as columns by name.
 */
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

void samples_start(struct samples *samples)
{
	memset(samples, 0, sizeof(*samples));
	samples->time_column = samples->exits_column = SAMPLES_COLUMNS_MAX;
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

static bool is_taken(const struct samples *samples, const char *name)
{
	for (size_t i = 0; i < samples->columns; i++)
		if (strcmp(samples->names[i], name) == 0)
			return true;
	return false;
}

/* What the sampler says of itself and of the VM */
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
			fail(samples, "no samples: the first line is not a list of column names");
			return;
		}
		memcpy(name, cell, size);
		if (strcmp(name, "vm") == 0) {
			fail(samples, "samples of several VMs: take those of one");
			return;
		}
		if (samples->columns == SAMPLES_COLUMNS_MAX || is_taken(samples, name)) {
			fail(samples, "a column stands twice, or there are too many");
			return;
		}
		if (strcmp(name, "time_ms") == 0)
			samples->time_column = samples->columns;
		if (strcmp(name, "exits") == 0)
			samples->exits_column = samples->columns;
		memcpy(samples->names[samples->columns++], name, sizeof(name));
	}
	if (samples->time_column == SAMPLES_COLUMNS_MAX ||
	    samples->exits_column == SAMPLES_COLUMNS_MAX)
		fail(samples, "the columns time_ms and exits are not both there");
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

/* A number times ten to the power of decimals; further digits are dropped. */
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

static void read_row(struct samples *samples, const char *line, size_t length)
{
	const char *at = line, *cell;
	size_t size, column = 0;
	const char *why;

	for (; next_cell(&at, line + length, &cell, &size); column++) {
		unsigned int decimals = column == samples->time_column ? MICROSECONDS_DIGITS : 0;

		if (column == samples->columns ||
		    !read_number(cell, size, decimals, &samples->last[column])) {
			fail(samples, "a value is not a number, or there are more than columns");
			return;
		}
	}
	if (column < samples->columns) {
		fail(samples, "the row has fewer values than there are columns");
		return;
	}
	if (samples->series.count == SAMPLES_ROWS_MAX) {
		fail(samples, "more rows than a boot can have");
		return;
	}
	why = series_add(&samples->series, samples->last[samples->time_column],
			 samples->last[samples->exits_column]);
	if (why)
		fail(samples, why);
}

void samples_line(struct samples *samples, const char *line, size_t length)
{
	samples->lines++;
	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (samples->error)
		return;
	if (length >= SAMPLES_LINE_SIZE)
		fail(samples, "the line is too long");
	else if (samples->columns == 0 && is_remark(line, length))
		return;
	else if (samples->columns == 0)
		read_header(samples, line, length);
	else
		read_row(samples, line, length);
}

bool samples_finish(struct samples *samples)
{
	if (samples->series.count < 2)
		fail(samples, "no samples: at least two rows are needed");
	return !samples->error;
}

void samples_free(struct samples *samples)
{
	series_free(&samples->series);
}
