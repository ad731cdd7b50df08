// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit=halt|debug|poweroff touch_mib=N
 */
#include "lib/cmdline.h"
#include "probe/options.h"

static const char *const exit_ways[] = {
	[EXIT_HALT] = "halt",
	[EXIT_DEBUG] = "debug",
	[EXIT_POWEROFF] = "poweroff",
};

const char *options_read(const char *cmdline, struct options *options)
{
	*options = (struct options){ .exit = EXIT_HALT, .touch_mib = TOUCH_MIB_DEFAULT };
	if (cmdline_word(cmdline, "exit", exit_ways, sizeof(exit_ways) / sizeof(exit_ways[0]),
			 &options->exit) == CMDLINE_BAD)
		return "command line: exit= is none of halt, debug, poweroff";
	if (cmdline_number(cmdline, "touch_mib", TOUCH_MIB_MAX, &options->touch_mib) == CMDLINE_BAD)
		return "command line: touch_mib= is not a number up to 3072";
	return NULL;
}
