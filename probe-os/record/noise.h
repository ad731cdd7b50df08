/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Removes what terminals, firmware and encodings leave in a log.
 */
#ifndef RECORD_NOISE_H
#define RECORD_NOISE_H

#include <stddef.h>

/* A backspace stays: only the checksum tells whether it erases a character. */
#define NOISE_BACKSPACE '\b'

/*
 * Copies a log without its control characters, control sequences and characters
 * that are not ASCII; line ends and backspaces stay. Returns the new length. to may
 * equal from.
 */
size_t record_strip_noise(char *to, const char *from, size_t length);

#endif
