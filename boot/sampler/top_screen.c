// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each key, read, and change of the terminal's size draws all again.
 */
#include <curses.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "top_keys.h"
#include "top_screen.h"

#define HINT "q quit  space read  d delay  o order: %s  p one VM  c causes  h help"

static const char *const notes[] = {
	"",
	"EXITS/S    since the read before; EXITS: since the VM began; -: not known",
	"kern ...   % of the vCPUs' time that ended since the read before: in KVM, in the",
	"           VMM, halted, preempted, blocked in KVM, in the guest",
	"ended      that time in % of the time that has passed, for all vCPUs",
	"CYCLES     in KVM for one exit",
};

#define NOTES (sizeof(notes) / sizeof(notes[0]))

static const char *const orders[RATES_ORDERS] = {
	[RATES_BY_RATE] = "exits/s",
	[RATES_BY_KERNEL] = "kern",
	[RATES_BY_EXITS] = "exits",
	[RATES_BY_NAME] = "name",
};

static void draw_line(void *row, enum view_line kind, const char *text)
{
	static const attr_t looks[] = {
		[VIEW_TEXT] = A_NORMAL,
		[VIEW_TITLE] = A_BOLD | A_UNDERLINE,
		[VIEW_VM] = A_NORMAL,
		[VIEW_SELECTED_VM] = A_REVERSE,
	};
	int *y = row;

	attrset((int)looks[kind]);
	mvaddnstr(*y, 0, text, COLS);
	attrset(A_NORMAL);
	++*y;
}

static void draw_last_line(const struct screen *screen)
{
	char text[160];

	if (screen->has_entry)
		snprintf(text, sizeof(text), "seconds between reads, 0.1 to 86400: %s",
			 screen->entry);
	else if (screen->message)
		snprintf(text, sizeof(text), "%s", screen->message);
	else
		snprintf(text, sizeof(text), HINT, orders[screen->view->choice.order]);
	mvaddnstr(LINES - 1, 0, text, COLS);
}

static void draw(const struct screen *screen)
{
	const struct view_room room = { LINES > 1 ? (size_t)LINES - 1 : 0, (size_t)COLS,
					screen->selected };
	int y = 0;

	erase();
	if (screen->has_help) {
		for (size_t i = 0; keys_help(i); i++)
			draw_line(&y, VIEW_TEXT, keys_help(i));
		for (size_t i = 0; i < NOTES; i++)
			draw_line(&y, VIEW_TEXT, notes[i]);
	} else {
		view_show(screen->view, &room, draw_line, &y);
		draw_last_line(screen);
	}
	refresh();
}

/* Waits for keys until the next read is due, and takes them. */
static void take_keys(struct screen *screen)
{
	const bool is_ready = wait_for_key(STDIN_FILENO, view_due(screen->view, screen->delay_ms));
	int code = getch();

	/* The terminal has gone. */
	if (is_ready && code == ERR)
		screen->is_over = true;
	for (; code != ERR; code = getch())
		keys_take(screen, code);
}

/* If the VM that is shown alone has ended, shows all. */
static bool update(struct screen *screen)
{
	struct view *view = screen->view;

	if (!view_choose(view))
		return false;
	if (view->choice.pid && !view->rates.vm_count) {
		screen->message = "the VM has ended: all VMs";
		view->choice.pid = NULL;
		return view_choose(view);
	}
	return true;
}

static bool run(struct screen *screen, uint64_t frames)
{
	struct view *view = screen->view;
	uint64_t reads = 0;

	while (!screen->is_over && !is_end_requested()) {
		keys_find_selected(screen);
		draw(screen);
		take_keys(screen);
		if (screen->is_due || now_ms() >= view_due(view, screen->delay_ms)) {
			screen->is_due = false;
			if (!view_read(view))
				return false;
			screen->is_over |= ++reads == frames;
		}
		if (!update(screen))
			return false;
	}
	return true;
}

bool top_screen(struct view *view, uint64_t delay_ms, uint64_t frames)
{
	static struct screen screen;
	bool is_fine;

	screen.view = view;
	screen.delay_ms = delay_ms;
	initscr();
	/* ncurses has handlers for these. */
	signals_hold(SIGWINCH);
	signals_hold(SIGTSTP);
	cbreak();
	noecho();
	keypad(stdscr, true);
	nodelay(stdscr, true);
	curs_set(0);
	is_fine = run(&screen, frames);
	endwin();
	return is_fine;
}
