// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-record: finds the record in a serial log, checks it, and prints it or parts
 * of it.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "record/schema.h"
#include "record/writer.h"
#include "tool/get.h"
#include "tool/record_file.h"
#include "tool/short_form.h"
#include "tool/tables.h"
#include "tool/value.h"
#include "tool/version.h"

#define STATUS_FAILED 1
#define STATUS_USAGE  2

/* Options as bits of struct arguments' given */
#define OPTION_ALL     0x01
#define OPTION_CSV     0x02
#define OPTION_ONLY    0x04
#define OPTION_HELP    0x08
#define OPTION_VERSION 0x10

static const struct option options[] = {
	{ "all", no_argument, NULL, OPTION_ALL },
	{ "csv", no_argument, NULL, OPTION_CSV },
	{ "only", required_argument, NULL, OPTION_ONLY },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ 0 },
};

struct arguments {
	int given;
	const char *only;
	int count;
	char **words;
};

struct command {
	const char *name; /* NULL: the default without a command */
	const char *usage;
	int options;
	int (*run)(const struct arguments *arguments); /* -1: too few or too many words */
};

static const char help[] =
	"\n"
	"FILE is a serial log with a record in it, or a record. Without a command its last\n"
	"complete record, or with --all each of them, is checked and printed. stderr says if\n"
	"wrapped lines were joined or messages inside lines were removed.\n"
	"\n"
	"get      the value of KEY in each line of that KIND, or in the one called NAME:\n"
	"             get host tsc_khz FILE              get phase idle halted FILE\n"
	"             get checkpoint name FILE           get bench cpuid exits_by.cpuid FILE\n"
	"             get reasons idle hlt FILE          get reasons idle hlt.exits FILE\n"
	"         A reason that did not occur has 0.\n"
	"verdict  the verdict and its reason. Exit status 0: pass, 1: fail, 2: error, moved, or\n"
	"         no record, 3: the host is not patched.\n"
	"table    a table of one or more records, in Markdown or CSV:\n"
	"             before  exits before the first checkpoint, by reason\n"
	"             boot    exits of the boot: own reads, calibration, the rest\n"
	"             phases  net exits of each phase, without the own reads\n"
	"             causes  the largest causes of exits, without the own reads\n"
	"             causes-before  the largest before the first checkpoint\n"
	"             causes-boot    all causes from there on, by phase\n"
	"             changes  by cause, what each record has fewer or more than the first\n"
	"             costs   the cost of one operation of each benchmark\n"
	"             KIND    the lines of that kind, with a column for each key\n"
	"         --only prints only the rows of those names. LABEL names a record in the table\n"
	"         (default: the file's name; the folder's if the file is called record).\n"
	"short    checks the short form of the live image's results, typed or scanned from its QR\n"
	"         code, and prints its values: KERNEL=EXITS/CYCLES of the boot in KVM\n"
	"         (-STOCK: without the patch), of a benchmark the median cycles STOCK/PATCHED.\n"
	"\n"
	"KINDs are begin, host, guest, calibration, checkpoint, phase, reason, reasons, cause,\n"
	"bench, end.\n"
	"--help prints this text, --version the version.\n"
	"\n"
	"Ends with 0 on success, 1 if FILE has no complete record or no such value, 2 if the "
	"command\n"
	"line is invalid.\n";

static int complain(const char *what, const char *message)
{
	fprintf(stderr, "%s: %s\n", what, message);
	return STATUS_FAILED;
}

/* Exits with an error if standard output could not be written. */
static int finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	return complain("standard output", strerror(errno));
}

static void print(const struct record *record)
{
	char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	for (uint64_t i = 0; i < record->begin.lines; i++) {
		record_write_line(record, i, &crc, line);
		puts(line);
	}
}

static int run_print(const struct arguments *arguments)
{
	const struct record *record;

	if (arguments->count != 1)
		return -1;
	if (arguments->given & OPTION_ALL)
		return record_file_read_all(arguments->words[0], print) ? finish(0) : STATUS_FAILED;
	record = record_file_read(arguments->words[0]);
	if (!record)
		return STATUS_FAILED;
	print(record);
	return finish(0);
}

static int run_get(const struct arguments *arguments)
{
	const int count = arguments->count;
	char **words = arguments->words;
	const struct record *record;
	const char *file;

	if (count != 3 && count != 4)
		return -1;
	file = words[count - 1];
	record = record_file_read(file);
	if (!record || !get(file, record, words[0], count == 4 ? words[1] : NULL, words[count - 2]))
		return STATUS_FAILED;
	return finish(0);
}

static int run_verdict(const struct arguments *arguments)
{
	static const int statuses[] = {
		[VERDICT_PASS] = 0,  [VERDICT_FAIL] = 1,      [VERDICT_ERROR] = 2,
		[VERDICT_MOVED] = 2, [VERDICT_UNPATCHED] = 3,
	};
	const struct record *record;
	char reason[4 * sizeof(record->end.reason)];
	struct text text = text_in(reason, sizeof(reason));

	if (arguments->count != 1)
		return -1;
	record = record_file_read(arguments->words[0]);
	if (!record)
		return statuses[VERDICT_ERROR];
	value_text(&text, record->end.reason);
	printf("%s%s%s\n", record_verdict_name(record->end.verdict), *reason ? ": " : "", reason);
	return finish(statuses[record->end.verdict]);
}

/* The file's name without folders and extension, or its folder's name */
static void label_of_file(char label[TABLE_LABEL_SIZE], const char *file)
{
	const char *name = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
	size_t length = strcspn(name, ".");

	if (length == strlen("record") && strncmp(name, "record", length) == 0 && name > file + 1) {
		const char *end = name - 1;

		for (name = end; name > file && name[-1] != '/';)
			name--;
		length = (size_t)(end - name);
	}
	snprintf(label, TABLE_LABEL_SIZE, "%.*s", (int)length, name);
}

static bool add_record(struct table *table, const char *word)
{
	struct table_record *to = &table->records[table->count];
	const char *equals = strchr(word, '=');

	if (table->count == TABLE_RECORDS_MAX) {
		complain(word, "too many records: a table has room for 64");
		return false;
	}
	to->file = equals ? equals + 1 : word;
	if (equals)
		snprintf(to->label, sizeof(to->label), "%.*s", (int)(equals - word), word);
	else
		label_of_file(to->label, word);
	to->record = record_file_read(to->file);
	table->count++;
	return to->record;
}

static int run_table(const struct arguments *arguments)
{
	static struct table table;

	if (arguments->count < 2)
		return -1;
	table.cells.csv = arguments->given & OPTION_CSV;
	table.only = arguments->only;
	for (int i = 1; i < arguments->count; i++)
		if (!add_record(&table, arguments->words[i]))
			return STATUS_FAILED;
	return table_print(&table, arguments->words[0]) ? finish(0) : STATUS_FAILED;
}

static int run_short(const struct arguments *arguments)
{
	if (arguments->count == 0)
		return -1;
	return short_form_print(arguments->words, arguments->count) ? finish(0) : STATUS_FAILED;
}

static const struct command commands[] = {
	{ NULL, "[--all] FILE", OPTION_ALL, run_print },
	{ "get", "get KIND [NAME] KEY FILE", 0, run_get },
	{ "verdict", "verdict FILE", 0, run_verdict },
	{ "table", "table WHAT [--csv] [--only NAME,...] [LABEL=]FILE...", OPTION_CSV | OPTION_ONLY,
	  run_table },
	{ "short", "short TEXT", 0, run_short },
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

/* Removes the first word if it names a command; else returns the default command. */
static const struct command *take_command(struct arguments *arguments)
{
	for (size_t i = 1; arguments->count > 0 && i < COMMANDS; i++)
		if (strcmp(arguments->words[0], commands[i].name) == 0) {
			arguments->words++;
			arguments->count--;
			return &commands[i];
		}
	return &commands[0];
}

static int run(const struct command *command, const struct arguments *arguments)
{
	int status = arguments->given & ~command->options ? -1 : command->run(arguments);

	if (status != -1)
		return status;
	fprintf(stderr, "usage: exit-record %s; see exit-record --help\n", command->usage);
	return STATUS_USAGE;
}

static int print_help(void)
{
	for (size_t i = 0; i < COMMANDS; i++)
		printf("%s exit-record %s\n", i == 0 ? "usage:" : "      ", commands[i].usage);
	fputs(help, stdout);
	return finish(0);
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 0 };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == '?')
			return STATUS_USAGE;
		arguments.given |= option;
		if (option == OPTION_ONLY)
			arguments.only = optarg;
	}
	if (arguments.given & OPTION_HELP)
		return print_help();
	if (arguments.given & OPTION_VERSION) {
		puts("exit-record " TOOLS_VERSION);
		return finish(0);
	}
	arguments.count = argc - optind;
	arguments.words = argv + optind;
	return run(take_command(&arguments), &arguments);
}
