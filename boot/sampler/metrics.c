// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command metrics: one sample of all VMs, as a file for node_exporter.
 */
#include <getopt.h>
#include <string.h>

#include "commands.h"
#include "metrics_text.h"
#include "output.h"
#include "tsc.h"

/* One sample of all VMs, with a row for each; false: see source->error */
static bool take_sample(struct source *source, struct table *table)
{
	/* Without a VM there are no rows, which is not an error. */
	if (source->kind->open(source) == SOURCE_BROKEN ||
	    source->kind->read(source, table, 0) == SOURCE_BROKEN)
		return false;
	if (table->left_out)
		source_set(source, SOURCE_BROKEN, "more than %d columns", TABLE_COLUMNS_MAX);
	return !table->left_out;
}

static int write_file(const struct source *source, const struct table *table, const char *file)
{
	static struct output output;
	FILE *stream;

	if (!output_open(&output, file))
		return command_fail(file, output.error);
	stream = output_stream(&output);
	if (!stream) {
		output_discard(&output);
		return command_fail(file, output.error);
	}
	if (!output_replace(&output, stream, metrics_write(source, table, tsc_khz(), stream)))
		return command_fail(file, output.error);
	return 0;
}

static int write_stdout(const struct source *source, const struct table *table)
{
	const int error = metrics_write(source, table, tsc_khz(), stdout);

	return error ? command_fail("standard output", strerror(error)) : 0;
}

static int run(int argc, char **argv)
{
	static struct source source = {
		.kind = &debugfs,
		.where = "",
		.choice = { .all = true },
		.is_view = true,
		.fd = -1,
		.instead = "exit-sampler qmp:SOCKET FILE.csv for one VM",
	};
	static struct table table;
	const char *file = NULL;
	int option, status;

	while ((option = getopt_long(argc, argv, "o:", command_words, NULL)) != -1) {
		if (option == COMMAND_HELP || option == COMMAND_VERSION)
			return option;
		if (option == '?')
			return 2;
		file = optarg;
	}
	if (argc != optind)
		return COMMAND_USAGE;
	if (!take_sample(&source, &table))
		status = command_fail(source.kind->name, source.error);
	else
		status = file ? write_file(&source, &table, file) : write_stdout(&source, &table);
	source_close(&source);
	table_free(&table);
	return status;
}

const struct command metrics_command = {
	.name = "metrics",
	.run = run,
	.usage = "exit-sampler metrics [-o FILE.prom]\n",
	.help = "metrics: writes what KVM counts for all VMs, once, for Prometheus. For root.\n"
		"\n"
		"  -o FILE.prom\n"
		"              replace this file, in the folder of node_exporter's textfile\n"
		"              collector; without -o it writes to stdout\n"
		"\n"
		"Ends with 0 if all is written, 2 on an error. After an error FILE.prom is as\n"
		"before.\n",
	.hint = "exit-sampler metrics [-o FILE.prom]; see exit-sampler metrics --help",
};
