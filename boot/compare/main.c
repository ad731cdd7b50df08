// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-compare: reads records and samples, answers in words, tables and plots.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "budgets_file.h"
#include "complain.h"
#include "export.h"
#include "gate.h"
#include "interrupt.h"
#include "load.h"
#include "model.h"
#include "output.h"
#include "outputs.h"
#include "plots.h"

#define STATUS_FAILED      1
#define STATUS_WORSE       1 /* the answer of the gate */
#define STATUS_USAGE       2 /* with a gate, failures too */
#define STATUS_CANNOT_TELL 3
#define STATUS_TAINTED     3
#define STATUS_INTERRUPTED 130

static bool write_reports(struct output *output, const struct comparison *comparison,
			  const struct words *words, const struct plots *plots)
{
	FILE *file = output_file(output, "report.html");

	if (!file)
		return false;
	write_page(file, comparison, words, plots);
	if (!output_written(output, file))
		return false;
	file = output_file(output, "report.csv");
	if (!file)
		return false;
	write_csv(file, comparison);
	if (!output_written(output, file))
		return false;
	file = output_file(output, "report.json");
	if (!file)
		return false;
	if (!write_json(file, comparison, words))
		complain("report.json", strerror(ENOMEM));
	return output_written(output, file);
}

static bool report(struct output *output, const struct comparison *comparison,
		   const struct words *words, const struct arguments *arguments)
{
	static struct plots plots;
	const bool is_done = output_open(output, arguments->output) &&
			     plots_draw(comparison, arguments->output, arguments->limit, &plots) &&
			     write_reports(output, comparison, words, &plots);

	plots_free(&plots);
	return is_done;
}

/* All files appear, or none. */
static bool write_files(const struct comparison *comparison, const struct words *words,
			const struct arguments *arguments)
{
	static struct output folder;
	static struct export trace, folded;
	const bool is_done =
		(!arguments->output || report(&folder, comparison, words, arguments)) &&
		(!arguments->trace ||
		 export_write(&trace, arguments->trace, comparison, write_trace)) &&
		(!arguments->folded ||
		 export_write(&folded, arguments->folded, comparison, write_folded)) &&
		!is_interrupted() && output_publish(&folder) && output_publish(&trace.output) &&
		output_publish(&folded.output);

	/* Those in the folder come first: it may be new. */
	output_discard(&folded.output);
	output_discard(&trace.output);
	output_discard(&folder);
	return is_done;
}

static bool print(const struct comparison *comparison, const struct words *words,
		  const struct arguments *arguments)
{
	if (comparison->gate)
		write_gate(stdout, comparison);
	write_table(stdout, comparison, words);
	if (arguments->output)
		printf("\nThe page is %s/report.html\n", arguments->output);
	return fflush(stdout) == 0 && !ferror(stdout)
		       ? true
		       : complain("standard output", strerror(errno));
}

static bool judge(struct gate *gate, struct comparison *comparison,
		  const struct arguments *arguments)
{
	if (!arguments->gate && !arguments->budgets)
		return true;
	if (arguments->budgets &&
	    !budgets_file_read(&gate->budgets, arguments->budgets, comparison))
		return false;
	gate->baseline = arguments->baseline_set;
	gate->share = arguments->share;
	comparison->gate = gate;
	return gate_judge(gate, comparison) || complain("gate", strerror(ENOMEM));
}

static int status_of(const struct gate *gate)
{
	static const int statuses[] = {
		[GATE_SAME] = 0,
		[GATE_BETTER] = 0,
		[GATE_CANNOT_TELL] = STATUS_CANNOT_TELL,
		[GATE_WORSE] = STATUS_WORSE,
	};

	return statuses[gate->answer];
}

int main(int argc, char **argv)
{
	static struct comparison comparison;
	static struct words words;
	static struct gate gate;
	struct arguments arguments;
	bool is_done, is_tainted;

	if (!arguments_read(argc, argv, &arguments, &comparison))
		return STATUS_USAGE;
	interrupt_catch();
	is_done = load(&comparison, &arguments);
	if (is_done)
		is_done = model_fill(&comparison) || complain("facts", strerror(ENOMEM));
	is_done = is_done && judge(&gate, &comparison, &arguments);
	if (is_done) {
		words_of(&comparison, &words);
		is_done = write_files(&comparison, &words, &arguments) &&
			  print(&comparison, &words, &arguments);
	}
	is_tainted = comparison_is_tainted(&comparison);
	gate_free(&gate);
	unload(&comparison);
	if (is_interrupted())
		return STATUS_INTERRUPTED;
	if (!is_done)
		return arguments.gate || arguments.budgets ? STATUS_USAGE : STATUS_FAILED;
	if (comparison.gate)
		return status_of(&gate);
	return is_tainted ? STATUS_TAINTED : 0;
}
