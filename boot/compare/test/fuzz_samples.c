// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzes the parser of samples, and the rates of those that it accepts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "made_record.h"
#include "model.h"
#include "outputs.h"
#include "timeline.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_samples(struct samples *samples, struct record *record)
{
	static struct timeline timeline;
	static struct comparison comparison;
	static struct words words;
	static FILE *nowhere;
	struct slots slots;

	nowhere = nowhere ? nowhere : fopen("/dev/null", "w");
	if (!nowhere)
		abort();
	memset(&comparison, 0, sizeof(comparison));
	comparison.count = 1;
	comparison.sets[0].run_count = 1;
	comparison.sets[0].runs[0].samples = samples;
	comparison.sets[0].runs[0].record = record;
	model_fill(&comparison);
	words_of(&comparison, &words);
	write_trace(nowhere, &comparison);
	write_folded(nowhere, &comparison);
	slots = slots_of(&comparison);
	timeline_of(&comparison.sets[0].runs[0], &slots, &timeline);
	facts_free(&comparison.sets[0].facts);
}

/* A record that the samples have to agree with */
static struct record *made(void)
{
	static struct record record;

	if (!record.begin.version)
		make_minimal(&record);
	return &record;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct samples samples;
	/* A copy of exact size, so that the sanitizer detects a read beyond the end */
	char *text = malloc(size + !size);

	if (!text)
		abort();
	if (size > 0)
		memcpy(text, data, size);
	/* A leading space selects the comparison with a record; it is not part of the samples. */
	if (size > 0 && text[0] == ' ' && samples_read(&samples, text + 1, size - 1, made()))
		check_samples(&samples, made());
	else if (size > 0 && text[0] != ' ' && samples_read(&samples, text, size, NULL))
		check_samples(&samples, NULL);
	else if (size > 1 && (samples.error_line == 0 || !samples.error))
		abort();
	samples_free(&samples);
	free(text);
	return 0;
}
