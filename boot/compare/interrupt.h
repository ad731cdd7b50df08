/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Catches interrupts, so that the program can clean up before it ends.
 */
#ifndef COMPARE_INTERRUPT_H
#define COMPARE_INTERRUPT_H

#include <stdbool.h>

void interrupt_catch(void);
bool is_interrupted(void);

#endif
