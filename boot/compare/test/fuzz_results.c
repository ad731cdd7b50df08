// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzes the parser of the live image's results, and what is said of machines with them. The
 * fuzzer corrects the checksum of the short form first.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machines.h"
#include "model.h"
#include "record/crc32.h"
#include "record/log.h"
#include "words.h"

#define FORM "EXITPROBE:1 "
#define CRC  " CRC:"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void seal(char *text)
{
	char *form = strstr(text, "\n" FORM), *crc = form ? strstr(form, CRC) : NULL;
	char sum[16];

	if (!crc || strlen(crc) < strlen(CRC) + 8)
		return;
	snprintf(sum, sizeof(sum), "%08X",
		 (unsigned int)crc32_update(0, form + 1, (size_t)(crc - form - 1)));
	memcpy(crc + strlen(CRC), sum, 8);
}

static void take(void *to, const char *key, const char *value, const machines_have have)
{
	char *names = machines_names(to, have);

	/* A value has a name, and a machine. */
	if (!key[0] || !names || !names[0] || strlen(value) >= RESULTS_VALUE_SIZE)
		abort();
	free(names);
}

static void load(struct comparison *comparison, struct results *results)
{
	static struct record_log log;
	struct set *set = &comparison->sets[comparison->count++];

	set->results = results;
	results->file = "made up";
	for (size_t i = 0; i < results->record_count; i++) {
		struct results_section *section = &results->records[i];
		struct run *run = &set->runs[set->run_count];

		if (!record_log_read(&log, section->text, strlen(section->text), NULL, NULL))
			continue;
		results->records[set->run_count++] = *section;
		run->file = "made up";
		run->record = malloc(sizeof(*run->record));
		if (!run->record)
			abort();
		*run->record = log.record;
	}
}

static void check(const char *text)
{
	static struct comparison comparison;
	static struct results results[2];
	static struct words words;

	memset(&comparison, 0, sizeof(comparison));
	for (size_t i = 0; i < 2; i++) {
		char *copy = strdup(text);

		if (copy && results_read(&results[i], copy))
			load(&comparison, &results[i]);
	}
	if (comparison.count == 2) {
		machines_order(&comparison);
		model_fill(&comparison);
		words_of(&comparison, &words);
		machines_facts(&comparison, true, take, &comparison);
		machines_facts(&comparison, false, take, &comparison);
	}
	for (size_t i = 0; i < comparison.count; i++) {
		for (size_t j = 0; j < comparison.sets[i].run_count; j++)
			free(comparison.sets[i].runs[j].record);
		facts_free(&comparison.sets[i].facts);
	}
	results_free(&results[0]);
	results_free(&results[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	seal(text);
	check(text);
	free(text);
	return 0;
}
