// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU: -name [guest=]NAME[,KEY=VALUE...], with a comma in a name doubled, and
 * -uuid UUID.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "identity.h"

/* The field of /proc/PID/stat, counted from the state, which follows the program */
#define STAT_START_TIME 19

/* Either byte of U+0080 to U+009F in UTF-8, some of which are escapes to a terminal */
static bool is_of_c1(const unsigned char *text, size_t i)
{
	if (i > 0 && text[i - 1] == 0xc2)
		i--;
	return text[i] == 0xc2 && text[i + 1] >= 0x80 && text[i + 1] < 0xa0;
}

static bool is_control(const char *text, size_t i)
{
	const unsigned char *bytes = (const unsigned char *)text;

	return bytes[i] < ' ' || bytes[i] == 127 || is_of_c1(bytes, i);
}

void identity_copy(char *to, size_t size, const char *from)
{
	size_t i;

	for (i = 0; i + 1 < size && from[i]; i++)
		to[i] = is_control(from, i) ? '?' : from[i];
	to[i] = '\0';
}

/* Copies the next item of a comma-separated list; returns the rest, or NULL at the end. */
static const char *next_part(const char *list, char *part, size_t size)
{
	size_t length = 0;

	if (!*list)
		return NULL;
	for (; *list && (*list != ',' || list[1] == ','); list++) {
		if (*list == ',')
			list++;
		if (length + 1 < size)
			part[length++] = *list;
	}
	part[length] = '\0';
	return *list ? list + 1 : list;
}

static void take_name(struct identity *identity, const char *value)
{
	char part[IDENTITY_NAME_SIZE + 8];
	bool is_first = true;

	while ((value = next_part(value, part, sizeof(part)))) {
		if (strncmp(part, "guest=", 6) == 0)
			identity_copy(identity->name, sizeof(identity->name), part + 6);
		else if (is_first && !strchr(part, '='))
			identity_copy(identity->name, sizeof(identity->name), part);
		is_first = false;
	}
}

void identity_from_arguments(struct identity *identity, const char *arguments, size_t length)
{
	const char *end = arguments + length, *option = "";

	while (arguments < end) {
		const char *next = memchr(arguments, '\0', (size_t)(end - arguments));

		if (!next)
			return;
		if (strcmp(option, "-name") == 0)
			take_name(identity, arguments);
		else if (strcmp(option, "-uuid") == 0)
			identity_copy(identity->uuid, sizeof(identity->uuid), arguments);
		option = arguments + (strncmp(arguments, "--", 2) == 0);
		arguments = next + 1;
	}
}

/* The boot time in seconds since 1970; 0 if unknown */
static time_t boot_time(struct buffer *text)
{
	const char *line;

	if (buffer_read_file(text, AT_FDCWD, "/proc/stat") || !text->data)
		return 0;
	line = strstr(text->data, "\nbtime ");
	return line ? (time_t)strtoll(line + 7, NULL, 10) : 0;
}

/* PID (PROGRAM) STATE ...; PROGRAM may contain any characters */
static void take_stat(struct identity *identity, struct buffer *text)
{
	char *open = strchr(text->data, '('), *close = strrchr(text->data, ')'), *at;
	unsigned long long ticks;
	time_t boot;

	if (!open || !close || close < open)
		return;
	*close = '\0';
	identity_copy(identity->program, sizeof(identity->program), open + 1);
	at = close + 1;
	for (int i = 0; i < STAT_START_TIME && at; i++)
		at = strchr(at + 1, ' ');
	if (!at)
		return;
	ticks = strtoull(at, NULL, 10);
	boot = boot_time(text);
	if (boot)
		identity->started = boot + (time_t)(ticks / (unsigned long)sysconf(_SC_CLK_TCK));
}

void identity_of(struct identity *identity, unsigned long pid)
{
	struct buffer text = { 0 };
	char file[64];

	memset(identity, 0, sizeof(*identity));
	identity->pid = pid;
	snprintf(file, sizeof(file), "/proc/%lu/cmdline", pid);
	if (!buffer_read_file(&text, AT_FDCWD, file))
		identity_from_arguments(identity, text.data, text.length);
	snprintf(file, sizeof(file), "/proc/%lu/stat", pid);
	if (!buffer_read_file(&text, AT_FDCWD, file))
		take_stat(identity, &text);
	buffer_free(&text);
}
