// SPDX-License-Identifier: GPL-2.0-only
/*
 * It takes any byte at once, and answers a read with its own number.
 */
#include "hw/debugcon.h"
#include "hw/instructions.h"

#define DEBUGCON 0xE9

bool debugcon_is_there(void)
{
	return inb(DEBUGCON) == DEBUGCON;
}

void debugcon_put(char character)
{
	outb(DEBUGCON, (uint8_t)character);
}
