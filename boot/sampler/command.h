/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A command of exit-sampler, and what all commands share.
 */
#ifndef SAMPLER_COMMAND_H
#define SAMPLER_COMMAND_H

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

/* What run() returns instead of a status, for main() to print; also options of command_words */
enum {
	COMMAND_HELP = 256,
	COMMAND_VERSION,
	COMMAND_USAGE, /* the arguments are wrong: hint on stderr, status 2 */
};

struct command {
	const char *name;                  /* "": it runs if the first argument names no other */
	int (*run)(int argc, char **argv); /* returns the exit status */
	const char *usage, *help;          /* of --help */
	const char *hint;                  /* the usage in one line, without an end */
};

/* --help and --version */
extern const struct option command_words[];

/* The longest time, in any unit, so that no sum of times overflows */
#define COMMAND_LONGEST 86400000
#define BAD_NUMBER      "invalid number: use 1 to 86400000"

/* Parses a decimal number from 1 to COMMAND_LONGEST; 0 if invalid. */
uint64_t command_number(const char *text);

#define BAD_PROCESS "invalid process: use PID or PID-FD"

bool command_is_process(const char *text);

struct choice;

/*
 * Takes one of the options -w, -p and -n, which choose a VM; seconds: how long -w waits.
 * Returns NULL, or the error in its argument.
 */
const char *command_choose(int option, struct choice *choice, uint64_t *seconds);

/* Prints an error; returns the exit status. */
int command_fail(const char *what, const char *why);

#endif
