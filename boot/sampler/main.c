// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-sampler: the first argument names a command.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "commands.h"
#include "tool/version.h"

/* The last one has no name. */
static const struct command *const commands[] = { &top_command, &metrics_command, &record_command,
						  &sample_command };

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* The help of a command; that of the last one has all. */
static void print_help(const struct command *command)
{
	const char *before = "usage: ";

	for (size_t i = COMMANDS; i-- > 0;) {
		if (*command->name && commands[i] != command)
			continue;
		printf("%s%s", before, commands[i]->usage);
		before = "       ";
	}
	for (size_t i = COMMANDS; i-- > 0;)
		if (!*command->name || commands[i] == command)
			printf("\n%s", commands[i]->help);
}

/* Prints what the command returned instead of a status. */
static int print(const struct command *command, int what)
{
	if (what == COMMAND_USAGE) {
		fprintf(stderr, "usage: %s\n", command->hint);
		return 2;
	}
	if (what == COMMAND_HELP)
		print_help(command);
	else
		puts("exit-sampler " TOOLS_VERSION);
	return fflush(stdout) == 0 ? 0 : command_fail("standard output", strerror(errno));
}

/* Each VM has a folder open, and the limit of a shell or service is 1024. */
static void allow_open_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv)
{
	const struct command *const *command = commands;
	int status;

	while (*(*command)->name && (argc < 2 || strcmp(argv[1], (*command)->name) != 0))
		command++;
	/* Errors of getopt() begin with the program's name. */
	if (*(*command)->name) {
		argv[1] = argv[0];
		argc--;
		argv++;
	}
	allow_open_files();
	status = (*command)->run(argc, argv);
	return status < COMMAND_HELP ? status : print(*command, status);
}
