// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzing of the record's parser and of all that exit-compare makes of what it
 * accepts. Checksums are made right first, or nothing would get past them; an
 * input that begins with '!' is taken as it is.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "record/crc32.h"
#include "record/noise.h"
#include "record/parser.h"
#include "record/writer.h"
#include "tool/lines.h"
#include "waterfall.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PREFIX_LENGTH (sizeof(RECORD_PREFIX) - 1)

static struct record_parser parser;
static uint32_t crc;

/* A line of the record with the checksum that its writer would have given it */
static void feed_repaired(const char *line, size_t length)
{
	char clean[RECORD_LINE_SIZE], whole[RECORD_LINE_SIZE + 16];
	struct text text = text_in(clean, sizeof(clean));
	const char *mark;
	size_t body;

	record_strip_noise(&text, line, length);
	if (text.length < PREFIX_LENGTH || memcmp(clean, RECORD_PREFIX, PREFIX_LENGTH) != 0) {
		record_parser_line(&parser, line, length);
		return;
	}
	mark = strstr(clean + PREFIX_LENGTH, " crc=");
	body = (mark ? (size_t)(mark - clean) : text.length) - PREFIX_LENGTH;
	if (body > 6 && memcmp(clean + PREFIX_LENGTH, "begin ", 6) == 0)
		crc = 0;
	crc = crc32_update(crc, clean + PREFIX_LENGTH, body);
	snprintf(whole, sizeof(whole), "%.*s crc=%08x", (int)(PREFIX_LENGTH + body), clean,
		 (unsigned int)crc);
	record_parser_line(&parser, whole, strlen(whole));
}

static void take(void *is_repaired, const char *line, size_t length)
{
	/* A copy of its own, so that the sanitizer sees a read too far */
	char *copy = malloc(length + 1);

	if (!copy)
		abort();
	memcpy(copy, line, length);
	if (*(bool *)is_repaired)
		feed_repaired(copy, length);
	else
		record_parser_line(&parser, copy, length);
	free(copy);
}

/* What was accepted must read the same once written, and hold its sums. */
static void check_record(void)
{
	static struct comparison comparison;
	static struct words words;
	static struct record_parser again;
	struct waterfall waterfall;
	uint32_t sum = 0;

	record_parser_start(&again);
	for (uint64_t i = 0; i < parser.record.begin.lines; i++) {
		char line[RECORD_LINE_SIZE];

		record_write_line(&parser.record, i, &sum, line);
		record_parser_line(&again, line, strlen(line));
	}
	if (!record_parser_finish(&again) ||
	    memcmp(&again.record.end, &parser.record.end, sizeof(again.record.end)) != 0)
		abort();
	memset(&comparison, 0, sizeof(comparison));
	comparison.count = 2;
	comparison.base = &comparison.sets[0];
	for (size_t i = 0; i < 2; i++) {
		comparison.sets[i].run_count = 1;
		comparison.sets[i].runs[0].record = i ? &again.record : &parser.record;
	}
	model_fill(&comparison);
	words_of(&comparison, &words);
	waterfall_of(&comparison, &waterfall);
	facts_free(&comparison.sets[0].facts);
	facts_free(&comparison.sets[1].facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool is_repaired = size == 0 || data[0] != '!';
	FILE *file = size ? fmemopen((void *)(uintptr_t)data, size, "rb") : NULL;

	crc = 0;
	record_parser_start(&parser);
	if (file) {
		lines_read(file, take, &is_repaired);
		fclose(file);
	}
	if (record_parser_finish(&parser))
		check_record();
	else if (parser.error[0] == '\0' || parser.error_line == 0)
		abort();
	return 0;
}
