// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads files through the parser of logs.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/log.h"
#include "tool/record_file.h"
#include "tool/whole_file.h"

static struct record_log read_log;
static const char *read_name;
static record_file_take *taker;

static bool complain(const char *file, const char *message)
{
	fprintf(stderr, "%s: %s\n", file, message);
	return false;
}

/* Prints the note of each record and passes the record on. */
static void take(void *unused, const struct record_log *log)
{
	(void)unused;
	if (log->note[0])
		complain(read_name, log->note);
	taker(&log->record);
}

static bool read(const char *file, record_log_take *take_each)
{
	size_t size;
	char *text;
	const char *wrong = whole_file_read(file, &text, &size);
	bool is_there;

	if (wrong)
		return complain(file, wrong);
	read_name = file;
	is_there = record_log_read(&read_log, text, size, take_each, NULL);
	free(text);
	if (!is_there)
		fprintf(stderr, "%s:%llu: %s\n", file, (unsigned long long)read_log.error_line,
			read_log.error);
	else if (read_log.later[0])
		complain(file, read_log.later);
	return is_there;
}

const struct record *record_file_read(const char *file)
{
	struct record *copy;

	if (!read(file, NULL))
		return NULL;
	if (read_log.note[0])
		complain(file, read_log.note);
	copy = malloc(sizeof(*copy));
	if (copy)
		*copy = read_log.record;
	else
		complain(file, strerror(ENOMEM));
	return copy;
}

bool record_file_read_all(const char *file, record_file_take *take_record)
{
	taker = take_record;
	return read(file, take);
}
