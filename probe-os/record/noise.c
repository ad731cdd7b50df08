// SPDX-License-Identifier: GPL-2.0-only
/*
 * ECMA-48: control functions, in 7 and in 8 bits or, in UTF-8, in 16. Of a string
 * without an end in its line, or a malformed sequence, only the introducer is removed.
 */
#include <stdbool.h>
#include <stdint.h>

#include "record/noise.h"

#define BEL      0x07
#define CAN      0x18
#define SUB      0x1A
#define ESC      0x1B
#define C1       0x40 /* of ESC C, with C from here to 0x5F, the 8-bit form is C + C1 */
#define ST       0x9C
#define CSI      '['
#define OSC      ']'
#define IS_C1(c) ((c) >= 0x80 && (c) <= 0x9F)
#define UTF8_C1  0xC2 /* leads the two bytes of a C1 character */

struct bytes {
	const uint8_t *at;
	size_t left;
	const uint8_t *endless; /* a string that begins before this has no end */
};

static uint8_t byte(const struct bytes *bytes, size_t index)
{
	return index < bytes->left ? bytes->at[index] : 0;
}

static bool is_between(uint8_t c, uint8_t low, uint8_t high)
{
	return c >= low && c <= high;
}

/* Length of a non-ASCII UTF-8 character; 0 if there is none */
static size_t utf8_length(const struct bytes *bytes)
{
	uint8_t lead = byte(bytes, 0);
	size_t length = is_between(lead, 0xC2, 0xDF)   ? 2
			: is_between(lead, 0xE0, 0xEF) ? 3
			: is_between(lead, 0xF0, 0xF4) ? 4
						       : 0;

	for (size_t i = 1; i < length; i++)
		if (!is_between(byte(bytes, i), 0x80, 0xBF))
			return 0;
	return length;
}

/* End of a control sequence, from its parameters to the final character */
static size_t csi_length(const struct bytes *bytes, size_t at)
{
	while (is_between(byte(bytes, at), 0x20, 0x3F))
		at++;
	return at + is_between(byte(bytes, at), 0x40, 0x7E);
}

static bool is_hex(uint8_t c)
{
	return is_between(c, '0', '9') || is_between(c | 0x20, 'a', 'f');
}

/* Linux's console: ESC ] P and seven digits set a colour, ESC ] R resets them. */
static size_t palette_length(const struct bytes *bytes, size_t at)
{
	size_t digits = 0;

	if (byte(bytes, at) == 'R')
		return at + 1;
	while (digits < 7 && is_hex(byte(bytes, at + 1 + digits)))
		digits++;
	return byte(bytes, at) == 'P' && digits == 7 ? at + 8 : 0;
}

/* End of a string, after BEL, ST or another terminator; at if there is none */
static size_t string_length(struct bytes *bytes, size_t at)
{
	size_t i = at;

	if (bytes->at < bytes->endless)
		return at;
	while (i < bytes->left && bytes->at[i] != '\n') {
		const struct bytes rest = { bytes->at + i, bytes->left - i, NULL };
		size_t wide = utf8_length(&rest);
		uint8_t c = bytes->at[i];

		if (c == BEL || c == CAN || c == SUB || c == ST)
			return i + 1;
		if (c == ESC)
			return byte(bytes, i + 1) == ST - C1 ? i + 2 : i;
		if (c == UTF8_C1 && byte(bytes, i + 1) == ST)
			return i + 2;
		i += wide ? wide : 1;
	}
	bytes->endless = bytes->at + i;
	return at;
}

/* Length of a control function; at is the length of its introducer, second its kind */
static size_t function_length(struct bytes *bytes, size_t at, uint8_t second)
{
	size_t palette;

	switch (second) {
	case CSI:
		return csi_length(bytes, at);
	case OSC:
		palette = palette_length(bytes, at);
		return palette ? palette : string_length(bytes, at);
	case 'P': /* DCS */
	case 'X': /* SOS */
	case '^': /* PM */
	case '_': /* APC */
		return string_length(bytes, at);
	default:
		return at;
	}
}

/* Length of ESC, intermediate characters and the final one */
static size_t escape_length(struct bytes *bytes)
{
	size_t at = 1;

	if (is_between(byte(bytes, 1), 0x40, 0x5F))
		return function_length(bytes, 2, byte(bytes, 1));
	while (is_between(byte(bytes, at), 0x20, 0x2F))
		at++;
	return at + is_between(byte(bytes, at), 0x30, 0x7E);
}

/* Length of the noise at the start; 0 if there is none */
static size_t noise_length(struct bytes *bytes)
{
	uint8_t c = byte(bytes, 0);
	size_t wide = utf8_length(bytes);

	if (c == ESC)
		return escape_length(bytes);
	if (c == UTF8_C1 && wide && IS_C1(byte(bytes, 1)))
		return function_length(bytes, 2, byte(bytes, 1) - C1);
	if (wide)
		return wide;
	if (IS_C1(c))
		return function_length(bytes, 1, c - C1);
	return !is_between(c, ' ', '~') && c != '\n' && c != NOISE_BACKSPACE;
}

/* NULs come from UTF-16 and from idle lines; they may lie inside a sequence. */
static size_t strip_nuls(char *to, const char *from, size_t length)
{
	size_t kept = 0;

	for (size_t i = 0; i < length; i++)
		if (from[i])
			to[kept++] = from[i];
	return kept;
}

size_t record_strip_noise(char *to, const char *from, size_t length)
{
	struct bytes bytes = { (const uint8_t *)to, strip_nuls(to, from, length), NULL };
	size_t kept = 0;

	while (bytes.left > 0) {
		size_t noise = noise_length(&bytes);

		if (noise == 0)
			to[kept++] = (char)bytes.at[0];
		noise += noise == 0;
		bytes.at += noise;
		bytes.left -= noise;
	}
	return kept;
}
