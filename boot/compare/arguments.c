// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options, then the inputs.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "complain.h"
#include "gate_share.h"
#include "inputs.h"
#include "tool/version.h"

#define LIMIT_DEFAULT 60

static const char usage[] =
	"usage: exit-compare [-o DIR] [-b LABEL] [-l SECONDS] [--symbols [LABEL=]FILE]... "
	"[--baseline LABEL --gate PERCENT] [--budgets FILE] [--trace FILE] [--folded FILE] "
	"[LABEL=]RECORD[,SAMPLES]... | [LABEL=]RESULTS...";

static const char help[] =
	"\n"
	"  RECORD      a serial log that contains a record; optional if SAMPLES is given\n"
	"  SAMPLES     a CSV of exit-sampler, with the columns time_ms and exits\n"
	"  LABEL       the name of the boot (default: the file name); use a label several times\n"
	"              for several runs of one boot: the report shows their median, min and max\n"
	"  RESULTS     a file of results of the live image, or a folder of them: what each exit "
	"costs\n"
	"              on each machine; LABEL is its name (default: its CPU)\n"
	"  -o DIR      write report.html, report.json and report.csv into DIR\n"
	"  -b LABEL    use the firmware and boot loader of LABEL for records that begin later\n"
	"  -l SECONDS  time limit for drawing (default 60)\n"
	"  --symbols [LABEL=]FILE\n"
	"              the functions of a guest (ELF, System.map, map of OVMF's build), for "
	"records\n"
	"              with causes=rip, of that label or of all; for several files, several times\n"
	"  --baseline LABEL --gate PERCENT\n"
	"              the first line says whether the other labels have more exits than LABEL: "
	"worse,\n"
	"              same, better or cannot tell; a change up to PERCENT, such as 2%, is the "
	"same\n"
	"  --budgets FILE\n"
	"              lines of PHASE REASON MAX, all for any: a boot with more exits is worse\n"
	"  --trace FILE\n"
	"              write a time line of each run for Perfetto or Speedscope: phases, exits\n"
	"  --folded FILE\n"
	"              write the exits as folded stacks for flame graphs: run, phase, reason, "
	"cause\n"
	"  -h, --help  print this text; --version prints the version\n"
	"\n"
	"Ends with 0 on success, 1 if a file or gnuplot fails, 2 if the command line is invalid,\n"
	"3 if the verdict of a record is error, fail or moved. With --gate or --budgets: 0 for "
	"same\n"
	"and better, 1 for worse, 2 if a file or gnuplot fails, too, 3 for cannot tell.\n";

static const struct option long_options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'v' },
	{ "symbols", required_argument, NULL, 's' },
	{ "baseline", required_argument, NULL, 'B' },
	{ "gate", required_argument, NULL, 'G' },
	{ "budgets", required_argument, NULL, 'U' },
	{ "trace", required_argument, NULL, 't' },
	{ "folded", required_argument, NULL, 'f' },
	{ 0 },
};

static bool read_limit(const char *text, unsigned int *limit)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (*end || value < 1 || value > 3600)
		return complain(text, "invalid time limit: use 1 to 3600 seconds");
	*limit = (unsigned int)value;
	return true;
}

static bool read_once(const char **value, const char *option)
{
	if (*value)
		return complain(option, "can be given once only");
	*value = optarg;
	return true;
}

/* [LABEL=]FILE, without the label yet: the labels come later. */
static bool read_symbols(struct arguments *arguments, char *file)
{
	if (arguments->symbol_count == SYMBOL_FILES_MAX)
		return complain(file, "too many files of symbols: the maximum is 16");
	arguments->symbols[arguments->symbol_count++].file = file;
	return true;
}

static bool find_symbol_labels(struct arguments *arguments, struct comparison *comparison)
{
	for (size_t i = 0; i < arguments->symbol_count; i++) {
		struct symbol_file *at = &arguments->symbols[i];
		char *equals = strchr(at->file, '=');

		if (!equals)
			continue;
		*equals = '\0';
		at->set = inputs_set(comparison, at->file);
		if (!at->set)
			return complain(at->file, "no such label: --symbols needs a label of the "
						  "comparison");
		at->file = equals + 1;
	}
	return true;
}

static bool find_base(struct comparison *comparison, const char *label)
{
	if (label)
		comparison->base = inputs_set(comparison, label);
	return !label || comparison->base ||
	       complain(label, "no such label: -b needs a label of the comparison");
}

static bool find_gate(struct arguments *arguments, struct comparison *comparison)
{
	if (!arguments->gate && !arguments->baseline)
		return true;
	if (!arguments->baseline)
		return complain("--gate", "needs --baseline LABEL");
	if (!arguments->gate)
		return complain("--baseline", "needs --gate PERCENT, such as 2%");
	if (!gate_read_share(arguments->gate, &arguments->share))
		return complain(arguments->gate, "invalid gate: use 0% to 100%, such as 2%");
	arguments->baseline_set = inputs_set(comparison, arguments->baseline);
	if (!arguments->baseline_set)
		return complain(arguments->baseline, "no such label: --baseline needs a label of "
						     "the comparison");
	return comparison->count > 1 ||
	       complain(arguments->baseline, "there is no other label to compare it with");
}

static bool has_no_option_of_records(const struct arguments *arguments)
{
	const struct {
		const char *option;
		bool is_given;
	} options[] = {
		{ "-b", arguments->base },
		{ "--symbols", arguments->symbol_count > 0 },
		{ "--baseline", arguments->baseline },
		{ "--gate", arguments->gate },
		{ "--budgets", arguments->budgets },
		{ "--trace", arguments->trace },
		{ "--folded", arguments->folded },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (options[i].is_given)
			return complain(options[i].option,
					"is for records, not for results of the live image");
	return true;
}

bool arguments_read(int argc, char **argv, struct arguments *arguments,
		    struct comparison *comparison)
{
	int option;

	*arguments = (struct arguments){ .limit = LIMIT_DEFAULT };
	while ((option = getopt_long(argc, argv, "o:b:l:h", long_options, NULL)) != -1) {
		switch (option) {
		case 'o':
			arguments->output = optarg;
			break;
		case 'b':
			arguments->base = optarg;
			break;
		case 'l':
			if (!read_limit(optarg, &arguments->limit))
				return false;
			break;
		case 's':
			if (!read_symbols(arguments, optarg))
				return false;
			break;
		case 'B':
			if (!read_once(&arguments->baseline, "--baseline"))
				return false;
			break;
		case 'G':
			if (!read_once(&arguments->gate, "--gate"))
				return false;
			break;
		case 'U':
			if (!read_once(&arguments->budgets, "--budgets"))
				return false;
			break;
		case 't':
			if (!read_once(&arguments->trace, "--trace"))
				return false;
			break;
		case 'f':
			if (!read_once(&arguments->folded, "--folded"))
				return false;
			break;
		case 'h':
			printf("%s\n%s", usage, help);
			exit(0);
		case 'v':
			puts("exit-compare " TOOLS_VERSION);
			exit(0);
		default:
			return false;
		}
	}
	if (optind == argc) {
		fprintf(stderr, "%s; see exit-compare --help\n", usage);
		return false;
	}
	arguments->inputs = &argv[optind];
	arguments->input_count = (size_t)(argc - optind);
	if (!inputs_read(arguments->inputs, arguments->input_count, comparison,
			 &arguments->has_results))
		return false;
	if (arguments->has_results)
		return has_no_option_of_records(arguments);
	return find_base(comparison, arguments->base) &&
	       find_symbol_labels(arguments, comparison) && find_gate(arguments, comparison);
}
