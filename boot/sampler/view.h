/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The live view of all VMs: what `exit-sampler top` shows, on a screen or as text.
 */
#ifndef SAMPLER_VIEW_H
#define SAMPLER_VIEW_H

#include "rates.h"

#define VIEW_BAD_DELAY "invalid number of seconds: use 0.1 to 86400"

struct view {
	struct source source;
	struct table table;
	struct snapshot before, now;
	uint64_t read_ns[2]; /* when the two were read, 0: not yet */
	struct rates_choice choice;
	struct rates rates;
};

enum view_line {
	VIEW_TEXT,
	VIEW_TITLE, /* of columns */
	VIEW_VM,
	VIEW_SELECTED_VM,
};

typedef void (*view_show_line)(void *context, enum view_line kind, const char *text);

/* Reads all VMs for the first time. False: see source.error */
bool view_open(struct view *view);

/* Reads them again: rates are those since the last time. False: see source.error */
bool view_read(struct view *view);

/* When the next read is due, in milliseconds of the monotonic clock */
uint64_t view_due(const struct view *view, uint64_t delay_ms);

/* Parses seconds, with a fraction or without; returns milliseconds, 0 if invalid. */
uint64_t view_delay_ms(const char *text);

/* Uses what was read for another choice. False: see source.error */
bool view_choose(struct view *view);

/* What fits, and the VM that must be seen */
struct view_room {
	size_t height, width, selected;
};

void view_show(const struct view *view, const struct view_room *room, view_show_line show,
	       void *context);

void view_close(struct view *view);

#endif
