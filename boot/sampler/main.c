// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-sampler: the statistics that KVM has of a VM, every so many milliseconds, until
 * the VM ends; then all of them as CSV.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "output.h"
#include "source.h"
#include "tool/version.h"

#define LOOK_MS     20
#define INTERVAL_MS 100
#define LONGEST     86400000 /* so that no sum of times is too large */

static const char usage[] =
	"usage: exit-sampler [-i MS] [-w SECONDS] [-p PID | -n NAME | -a] debugfs FILE.csv\n"
	"       exit-sampler [-i MS] [-w SECONDS] qmp:SOCKET FILE.csv\n";

static const char help[] =
	"\n"
	"Writes what KVM counts of a VM to FILE.csv, a row per sample, until the VM ends\n"
	"or the sampler is told to (Ctrl-C, SIGTERM, SIGHUP).\n"
	"\n"
	"  debugfs     KVM's statistics in debugfs, for root\n"
	"  qmp:SOCKET  those that QEMU has, from a monitor that nobody else uses\n"
	"\n"
	"  -i MS       how often (100)\n"
	"  -w SECONDS  wait so long for a VM that begins from now on, or for what -p or -n\n"
	"              name; without it the VM is there already\n"
	"  -p PID      the VM of that process; PID-FD if it has several\n"
	"  -n NAME     the VM that QEMU was given that name for\n"
	"  -a          all VMs, also those that begin later; the column vm says which\n"
	"  --help      this text; --version the version\n"
	"\n"
	"Ends with 0 where all is in FILE.csv, with 2 for an error: what was sampled until\n"
	"then is in FILE.csv all the same.\n";
static const char no_number[] = "is no number from 1 to 86400000";

struct arguments {
	uint64_t interval, seconds;
	const char *source, *file;
};

static int complain(const char *what, const char *why)
{
	fprintf(stderr, "exit-sampler: %s: %s\n", what, why);
	return 2;
}

static int misused(void)
{
	fputs("usage: exit-sampler [OPTION]... debugfs|qmp:SOCKET FILE.csv; "
	      "see exit-sampler --help\n",
	      stderr);
	return 2;
}

static int print(const char *text, const char *more)
{
	printf("%s%s", text, more);
	return fflush(stdout) == 0 ? 0 : complain("standard output", strerror(errno));
}

/* A number of decimal digits alone, from 1 on; 0 if invalid. */
static uint64_t number(const char *text)
{
	uint64_t n;
	char *end;

	errno = 0;
	n = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno && n <= LONGEST ? n : 0;
}

static bool wait_for_vm(struct source *source)
{
	enum source_state state;

	while ((state = source->kind->open(source)) == SOURCE_ABSENT && source->choice.wait &&
	       now_ms() < source->deadline && !told_to_end())
		wait_for(-1, 0, now_ms() + LOOK_MS);
	return state == SOURCE_THERE;
}

/* Until the VM ends; false if something else did it: see what the source says. */
static bool take_samples(struct source *source, struct table *table, uint64_t interval)
{
	const uint64_t start = now_ms();
	enum source_state state = SOURCE_THERE;
	uint64_t next = start;

	source_says(source, state, "it was told to end");
	while (state == SOURCE_THERE && !told_to_end()) {
		uint64_t now;

		state = source->kind->read(source, table, now_ms() - start);
		now = now_ms();
		next = next + interval > now ? next + interval : now + interval;
		if (state == SOURCE_THERE)
			wait_for(-1, 0, next);
	}
	if (table->left_out)
		state = source_says(source, SOURCE_BROKEN,
				    "more than %d columns: some are left out", TABLE_COLUMNS_MAX);
	/* It may have ended before there was a row. */
	return state != SOURCE_BROKEN && table->rows > 0;
}

/* What was sampled is kept, whatever ended it. False if not all is: see what it says. */
static bool save(const struct source *source, const struct table *table, struct output *output)
{
	FILE *stream = output_stream(output);
	bool is_written;

	if (!stream) {
		output_discard(output);
		return false;
	}
	source_describe(source, stream);
	is_written = table_write(table, stream);
	return output_save(output, stream, is_written ? 0 : errno);
}

static int sample(struct source *source, const struct arguments *arguments)
{
	static struct table table;
	static struct output output;
	int status = 0;

	if (!output_open(&output, arguments->file))
		return complain(arguments->file, output.said);
	if (!wait_for_vm(source) || !take_samples(source, &table, arguments->interval))
		status = complain(arguments->source, source->said);
	if (table.rows == 0)
		output_discard(&output);
	else if (!save(source, &table, &output))
		status = complain(arguments->file, output.said);
	source_close(source);
	table_free(&table);
	return status;
}

/* What is wrong with its argument, or NULL */
static const char *take_option(int option, struct source *source, struct arguments *arguments)
{
	switch (option) {
	case 'i':
		arguments->interval = number(optarg);
		return arguments->interval ? NULL : no_number;
	case 'w':
		arguments->seconds = number(optarg);
		source->choice.wait = true;
		return arguments->seconds ? NULL : no_number;
	case 'p':
		source->choice.pid = optarg;
		return *optarg >= '1' && *optarg <= '9' &&
				       strspn(optarg, "0123456789-") == strlen(optarg)
			       ? NULL
			       : "is neither PID nor PID-FD";
	case 'n':
		source->choice.name = optarg;
		return NULL;
	default:
		source->choice.all = true;
		return NULL;
	}
}

int main(int argc, char **argv)
{
	static const struct option words[] = { { "help", no_argument, NULL, 'h' },
					       { "version", no_argument, NULL, 'v' },
					       { 0 } };
	struct arguments arguments = { .interval = INTERVAL_MS };
	static struct source source = { .fd = -1 };
	const struct choice *choice = &source.choice;
	int option;

	while ((option = getopt_long(argc, argv, "i:w:p:n:a", words, NULL)) != -1) {
		const char *wrong;

		if (option == 'h')
			return print(usage, help);
		if (option == 'v')
			return print("exit-sampler ", TOOLS_VERSION "\n");
		if (option == '?')
			return 2;
		wrong = take_option(option, &source, &arguments);
		if (wrong)
			return complain(optarg, wrong);
	}
	if (argc - optind != 2)
		return misused();
	if ((choice->pid != NULL) + (choice->name != NULL) + choice->all > 1)
		return complain("-p, -n, -a", "only one of them can be given");
	arguments.source = argv[optind];
	arguments.file = argv[optind + 1];
	if (!source_named(&source, arguments.source))
		return complain(arguments.source, "is neither debugfs nor qmp:SOCKET");
	if (source.kind == &qmp && (choice->pid || choice->name || choice->all))
		return complain(arguments.source,
				"a monitor is one VM's: -p, -n and -a are debugfs's");
	signals_catch();
	source.deadline = now_ms() + 1000 * arguments.seconds;
	return sample(&source, &arguments);
}
