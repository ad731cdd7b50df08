// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bit by bit: a record has a few kilobytes, and a table would add one to the image.
 */
#include "record/crc32.h"

#define POLYNOMIAL_REFLECTED 0xEDB88320

uint32_t crc32_update(uint32_t crc, const char *bytes, size_t count)
{
	crc = ~crc;
	for (size_t i = 0; i < count; i++) {
		crc ^= (uint8_t)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? POLYNOMIAL_REFLECTED : 0);
	}
	return ~crc;
}

uint32_t crc32_undo(uint32_t crc, char byte)
{
	crc = ~crc;
	for (int bit = 0; bit < 8; bit++)
		crc = crc >> 31 ? (crc ^ POLYNOMIAL_REFLECTED) << 1 | 1 : crc << 1;
	return ~(crc ^ (uint8_t)byte);
}
