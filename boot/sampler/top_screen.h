/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The live view on a terminal.
 */
#ifndef SAMPLER_TOP_SCREEN_H
#define SAMPLER_TOP_SCREEN_H

#include "view.h"

/*
 * Shows the view, which is open, until a key or a signal ends it, or after that many reads if it
 * is not 0. False on an error: see source.error
 */
bool top_screen(struct view *view, uint64_t delay_ms, uint64_t frames);

#endif
