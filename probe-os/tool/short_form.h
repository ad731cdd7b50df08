/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exit-record short: the short form of the live image's results, as typed or scanned.
 *
 *   short-form = "EXITPROBE:1" (" " key ":" value)* " CRC:" checksum
 *
 * It has only letters that a QR code packs best: capitals, digits and " -./:+*%$". The
 * checksum is CRC-32 (ISO-HDLC) over the text before " CRC:", in eight hexadecimal digits.
 */
#ifndef TOOL_SHORT_FORM_H
#define TOOL_SHORT_FORM_H

#include <stdbool.h>

/*
 * Prints its keys and values, one a line. Small letters and other white space are taken, too.
 * If the checksum is wrong or missing, prints one line to stderr and returns false.
 */
bool short_form_print(char *const *words, int count);

/* Why a short form is wrong; NULL: it is right */
const char *short_form_check(char *line);

#endif
