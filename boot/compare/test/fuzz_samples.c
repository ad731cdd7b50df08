// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzing of the samples' reader and of the rates that come of them.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_samples(struct samples *samples)
{
	static struct comparison comparison;
	static struct words words;

	memset(&comparison, 0, sizeof(comparison));
	comparison.count = 1;
	comparison.sets[0].run_count = 1;
	comparison.sets[0].runs[0].samples = samples;
	model_fill(&comparison);
	words_of(&comparison, &words);
	facts_free(&comparison.sets[0].facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct samples samples;
	const char *at = (const char *)data;

	samples_start(&samples);
	while (size > 0) {
		const char *end = memchr(at, '\n', size);
		size_t length = end ? (size_t)(end - at) : size;
		char *line = malloc(length + 1);

		if (!line)
			abort();
		memcpy(line, at, length);
		samples_line(&samples, line, length);
		free(line);
		length += end != NULL;
		at += length;
		size -= length;
	}
	if (samples_finish(&samples))
		check_samples(&samples);
	else if (samples.error_line == 0)
		abort();
	samples_free(&samples);
	return 0;
}
