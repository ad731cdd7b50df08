// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-probe: reads the counters of a patched KVM from inside a Linux guest.
 * See enum status for its exit status.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "boot_record.h"
#include "hw/instructions.h"
#include "lib/cmdline.h"
#include "lib/text.h"
#include "output.h"
#include "probe/host.h"
#include "probe/report.h"
#include "quiet.h"
#include "record/reason.h"
#include "record/schema.h"
#include "record/writer.h"
#include "system.h"
#include "tool/version.h"

#define CHANGED "the host changed its mode, or the VM was moved"

enum status {
	STATUS_PASS,
	STATUS_FAIL,
	STATUS_ERROR,
	STATUS_UNPATCHED,
};

static enum status complain(const char *what, const char *why)
{
	fprintf(stderr, "exit-probe: %s: %s\n", what, why);
	return STATUS_ERROR;
}

static enum status report_unpatched(void)
{
	fputs(system_kernel_is_answered()
		      ? "exit-probe: the host answers the kernel only: set exit_probe_user=1 on "
			"the host\n"
		      : "exit-probe: the host is not patched: the exit counters are missing\n",
	      stderr);
	return STATUS_UNPATCHED;
}

static uint64_t exits_now(void)
{
	return cpuid_first(cpuid(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS));
}

/* The keys of a record's checkpoint, from tsc= on: those that the host counts */
static void print_counters(const struct record *record)
{
	const struct record_kind *kind = record_kind_of("checkpoint");
	const char *checkpoint = (const char *)record + kind->offset, *separator = "";
	char line[RECORD_LINE_SIZE];
	struct text text = text_in(line, sizeof(line));

	for (size_t i = 2; i < kind->count; i++) {
		const struct record_field *field = &kind->fields[i];

		if (!record_knows_field(record, field))
			continue;
		text_string(&text, separator);
		text_string(&text, field->key);
		text_char(&text, '=');
		record_write_value(&text, field, checkpoint + field->offset);
		separator = " ";
	}
	puts(line);
}

static void print_reasons(const struct record *record, const struct sample *sample)
{
	for (size_t row = 0; row < sample_rows(sample); row++) {
		const struct record_count count = sample_row(sample, row);
		char name[RECORD_NAME_SIZE];
		struct text text = text_in(name, sizeof(name));

		reason_word(&text, record->host.vendor, sample->rows[row].eax);
		printf("reason=%s exits=%llu", name, (unsigned long long)count.exits);
		if (record_is_timed(record))
			printf(" kernel=%llu", (unsigned long long)count.kernel);
		putchar('\n');
	}
}

static enum status sample(const char *argument)
{
	static struct record record = { .begin = { .version = RECORD_VERSION },
					.host = { .patched = 1 } };
	static struct sample before, taken;
	const char *wrong;

	(void)argument;
	if (!host_has_signature())
		return report_unpatched();
	wrong = host_abi_lacks();
	if (wrong)
		return complain("sample", wrong);
	/* The same generation before and after it: the mode is that of the sample. */
	sample_take(&before, 0, MARK_NOTHING);
	wrong = host_describe(&record.host);
	if (wrong)
		return complain("sample", wrong);
	sample_take(&taken, 0, MARK_NOTHING);
	if (record_generations_differ(sample_generation(&before), sample_generation(&taken)))
		return complain("sample", CHANGED ": try again");
	record.checkpoints[0].tsc = taken.tsc;
	record.checkpoints[0].generation = sample_generation(&taken);
	sample_decode(&taken, &record.checkpoints[0].counters);
	print_counters(&record);
	print_reasons(&record, &taken);
	return fflush(stdout) == 0 ? STATUS_PASS : complain("standard output", strerror(errno));
}

/* Checks a name and replaces the hyphens of a systemd unit by underscores. */
static bool make_name(const char *from, char name[RECORD_NAME_SIZE])
{
	size_t length = strspn(from, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	if (length == 0 || length >= RECORD_NAME_SIZE || from[length] != '\0')
		return false;
	strcpy(name, from);
	while ((name = strchr(name, '-')))
		*name = '_';
	return true;
}

/* Two reads around the sample limit the cost of the checkpoint itself. */
static enum status checkpoint(const char *name)
{
	static struct stored stored;
	int store;

	if (!name || !make_name(name, stored.name))
		return complain("checkpoint",
				"invalid name: use 1 to 31 lower-case letters, digits and _");
	stored.started = exits_now();
	store = store_open(true);
	if (store < 0)
		return complain(STORE_FOLDER, strerror(errno));
	stored.reads = 1;
	stored.ended = stored.started;
	boot_record_take(&stored);
	if (!store_append(store, &stored))
		return complain(STORE_FOLDER, strerror(errno));
	stored.reads_after = 1;
	stored.ended = exits_now();
	if (!store_update_last(store, &stored))
		return complain(STORE_FOLDER, strerror(errno));
	return STATUS_PASS;
}

static enum status status_of(const struct record *record)
{
	switch (record->end.verdict) {
	case VERDICT_PASS:
		return STATUS_PASS;
	case VERDICT_FAIL:
		return STATUS_FAIL;
	case VERDICT_UNPATCHED:
		return report_unpatched();
	case VERDICT_MOVED:
		return complain(CHANGED, record->end.reason);
	default:
		return complain("report", record->end.reason);
	}
}

static void say_cost(const struct own_cost *cost)
{
	char line[160];

	snprintf(line, sizeof(line),
		 "exit-probe's own: %llu reads; its checkpoints took %llu exits, reads included",
		 (unsigned long long)cost->reads, (unsigned long long)cost->exits);
	output_line(line);
}

/* exit_probe.quiet=MS on the kernel command line enables it. */
static size_t find_quiet(struct quiet all[QUIET_MAX], const struct record_host *host)
{
	static char cmdline[SYSTEM_CMDLINE_SIZE];
	uint64_t ms = 0;

	system_cmdline(cmdline);
	if (cmdline_number(cmdline, "exit_probe.quiet", 60000, &ms) != CMDLINE_FOUND ||
	    !host->patched)
		return 0;
	return quiet_find(all, ms, host->tsc_khz);
}

static void say_quiet(const struct quiet all[], size_t count)
{
	char line[160];

	for (size_t i = 0; i < count; i++) {
		snprintf(line, sizeof(line), "quiet from=%llu to=%llu exits=%llu",
			 (unsigned long long)all[i].from, (unsigned long long)all[i].to,
			 (unsigned long long)all[i].exits);
		output_line(line);
	}
}

static enum status make_report(const char *file)
{
	static struct record record;
	static struct quiet quiet[QUIET_MAX];
	size_t quiet_count;
	struct own_cost cost = { 0 };
	int store = store_open(false);
	const char *wrong = boot_record(store, &record, &cost);

	if (store >= 0)
		close(store);
	if (wrong)
		return complain("report", wrong);
	quiet_count = find_quiet(quiet, &record.host);
	if (!output_open(file))
		return complain(file, strerror(errno));
	say_quiet(quiet, quiet_count);
	if (record.host.patched)
		say_cost(&cost);
	report(&record, NULL);
	if (!output_close())
		return complain(file ? file : "standard output", strerror(errno));
	return status_of(&record);
}

static const struct {
	const char *name;
	int words_max; /* with the name */
	enum status (*run)(const char *argument);
} commands[] = {
	{ "sample", 1, sample },
	{ "checkpoint", 2, checkpoint },
	{ "report", 2, make_report },
};

static const char usage[] =
	"usage: exit-probe sample | checkpoint NAME | report [FILE] | --help | --version\n";

static const char help[] =
	"\n"
	"sample      print the counters and the exits by reason\n"
	"checkpoint  keep a sample with this name for the report\n"
	"report      print tables and the record of all checkpoints, or write them to FILE\n"
	"\n"
	"Ends with 0 on success, 1 if the record's verdict is fail, 2 on an error, 3 if the host\n"
	"is not patched.\n";

static enum status print(const char *text, const char *more)
{
	printf("%s%s", text, more);
	return fflush(stdout) == 0 ? STATUS_PASS : complain("standard output", strerror(errno));
}

int main(int argc, char **argv)
{
	if (argc == 2 && text_equal(argv[1], "--help"))
		return (int)print(usage, help);
	if (argc == 2 && text_equal(argv[1], "--version"))
		return (int)print("exit-probe ", TOOLS_VERSION "\n");
	system_prepare();
	for (size_t i = 0; argc >= 2 && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (text_equal(argv[1], commands[i].name) && argc - 1 <= commands[i].words_max)
			return (int)commands[i].run(argv[2]);
	fputs(usage, stderr);
	return STATUS_ERROR;
}
