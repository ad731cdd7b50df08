/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The very last read, for whoever compares it with KVM's own statistic.
 */
#ifndef READER_LAST_READ_H
#define READER_LAST_READ_H

/*
 * Reads the exits once more, writes "final=" and 16 hexadecimal digits and a
 * line end to the first serial port, and resets the machine: LAST_READ_EXITS
 * exits follow the read, and those that interrupts add. File systems are not
 * unmounted: this is for labs. Returns only if the ports cannot be had, errno.
 */
#define LAST_READ_EXITS 24 /* 23 characters, the reset */

void last_read_and_reset(void);

#endif
