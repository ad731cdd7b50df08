// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command without a name: samples KVM's statistics of a VM periodically until the VM
 * ends, then writes them as CSV.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "command.h"
#include "output.h"
#include "source.h"

#define INTERVAL_MS 100

struct arguments {
	uint64_t interval, seconds;
	const char *source, *file, *causes;
};

/* Samples until the VM ends; false on an error, which is in source->error. */
static bool take_samples(struct source *source, struct table *table, uint64_t interval)
{
	const uint64_t start = now_ms();
	enum source_state state = SOURCE_THERE;
	uint64_t next = start;

	source_set(source, state, "interrupted before the first sample");
	while (state == SOURCE_THERE && !is_end_requested()) {
		uint64_t now;

		state = source->kind->read(source, table, now_ms() - start);
		now = now_ms();
		next = next + interval > now ? next + interval : now + interval;
		if (state == SOURCE_THERE)
			wait_for(-1, 0, next);
	}
	if (table->left_out)
		state = source_set(source, SOURCE_BROKEN, TOO_MANY_COLUMNS, TABLE_COLUMNS_MAX);
	/* The VM may have ended before the first row. */
	return state != SOURCE_BROKEN && table->rows > 0;
}

/* Saves all samples. False if some are lost; the error is in output->error. */
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

/* Saves the causes; returns the exit status. */
static int save_causes(struct source *source, const struct arguments *arguments,
		       struct output *output)
{
	FILE *stream = output_stream(output);

	if (!stream) {
		output_discard(output);
		return command_fail(arguments->causes, output->error);
	}
	source_describe(source, stream);
	if (!source_write_causes(source, stream)) {
		fclose(stream);
		output_discard(output);
		return command_fail(arguments->source, source->error);
	}
	return output_save(output, stream, fflush(stream) == 0 ? 0 : errno)
		       ? 0
		       : command_fail(arguments->causes, output->error);
}

static int sample(struct source *source, const struct arguments *arguments)
{
	static struct table table;
	static struct output output, causes;
	int status = 0;

	if (!output_open(&output, arguments->file))
		return command_fail(arguments->file, output.error);
	if (arguments->causes && !output_open(&causes, arguments->causes)) {
		output_discard(&output);
		return command_fail(arguments->causes, causes.error);
	}
	if (!source_wait(source) || !take_samples(source, &table, arguments->interval))
		status = command_fail(arguments->source, source->error);
	if (table.rows == 0)
		output_discard(&output);
	else if (!save(source, &table, &output))
		status = command_fail(arguments->file, output.error);
	if (arguments->causes && table.rows == 0)
		output_discard(&causes);
	else if (arguments->causes && save_causes(source, arguments, &causes) != 0)
		status = 2;
	source_close(source);
	table_free(&table);
	return status;
}

/* Returns NULL, or the error in its argument. */
static const char *take_option(int option, struct source *source, struct arguments *arguments)
{
	switch (option) {
	case 'i':
		arguments->interval = command_number(optarg);
		return arguments->interval ? NULL : BAD_NUMBER;
	case 'c':
		arguments->causes = optarg;
		source->with_causes = true;
		return NULL;
	case 'a':
		source->choice.all = true;
		return NULL;
	default:
		return command_choose(option, &source->choice, &arguments->seconds);
	}
}

static int run(int argc, char **argv)
{
	struct arguments arguments = { .interval = INTERVAL_MS };
	static struct source source = { .fd = -1, .instead = "qmp:SOCKET" };
	const struct choice *choice = &source.choice;
	int option;

	while ((option = getopt_long(argc, argv, "i:w:p:n:ac:", command_words, NULL)) != -1) {
		const char *wrong;

		if (option == COMMAND_HELP || option == COMMAND_VERSION)
			return option;
		if (option == '?')
			return 2;
		wrong = take_option(option, &source, &arguments);
		if (wrong)
			return command_fail(optarg, wrong);
	}
	if (argc - optind != 2)
		return COMMAND_USAGE;
	if ((choice->pid != NULL) + (choice->name != NULL) + choice->all > 1)
		return command_fail("-p, -n, -a", "use only one of them");
	arguments.source = argv[optind];
	arguments.file = argv[optind + 1];
	if (!source_named(&source, arguments.source))
		return command_fail(arguments.source, "invalid source: use debugfs or qmp:SOCKET");
	if (source.kind == &qmp && (choice->pid || choice->name || choice->all))
		return command_fail(arguments.source,
				    "-p, -n and -a work with debugfs only: a monitor has one VM");
	if (source.kind == &qmp && arguments.causes)
		return command_fail(arguments.source,
				    "-c works with debugfs only: QMP does not have the causes");
	signals_catch();
	source.deadline = now_ms() + 1000 * arguments.seconds;
	return sample(&source, &arguments);
}

const struct command sample_command = {
	.name = "",
	.run = run,
	.usage = "exit-sampler [-i MS] [-w SECONDS] [-p PID | -n NAME | -a] [-c CAUSES.csv]\n"
		 "                    debugfs FILE.csv\n"
		 "       exit-sampler [-i MS] [-w SECONDS] qmp:SOCKET FILE.csv\n",
	.help = "Samples what KVM counts for a VM until the VM ends, or until Ctrl-C, SIGTERM or\n"
		"SIGHUP. Writes the samples to FILE.csv, one row each.\n"
		"\n"
		"  debugfs     KVM's statistics in debugfs, for root\n"
		"  qmp:SOCKET  the same statistics from a QEMU monitor that has no other client\n"
		"\n"
		"  -i MS       the interval in milliseconds (default 100)\n"
		"  -w SECONDS  wait up to SECONDS for a new VM, or for the VM of -p or -n; without "
		"-w\n"
		"              the VM must be running\n"
		"  -p PID      sample the VM of this process; use PID-FD if it has several\n"
		"  -n NAME     sample the VM with this name in QEMU\n"
		"  -a          sample all VMs, also new ones; the column vm identifies them\n"
		"  -c CAUSES.csv\n"
		"              write also what caused the exits: ports, MSRs, addresses and so on\n"
		"  --help      print this text; --version prints the version\n"
		"\n"
		"Ends with 0 if FILE.csv is complete, 2 on an error. After an error FILE.csv "
		"contains\n"
		"the samples taken before it.\n",
	.hint = "exit-sampler [OPTION]... debugfs|qmp:SOCKET FILE.csv; see exit-sampler --help",
};
