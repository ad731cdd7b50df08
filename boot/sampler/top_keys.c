// SPDX-License-Identifier: GPL-2.0-only
/*
 * A key changes the view's choice, or asks for a line of text.
 */
#include <curses.h>
#include <string.h>

#include "top_keys.h"

static void quit(struct screen *screen)
{
	screen->is_over = true;
}

static void read_now(struct screen *screen)
{
	screen->is_due = true;
}

static void ask_delay(struct screen *screen)
{
	screen->has_entry = true;
	screen->entry[0] = '\0';
}

static void change_order(struct screen *screen)
{
	struct rates_choice *choice = &screen->view->choice;

	choice->order = (choice->order + 1) % RATES_ORDERS;
}

static void select_before(struct screen *screen)
{
	screen->selected -= screen->selected > 0;
}

static void select_next(struct screen *screen)
{
	screen->selected += screen->selected + 1 < screen->view->rates.vm_count;
}

/* The selected VM, or all again */
static void change_vms(struct screen *screen)
{
	struct rates_choice *choice = &screen->view->choice;

	if (choice->pid) {
		choice->pid = NULL;
	} else if (screen->selected < screen->view->rates.vm_count) {
		strcpy(screen->pid, screen->view->rates.vms[screen->selected].vm->id);
		choice->pid = screen->pid;
	}
}

/* They are read only if they are shown. */
static void change_list(struct screen *screen)
{
	screen->view->choice.by_cause ^= true;
	screen->is_due = true;
}

static void ask_help(struct screen *screen)
{
	screen->has_help = true;
}

static const struct key {
	int codes[3];
	void (*act)(struct screen *screen);
	const char *help;
} keys[] = {
	{ { 'q' }, quit, "q          quit" },
	{ { ' ' }, read_now, "space      read now" },
	{ { 'd', 's' }, ask_delay, "d, s       change the seconds between reads" },
	{ { 'o' }, change_order, "o          order by exits/s, time in kernel, exits, name" },
	{ { KEY_UP, 'k' }, select_before, "up, k      select the VM above" },
	{ { KEY_DOWN, 'j' }, select_next, "down, j    select the VM below" },
	{ { '\n', '\r', 'p' }, change_vms, "enter, p   show the selected VM alone, or all" },
	{ { 'c' }, change_list, "c          show causes of exits, or reasons" },
	{ { 'h', '?' }, ask_help, "h, ?       this help" },
};

#define KEYS (sizeof(keys) / sizeof(keys[0]))

const char *keys_help(size_t i)
{
	return i < KEYS ? keys[i].help : NULL;
}

static void keep_selected(struct screen *screen)
{
	const struct rates *rates = &screen->view->rates;

	if (screen->selected >= rates->vm_count)
		return;
	strcpy(screen->key.id, rates->vms[screen->selected].vm->id);
	screen->key.inode = rates->vms[screen->selected].vm->inode;
}

void keys_find_selected(struct screen *screen)
{
	const struct rates *rates = &screen->view->rates;

	for (size_t i = 0; i < rates->vm_count; i++)
		if (rates->vms[i].vm->inode == screen->key.inode &&
		    strcmp(rates->vms[i].vm->id, screen->key.id) == 0)
			screen->selected = i;
	if (screen->selected >= rates->vm_count)
		screen->selected = rates->vm_count ? rates->vm_count - 1 : 0;
	keep_selected(screen);
}

/* A digit of the new delay, or its end */
static void edit_entry(struct screen *screen, int code)
{
	const size_t length = strlen(screen->entry);
	const bool is_end = code == '\n' || code == '\r' || code == KEY_ENTER;

	if (((code >= '0' && code <= '9') || code == '.') && length + 1 < sizeof(screen->entry)) {
		screen->entry[length] = (char)code;
		screen->entry[length + 1] = '\0';
	} else if ((code == KEY_BACKSPACE || code == '\b' || code == 127) && length) {
		screen->entry[length - 1] = '\0';
	} else if (is_end && view_delay_ms(screen->entry)) {
		screen->delay_ms = view_delay_ms(screen->entry);
		screen->has_entry = false;
	} else if (is_end || code == 27) {
		screen->message = is_end && length ? VIEW_BAD_DELAY : NULL;
		screen->has_entry = false;
	}
}

void keys_take(struct screen *screen, int code)
{
	/* The size of the terminal has changed. */
	if (code == KEY_RESIZE)
		return;
	screen->message = NULL;
	if (screen->has_help) {
		screen->has_help = false;
		return;
	}
	if (screen->has_entry) {
		edit_entry(screen, code);
		return;
	}
	for (size_t i = 0; i < KEYS; i++)
		for (size_t j = 0; j < sizeof(keys[i].codes) / sizeof(int); j++)
			if (keys[i].codes[j] == code && code)
				keys[i].act(screen);
	keep_selected(screen);
}
