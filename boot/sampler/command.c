// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all commands share: the words of their options, numbers and errors.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "source.h"

const struct option command_words[] = {
	{ "help", no_argument, NULL, COMMAND_HELP },
	{ "version", no_argument, NULL, COMMAND_VERSION },
	{ 0 },
};

uint64_t command_number(const char *text)
{
	uint64_t n;
	char *end;

	errno = 0;
	n = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno && n <= COMMAND_LONGEST ? n : 0;
}

bool command_is_process(const char *text)
{
	return *text >= '1' && *text <= '9' && strspn(text, "0123456789-") == strlen(text);
}

const char *command_choose(int option, struct choice *choice, uint64_t *seconds)
{
	switch (option) {
	case 'w':
		*seconds = command_number(optarg);
		choice->wait = true;
		return *seconds ? NULL : BAD_NUMBER;
	case 'p':
		choice->pid = optarg;
		return command_is_process(optarg) ? NULL : BAD_PROCESS;
	default:
		choice->name = optarg;
		return NULL;
	}
}

int command_fail(const char *what, const char *why)
{
	fprintf(stderr, "exit-sampler: %s: %s\n", what, why);
	return 2;
}
