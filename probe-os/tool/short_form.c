// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the short form.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/crc32.h"
#include "tool/short_form.h"

#define SIZE  1024
#define BEGIN "EXITPROBE:1 "
#define CRC   " CRC:"

/* As it was written: capitals, and one blank between words */
static bool join(char text[SIZE], char *const *words, int count)
{
	size_t length = 0;

	for (int i = 0; i < count; i++)
		for (const char *from = words[i];; from++) {
			char c = (char)toupper((unsigned char)*from);

			if (!*from || isspace((unsigned char)*from))
				c = ' ';
			if (length == SIZE - 1)
				return false;
			if (c != ' ' || (length > 0 && text[length - 1] != ' '))
				text[length++] = c;
			if (!*from)
				break;
		}
	while (length > 0 && text[length - 1] == ' ')
		length--;
	text[length] = '\0';
	return true;
}

/* Cuts the checksum off. */
static const char *check(char text[SIZE])
{
	char *crc = strstr(text, CRC), *end;
	uint32_t is;

	if (strncmp(text, BEGIN, strlen(BEGIN)) != 0 || !crc)
		return "it begins with EXITPROBE:1 and ends with CRC: and eight digits";
	is = crc32_update(0, text, (size_t)(crc - text));
	if (strlen(crc + strlen(CRC)) != 8 || strtoul(crc + strlen(CRC), &end, 16) != is || *end)
		return "the checksum is wrong: a letter was misread or is missing";
	*crc = '\0';
	return NULL;
}

static const char *read_words(char text[SIZE], char *const *words, int count)
{
	return join(text, words, count) ? check(text) : "it is too long";
}

const char *short_form_check(char *line)
{
	char text[SIZE];

	return read_words(text, &line, 1);
}

bool short_form_print(char *const *words, int count)
{
	char text[SIZE];
	const char *wrong = read_words(text, words, count);

	if (wrong) {
		fprintf(stderr, "short form: %s\n", wrong);
		return false;
	}
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
		char *colon = strchr(word, ':');

		if (colon)
			*colon = '=';
		puts(word);
	}
	return true;
}
