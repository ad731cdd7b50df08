/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An interrupt is taken note of, so that what was begun is cleaned up.
 */
#ifndef COMPARE_INTERRUPT_H
#define COMPARE_INTERRUPT_H

#include <stdbool.h>

void interrupt_catch(void);
bool interrupted(void);

#endif
