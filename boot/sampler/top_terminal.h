/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether the terminal has a screen. <term.h> defines macros with common names: only its body
 * includes it.
 */
#ifndef SAMPLER_TOP_TERMINAL_H
#define SAMPLER_TOP_TERMINAL_H

/* Why there is no screen, and what to do; NULL if there is one. */
const char *top_no_screen(void);

#endif
