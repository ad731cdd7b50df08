/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * COM1 at 115200 baud, 8N1, polled.
 */
#ifndef HW_SERIAL_H
#define HW_SERIAL_H

void serial_init(void);

/* Drops the character if there is no port or it does not get ready. */
void serial_put(char character);

#endif
