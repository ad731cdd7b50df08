// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command record: the exits of the phases that a guest marks, when the VM has ended.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "hold.h"
#include "host_record.h"
#include "output.h"
#include "record/writer.h"

#define CAUSES "/sys/module/kvm/parameters/exit_probe_causes"

/* A VM that runs changes while it is read. */
#define READS   20
#define READ_MS 10
#define RUNS    "the VM runs, and changes while it is read: pause it or end it"

struct arguments {
	uint64_t seconds;
	const char *file;
	struct phase_names names;
};

static struct vm *sampled_vm(struct source *source)
{
	struct vm *vm = source->vms;

	while (vm->folder < 0)
		vm = vm->next;
	return vm;
}

/* Returns NULL, or why there is no record. */
static const char *read_record(struct record *record, struct source *source, const struct vm *vm,
			       const struct phase_names *names)
{
	static struct table table;
	struct cause_totals totals = { 0 };
	const char *wrong = NULL;
	int error;

	table_clear(&table);
	if (source->kind->read(source, &table, 0) != SOURCE_THERE)
		return source->error;
	error = source_add_causes(&totals, &vm->vcpus);
	memset(record, 0, sizeof(*record));
	if (error)
		wrong = error == EBADMSG ? BAD_CAUSE : strerror(error);
	else if (totals.count == 0)
		wrong = NO_CAUSES;
	else
		wrong = host_record(record, &totals, names);
	cause_totals_free(&totals);
	return wrong;
}

static bool write_record(const struct record *record, struct output *output)
{
	static char line[RECORD_LINE_SIZE];
	FILE *stream = output_stream(output);
	uint32_t crc = 0;

	if (!stream) {
		output_discard(output);
		return false;
	}
	for (uint64_t i = 0; i < record->begin.lines; i++) {
		record_write_line(record, i, &crc, line);
		fprintf(stream, "%s\n", line);
	}
	return output_replace(output, stream, ferror(stream) || fflush(stream) ? errno : 0);
}

/* A VM has causes once it has exits: whether it will have any, the parameter says. */
static bool has_causes(void)
{
	struct buffer text = { 0 };
	const bool is_there = !buffer_read_file(&text, AT_FDCWD, CAUSES);
	const bool has = is_there && text.data[0] != '0' && strncmp(text.data, "off", 3) != 0;

	buffer_free(&text);
	return has;
}

static int follow(struct source *source, const struct arguments *arguments, struct output *output)
{
	static struct record record;
	struct vm *vm = sampled_vm(source);
	struct hold hold;
	const int error = hold_vm(&hold, vm);
	const char *wrong = error ? strerror(error) : NULL;

	if (!wrong) {
		const bool has_ended = hold_until_end(&hold);

		wrong = read_record(&record, source, vm, &arguments->names);
		for (int i = 1; i < READS && wrong && !has_ended; i++) {
			wait_for(-1, 0, now_ms() + READ_MS);
			wrong = read_record(&record, source, vm, &arguments->names);
		}
		if (wrong && !has_ended && strcmp(wrong, HOST_RECORD_MISSING) == 0)
			wrong = RUNS;
	}
	hold_release(&hold);
	if (wrong) {
		output_discard(output);
		return command_fail(vm->id, wrong);
	}
	return write_record(&record, output) ? 0 : command_fail(arguments->file, output->error);
}

static int record(struct source *source, const struct arguments *arguments)
{
	static struct output output;
	int status;

	if (!output_open(&output, arguments->file))
		return command_fail(arguments->file, output.error);
	if (!has_causes()) {
		output_discard(&output);
		status = command_fail("debugfs", NO_CAUSES);
	} else if (source_wait(source)) {
		status = follow(source, arguments, &output);
	} else {
		output_discard(&output);
		status = command_fail("debugfs", source->error);
	}
	source_close(source);
	return status;
}

static int run(int argc, char **argv)
{
	static struct arguments arguments;
	static struct source source = {
		.kind = &debugfs,
		.where = "",
		.fd = -1,
		.with_causes = true,
		.instead = "exit-tracer",
	};
	int option;

	while ((option = getopt_long(argc, argv, "w:p:n:m:", command_words, NULL)) != -1) {
		const char *wrong;

		if (option == COMMAND_HELP || option == COMMAND_VERSION)
			return option;
		if (option == '?')
			return 2;
		wrong = option == 'm' ? phase_names_read(&arguments.names, optarg)
				      : command_choose(option, &source.choice, &arguments.seconds);
		if (wrong)
			return command_fail(option == 'm' ? "-m" : optarg, wrong);
	}
	if (argc - optind != 1)
		return COMMAND_USAGE;
	if (source.choice.pid && source.choice.name)
		return command_fail("-p, -n", "use only one of them");
	arguments.file = argv[optind];
	signals_catch();
	source.deadline = now_ms() + 1000 * arguments.seconds;
	return record(&source, &arguments);
}

const struct command record_command = {
	.name = "record",
	.run = run,
	.usage = "exit-sampler record [-w SECONDS] [-p PID | -n NAME] [-m NAMES] FILE\n",
	.help = "record writes the record of the phases that your own kernel marks to FILE, when "
		"the\n"
		"VM has ended, or after Ctrl-C, SIGTERM or SIGHUP. It needs the patch and "
		"exit_probe_causes=1.\n"
		"\n"
		"  -w SECONDS  wait up to SECONDS for a new VM, or for the VM of -p or -n\n"
		"  -p PID      the VM of this process; use PID-FD if it has several\n"
		"  -n NAME     the VM with this name in QEMU\n"
		"  -m NAMES    the names of the phases: lines NUMBER NAME\n"
		"  --help      print this text; --version prints the version\n"
		"\n"
		"Ends with 0 if FILE is complete, 2 on an error.\n",
	.hint = "exit-sampler record [OPTION]... FILE; see exit-sampler record --help",
};
