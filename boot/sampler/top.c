// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-sampler top: the live view of all VMs, on the terminal or as text.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "top_screen.h"
#include "top_terminal.h"

#define DELAY_MS 1000

struct arguments {
	uint64_t delay_ms, frames; /* frames: 0, no end */
	bool is_batch;
};

static void print_line(void *context, enum view_line kind, const char *text)
{
	(void)context;
	(void)kind;
	puts(text);
}

/* Prints a view each interval, until the VM of -p ends; returns the exit status. */
static int print_views(struct view *view, const struct arguments *arguments)
{
	static const struct view_room room = { .height = SIZE_MAX, .width = SIZE_MAX };

	for (uint64_t frame = 0; !arguments->frames || frame < arguments->frames; frame++) {
		wait_for(-1, 0, view_due(view, arguments->delay_ms));
		if (is_end_requested())
			return 0;
		if (!view_read(view))
			return command_fail("debugfs", view->source.error);
		if (view->choice.pid && !view->rates.vm_count)
			return 0;
		if (frame)
			putchar('\n');
		view_show(view, &room, print_line, NULL);
		if (fflush(stdout) != 0)
			return command_fail("standard output", strerror(errno));
	}
	return 0;
}

static int show(struct view *view, const struct arguments *arguments)
{
	signals_catch();
	if (!view_open(view))
		return command_fail("debugfs", view->source.error);
	if (view->choice.pid && !view->rates.vm_count)
		return command_fail(view->choice.pid, "there is no such VM");
	if (arguments->is_batch)
		return print_views(view, arguments);
	return top_screen(view, arguments->delay_ms, arguments->frames)
		       ? 0
		       : command_fail("debugfs", view->source.error);
}

/* Returns NULL, or the error in its argument. */
static const char *take_option(int option, struct view *view, struct arguments *arguments)
{
	switch (option) {
	case 'b':
		arguments->is_batch = true;
		return NULL;
	case 'c':
		view->choice.by_cause = true;
		return NULL;
	case 'd':
		arguments->delay_ms = view_delay_ms(optarg);
		return arguments->delay_ms ? NULL : VIEW_BAD_DELAY;
	case 'n':
		arguments->frames = command_number(optarg);
		return arguments->frames ? NULL : BAD_NUMBER;
	default:
		view->choice.pid = optarg;
		return command_is_process(optarg) ? NULL : BAD_PROCESS;
	}
}

static int run(int argc, char **argv)
{
	static struct view view;
	struct arguments arguments = { .delay_ms = DELAY_MS };
	const char *no_screen;
	int option, status;

	while ((option = getopt_long(argc, argv, "bcd:n:p:", command_words, NULL)) != -1) {
		const char *wrong;

		if (option == COMMAND_HELP || option == COMMAND_VERSION)
			return option;
		if (option == '?')
			return 2;
		wrong = take_option(option, &view, &arguments);
		if (wrong)
			return command_fail(optarg, wrong);
	}
	if (argc != optind)
		return COMMAND_USAGE;
	no_screen = arguments.is_batch ? NULL : top_no_screen();
	if (no_screen)
		return command_fail("top", no_screen);
	status = show(&view, &arguments);
	view_close(&view);
	return status;
}

const struct command top_command = {
	.name = "top",
	.run = run,
	.usage = "exit-sampler top [-b] [-n NUMBER] [-d SECONDS] [-p PID] [-c]\n",
	.help = "top shows the exits of all VMs while they run, as top shows processes; for root.\n"
		"\n"
		"  -b          print text instead of using the terminal's screen\n"
		"  -n NUMBER   end after that many updates\n"
		"  -d SECONDS  the time between updates (default 1)\n"
		"  -p PID      only the VM of this process; use PID-FD if it has several\n"
		"  -c          show what caused the exits instead of their reasons\n"
		"\n"
		"On the screen, h shows the keys, q ends.\n"
		"Ends with 0, or 2 on an error.\n",
	.hint = "exit-sampler top [OPTION]...; see exit-sampler top --help",
};
