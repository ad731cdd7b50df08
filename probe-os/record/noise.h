/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What terminals, firmware and encodings leave in a log.
 */
#ifndef RECORD_NOISE_H
#define RECORD_NOISE_H

#include <stddef.h>

/* A backspace stays: whether it takes a character back is the reader's to find out. */
#define NOISE_BACKSPACE '\b'

/*
 * Copies a log without its control characters, control sequences and characters
 * that are not ASCII; line ends and backspaces stay. How long it then is; to may
 * be from.
 */
size_t record_strip_noise(char *to, const char *from, size_t length);

#endif
