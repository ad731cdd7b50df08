// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzes the parser of records, and exit-compare with the records that it accepts. The
 * fuzzer corrects the checksums first, or the parser would refuse nearly all inputs; an
 * input that begins with '!' stays unchanged.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate.h"
#include "model.h"
#include "outputs.h"
#include "timeline.h"
#include "record/crc32.h"
#include "record/log.h"
#include "record/moved.h"
#include "record/writer.h"
#include "waterfall.h"
#include "words.h"
#include "words_gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PREFIX_LENGTH (sizeof(RECORD_PREFIX) - 1)

static struct record_log reader;

/* The kind of a line; NULL if the line has no prefix */
static const char *kind_in(const char *line, size_t length)
{
	for (size_t at = 0; at + PREFIX_LENGTH <= length; at++)
		if (memcmp(line + at, RECORD_PREFIX, PREFIX_LENGTH) == 0)
			return line + at + PREFIX_LENGTH;
	return NULL;
}

/* The position of " crc=", or the end of the line */
static const char *seal_in(const char *line, const char *end)
{
	for (; end - line >= 5; line++)
		if (memcmp(line, " crc=", 5) == 0)
			return line;
	return end;
}

/* Copies a log and corrects the checksums of its lines. */
static size_t seal(const char *text, size_t size, char *to)
{
	const char *end = text + size, *next;
	uint32_t crc = 0;
	char *at = to;

	for (; text < end; text = next) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		const char *kind, *body_end;

		next = stop ? stop + 1 : end;
		kind = kind_in(text, (size_t)((stop ? stop : end) - text));
		if (!kind) {
			memcpy(at, text, (size_t)(next - text));
			at += next - text;
			continue;
		}
		body_end = seal_in(kind, stop ? stop : end);
		if (body_end - kind > 6 && memcmp(kind, "begin ", 6) == 0)
			crc = 0;
		crc = crc32_update(crc, kind, (size_t)(body_end - kind));
		memcpy(at, text, (size_t)(body_end - text));
		at += body_end - text;
		at += sprintf(at, " crc=%08x\n", (unsigned int)crc);
	}
	return (size_t)(at - to);
}

/* A boot is never worse or better than itself. */
static void check_gate(struct comparison *comparison)
{
	static struct gate gate;
	char first[SENTENCE_SIZE];

	memset(&gate, 0, sizeof(gate));
	gate.baseline = &comparison->sets[0];
	comparison->sets[0].runs[0].has_exact_pace = true;
	comparison->sets[1].runs[0].has_exact_pace = true;
	if (!gate_judge(&gate, comparison) || gate.answer == GATE_WORSE ||
	    gate.answer == GATE_BETTER)
		abort();
	words_gate_first(first, &gate, comparison);
	gate_free(&gate);
}

/* An accepted record must be the same after it is written and read again. */
static void check_record(void)
{
	static struct comparison comparison;
	static struct words words;
	static FILE *nowhere;
	static struct record_log again;
	static struct timeline timeline;
	struct waterfall waterfall;
	struct slots slots;
	static char written[(RECORD_LINE_SIZE + 1) * 1024];
	char where[256];
	struct text moved = text_in(where, sizeof(where));
	size_t length = 0;
	uint32_t sum = 0;

	record_say_moved(&moved, &reader.record);
	for (uint64_t i = 0; i < reader.record.begin.lines; i++) {
		record_write_line(&reader.record, i, &sum, written + length);
		length += strlen(written + length);
		written[length++] = '\n';
	}
	if (!record_log_read(&again, written, length, NULL, NULL) ||
	    (again.note[0] != '\0') != (where[0] != '\0') ||
	    memcmp(&again.record.end, &reader.record.end, sizeof(again.record.end)) != 0)
		abort();
	nowhere = nowhere ? nowhere : fopen("/dev/null", "w");
	if (!nowhere)
		abort();
	memset(&comparison, 0, sizeof(comparison));
	comparison.count = 2;
	comparison.base = &comparison.sets[0];
	for (size_t i = 0; i < 2; i++) {
		comparison.sets[i].run_count = 1;
		comparison.sets[i].runs[0].record = i ? &again.record : &reader.record;
	}
	model_fill(&comparison);
	words_of(&comparison, &words);
	waterfall_of(&comparison, &waterfall);
	write_trace(nowhere, &comparison);
	write_folded(nowhere, &comparison);
	check_gate(&comparison);
	slots = slots_of(&comparison);
	timeline_of(&comparison.sets[0].runs[0], &slots, &timeline);
	facts_free(&comparison.sets[0].facts);
	facts_free(&comparison.sets[1].facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool is_sealed = size > 0 && data[0] != '!';
	/* An exact size, so that the sanitizer detects a read beyond the end */
	char *room = malloc(3 * size + 64), *text;
	size_t length = size;

	if (!room)
		abort();
	if (is_sealed)
		length = seal((const char *)data, size, room);
	else if (size > 0)
		memcpy(room, data, size);
	text = realloc(room, length + !length);
	if (!text)
		abort();
	if (record_log_read(&reader, text, length, NULL, NULL))
		check_record();
	else if (reader.error[0] == '\0' || reader.error_line == 0)
		abort();
	free(text);
	return 0;
}
