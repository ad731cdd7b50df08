// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-record: finds the record in a serial log, checks it, and prints it or
 * what is asked of it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "record/schema.h"
#include "record/writer.h"
#include "tool/get.h"
#include "tool/record_file.h"
#include "tool/tables.h"
#include "tool/value.h"
#include "tool/version.h"

#define STATUS_FAILED 1
#define STATUS_USAGE  2

static const char usage[] =
	"usage: exit-record [--all] FILE\n"
	"       exit-record get KIND [NAME] KEY FILE\n"
	"       exit-record verdict FILE\n"
	"       exit-record table WHAT [--csv] [--only NAME,...] [LABEL=]FILE...\n"
	"       exit-record --help | --version\n";

static const char help[] =
	"\n"
	"FILE is a serial log with a record in it, or a record. Alone it is checked and printed:\n"
	"the last whole record in it, or all of them. What was done for that, to lines that were\n"
	"folded or had a message in them, is told on stderr.\n"
	"\n"
	"get      the value of KEY in each line of that KIND, or in the one called NAME:\n"
	"             get host tsc_khz FILE              get phase idle halted FILE\n"
	"             get checkpoint name FILE           get bench cpuid exits_by.cpuid FILE\n"
	"             get reasons idle hlt FILE          get reasons idle hlt.exits FILE\n"
	"         A reason that did not occur has 0.\n"
	"verdict  the verdict and its reason. Ends with 0: pass, 1: fail, 2: error, moved, or\n"
	"         no record, 3: the host is not patched.\n"
	"table    a table of one or more records, in Markdown or CSV:\n"
	"             before  exits before the first checkpoint, by reason\n"
	"             boot    exits from there on: own reads, calibration, the boot itself\n"
	"             phases  exits of each phase without the reads\n"
	"             costs   what one operation of each benchmark costs\n"
	"             KIND    the lines of that kind, a column for each key\n"
	"         --only has the rows of those names alone. LABEL is what a record is called\n"
	"         (default: the file's name; its folder's if that is record).\n"
	"\n"
	"KINDs are begin, host, guest, calibration, checkpoint, phase, reason, reasons, bench, "
	"end.\n"
	"Ends with 0, with 1 where FILE has no whole record or not what is asked for, with 2\n"
	"where the command line is wrong.\n";

static int complain(const char *what, const char *message)
{
	fprintf(stderr, "%s: %s\n", what, message);
	return STATUS_FAILED;
}

static int misused(void)
{
	fputs(usage, stderr);
	return STATUS_USAGE;
}

/* The last word: what was printed must have got out, too. */
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

static int print_record(const char *file)
{
	const struct record *record = record_file_read(file);

	if (!record)
		return STATUS_FAILED;
	print(record);
	return finish(0);
}

static int print_all(const char *file)
{
	return record_file_read_all(file, print) ? finish(0) : STATUS_FAILED;
}

static int run_get(int count, char **words)
{
	const struct record *record;
	const char *file;

	if (count != 3 && count != 4)
		return misused();
	file = words[count - 1];
	record = record_file_read(file);
	if (!record || !get(file, record, words[0], count == 4 ? words[1] : NULL, words[count - 2]))
		return STATUS_FAILED;
	return finish(0);
}

static int run_verdict(int count, char **words)
{
	static const int statuses[] = {
		[VERDICT_PASS] = 0,  [VERDICT_FAIL] = 1,      [VERDICT_ERROR] = 2,
		[VERDICT_MOVED] = 2, [VERDICT_UNPATCHED] = 3,
	};
	const struct record *record;
	char reason[4 * sizeof(record->end.reason)];
	struct text text = text_in(reason, sizeof(reason));

	if (count != 1)
		return misused();
	record = record_file_read(words[0]);
	if (!record)
		return statuses[VERDICT_ERROR];
	value_text(&text, record->end.reason);
	printf("%s%s%s\n", record_verdict_name(record->end.verdict), *reason ? ": " : "", reason);
	return finish(statuses[record->end.verdict]);
}

/* The file's name without folders and ending, or its folder's */
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
		complain(word, "a table has 64 records at most");
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

static int run_table(int count, char **words)
{
	static struct table table;

	for (int i = 1; i < count; i++) {
		if (strcmp(words[i], "--csv") == 0)
			table.cells.csv = true;
		else if (strcmp(words[i], "--only") == 0 && i + 1 < count)
			table.only = words[++i];
		else if (strncmp(words[i], "--", 2) == 0)
			return misused();
		else if (!add_record(&table, words[i]))
			return STATUS_FAILED;
	}
	if (table.count == 0)
		return misused();
	return table_print(&table, words[0]) ? finish(0) : STATUS_FAILED;
}

static const struct {
	const char *name;
	int (*run)(int count, char **words);
} commands[] = {
	{ "get", run_get },
	{ "verdict", run_verdict },
	{ "table", run_table },
};

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		printf("%s%s", usage, help);
		return finish(0);
	}
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("exit-record " TOOLS_VERSION ", records of version %d\n", RECORD_VERSION);
		return finish(0);
	}
	for (size_t i = 0; argc > 1 && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 2, argv + 2);
	if (argc == 3 && strcmp(argv[1], "--all") == 0)
		return print_all(argv[2]);
	return argc == 2 && argv[1][0] != '-' ? print_record(argv[1]) : misused();
}
