/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The keys of the live view, and what they change.
 */
#ifndef SAMPLER_TOP_KEYS_H
#define SAMPLER_TOP_KEYS_H

#include "view.h"

struct screen {
	struct view *view;
	uint64_t delay_ms;
	size_t selected; /* of the view's VMs */
	struct vm_key {
		char id[sizeof(((struct vm *)0)->id)];
		ino_t inode;
	} key;                                  /* the selected one */
	char pid[sizeof(((struct vm *)0)->id)]; /* the one VM that is shown */
	char entry[8];                          /* the digits of a new delay */
	bool has_entry, has_help, is_over, is_due;
	const char *message; /* instead of the hint, until the next key */
};

/* The help of that key; NULL after the last one */
const char *keys_help(size_t i);

/* Takes a key, as getch() returns it. */
void keys_take(struct screen *screen, int code);

/* The selected VM may have another place now, or have ended. */
void keys_find_selected(struct screen *screen);

#endif
