// SPDX-License-Identifier: GPL-2.0-only
/*
 * A screen needs a terminal whose cursor can be moved.
 */
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>

#include "top_terminal.h"

const char *top_no_screen(void)
{
	static char why[160];
	const char *type = getenv("TERM");
	int error;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return "this is not a terminal: use -b";
	if (type && setupterm(NULL, STDOUT_FILENO, &error) == OK && cursor_address)
		return NULL;
	snprintf(why, sizeof(why), "a terminal of type '%.64s' has no screen: set TERM, or use -b",
		 type ? type : "");
	return why;
}
