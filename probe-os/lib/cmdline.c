// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of a command line.
 */
#include "lib/cmdline.h"
#include "lib/mem.h"
#include "lib/text.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '"';
}

static size_t word_length(const char *word)
{
	size_t length = 0;

	while (word[length] && !is_blank(word[length]))
		length++;
	return length;
}

/* The last value of the key and its length, NULL if the key does not occur */
static const char *find(const char *line, const char *key, size_t *length)
{
	size_t key_length = strlen(key);
	const char *found = NULL;

	while (*line) {
		size_t word = word_length(line);

		if (word > key_length && memcmp(line, key, key_length) == 0 &&
		    line[key_length] == '=') {
			found = line + key_length + 1;
			*length = word - key_length - 1;
		}
		line += word;
		while (is_blank(*line))
			line++;
	}
	return found;
}

enum cmdline_result cmdline_number(const char *line, const char *key, uint64_t max, uint64_t *value)
{
	size_t length;
	const char *digits = find(line, key, &length);
	uint64_t number = 0;

	if (!digits)
		return CMDLINE_ABSENT;
	if (length == 0)
		return CMDLINE_BAD;
	for (size_t i = 0; i < length; i++) {
		if (digits[i] < '0' || digits[i] > '9' || number > max / 10)
			return CMDLINE_BAD;
		number = number * 10 + (uint64_t)(digits[i] - '0');
	}
	if (number > max)
		return CMDLINE_BAD;
	*value = number;
	return CMDLINE_FOUND;
}

enum cmdline_result cmdline_word(const char *line, const char *key, const char *const *words,
				 size_t count, unsigned int *value)
{
	size_t length;
	const char *word = find(line, key, &length);

	if (!word)
		return CMDLINE_ABSENT;
	for (size_t i = 0; i < count; i++)
		if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0) {
			*value = (unsigned int)i;
			return CMDLINE_FOUND;
		}
	return CMDLINE_BAD;
}

enum cmdline_result cmdline_text(const char *line, const char *key, char *to, size_t size)
{
	struct text text = text_in(to, size);
	size_t length;
	const char *value = find(line, key, &length);

	if (!value)
		return CMDLINE_ABSENT;
	text_bytes(&text, value, length);
	return CMDLINE_FOUND;
}
