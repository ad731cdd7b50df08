/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The emulators' debug console: QEMU's isa-debugcon, Bochs' port E9 hack.
 */
#ifndef HW_DEBUGCON_H
#define HW_DEBUGCON_H

#include <stdbool.h>

bool debugcon_is_there(void);
void debugcon_put(char character);

#endif
