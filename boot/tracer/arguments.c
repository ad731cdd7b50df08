// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options, then FILE, then the command after "--".
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "refuse.h"
#include "tool/version.h"

#define BUFFER_KIB     8192
#define BUFFER_KIB_MIN 8
#define BUFFER_KIB_MAX 1048576

static const char usage[] =
	"usage: exit-tracer [-r] [-b KIB] [-g LOG | -m NAMES] FILE -- COMMAND [ARGUMENT]...\n"
	"       exit-tracer [-r] [-b KIB] [-g LOG | -m NAMES] -p PID | -n NAME FILE\n";

static const char help[] =
	"\n"
	"Traces a VM on a host whose KVM need not be patched, until the VM ends, or until\n"
	"Ctrl-C, SIGTERM or SIGHUP. Writes its exits by phase and reason to FILE: tables, the\n"
	"causes, and the record. Needs permission to trace, as root has.\n"
	"\n"
	"  COMMAND  starts QEMU, so that the trace begins with the VM\n"
	"  -p PID   trace the VM of this process\n"
	"  -n NAME  trace the VM with this name in QEMU\n"
	"  -g LOG   the guest's serial log, with the record of a probe that found no counters:\n"
	"           its checkpoints, times and benchmarks get the exits\n"
	"  -m NAMES the names of the phases that your own kernel marks: lines NUMBER NAME\n"
	"  -r       what causes an exit is where the guest was, its RIP; without -r, a port, an\n"
	"           MSR, an address, a register and so on\n"
	"  -b KIB   the trace buffer of each CPU (default 8192)\n"
	"  --help   print this text; --version prints the version\n"
	"\n"
	"Ends with 0 if FILE is complete, 2 on an error. If events were lost, there is no FILE.\n";

static int print(const char *text, const char *more)
{
	printf("%s%s", text, more);
	if (fflush(stdout) == 0)
		return 0;
	fprintf(stderr, "exit-tracer: standard output: %s\n", strerror(errno));
	return 2;
}

static bool take_option(int option, struct arguments *arguments)
{
	const char *wrong;
	char *end;

	switch (option) {
	case 'b':
		errno = 0;
		arguments->buffer_kib = strtoull(optarg, &end, 10);
		return (*optarg >= '0' && *optarg <= '9' && !*end && !errno &&
			arguments->buffer_kib >= BUFFER_KIB_MIN &&
			arguments->buffer_kib <= BUFFER_KIB_MAX) ||
		       refuse("-b %s: invalid size: use 8 to 1048576 KiB", optarg);
	case 'p':
		arguments->pid = optarg;
		return (*optarg >= '1' && *optarg <= '9' &&
			strspn(optarg, "0123456789") == strlen(optarg)) ||
		       refuse("-p %s: invalid process: use a PID", optarg);
	case 'm':
		wrong = phase_names_read(&arguments->names, optarg);
		arguments->has_names = true;
		return !wrong || refuse("%s", wrong);
	case 'r':
		arguments->with_rip = true;
		return true;
	case 'n':
		arguments->name = optarg;
		return true;
	default:
		arguments->guest = optarg;
		return true;
	}
}

/* FILE, or FILE -- COMMAND */
static bool take_words(struct arguments *arguments, char **words)
{
	if (!*words)
		return false;
	arguments->file = *words++;
	if (*words && strcmp(*words, "--") == 0 && words[1])
		arguments->command = words + 1;
	else if (*words)
		return false;
	return (arguments->pid != NULL) + (arguments->name != NULL) +
		       (arguments->command != NULL) ==
	       1;
}

int arguments_read(struct arguments *arguments, int argc, char **argv)
{
	static const struct option words[] = { { "help", no_argument, NULL, 'h' },
					       { "version", no_argument, NULL, 'v' },
					       { 0 } };
	int option;

	*arguments = (struct arguments){ .buffer_kib = BUFFER_KIB };
	while ((option = getopt_long(argc, argv, "+b:g:m:p:n:r", words, NULL)) != -1) {
		if (option == 'h')
			return print(usage, help);
		if (option == 'v')
			return print("exit-tracer ", TOOLS_VERSION "\n");
		if (option == '?')
			return 2;
		if (!take_option(option, arguments)) {
			fprintf(stderr, "exit-tracer: %s\n", refusal());
			return 2;
		}
	}
	if (arguments->guest && arguments->has_names) {
		fprintf(stderr, "exit-tracer: -g and -m: use only one of them\n");
		return 2;
	}
	if (take_words(arguments, argv + optind))
		return ARGUMENTS_RUN;
	fputs("usage: exit-tracer [OPTION]... FILE -- COMMAND; see exit-tracer --help\n", stderr);
	return 2;
}
