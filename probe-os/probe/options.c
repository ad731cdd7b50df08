// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads exit=halt|debug|poweroff touch_mib=N bench=NAME,... iterations=N.
 */
#include "bench/bench.h"
#include "lib/cmdline.h"
#include "lib/text.h"
#include "probe/options.h"

static const char *const exit_ways[] = {
	[EXIT_HALT] = "halt",
	[EXIT_DEBUG] = "debug",
	[EXIT_POWEROFF] = "poweroff",
};

/* The message names the unknown benchmark, cut to the room for it. */
static const char *select_benches(const char *cmdline, struct options *options)
{
	static char list[256];
	struct text text = text_in(options->wrong, sizeof(options->wrong));
	const char *unknown;

	cmdline_text(cmdline, "bench", list, sizeof(list));
	unknown = bench_select(list, options->benches);
	if (!unknown)
		return NULL;
	text_string(&text, "command line: bench= knows no ");
	while (*unknown && *unknown != ',')
		text_char(&text, *unknown++);
	return options->wrong;
}

const char *options_read_exit(const char *cmdline, struct options *options)
{
	options->exit = EXIT_HALT;
	if (cmdline_word(cmdline, "exit", exit_ways, sizeof(exit_ways) / sizeof(exit_ways[0]),
			 &options->exit) == CMDLINE_BAD)
		return "command line: exit= is none of halt, debug, poweroff";
	return NULL;
}

const char *options_read(const char *cmdline, struct options *options)
{
	const char *wrong;

	*options = (struct options){
		.touch_mib = TOUCH_MIB_DEFAULT,
		.iterations = BENCH_N_DEFAULT,
	};
	wrong = options_read_exit(cmdline, options);
	if (wrong)
		return wrong;
	if (cmdline_number(cmdline, "touch_mib", TOUCH_MIB_MAX, &options->touch_mib) == CMDLINE_BAD)
		return "command line: touch_mib= is not a number up to 3072";
	if (cmdline_number(cmdline, "iterations", BENCH_N_MAX, &options->iterations) ==
		    CMDLINE_BAD ||
	    options->iterations == 0)
		return "command line: iterations= is not a number from 1 to 4096";
	return select_benches(cmdline, options);
}
