/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * COM1 at 115200 baud, 8N1, polled.
 */
#ifndef HW_SERIAL_H
#define HW_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

/* Returns false if there is no port. tsc_khz (0: unknown) measures the waits. */
bool serial_init(uint64_t tsc_khz);

/*
 * Waits until the port takes the character: see lib/patience.h. Drops it if there is no
 * port or a wait has ended without progress.
 */
void serial_put(char character);

/* Whether a wait was in vain; how many seconds were waited, at least. */
bool serial_stands_still(void);
uint64_t serial_waited(void);

#endif
