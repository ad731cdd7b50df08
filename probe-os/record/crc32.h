/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CRC-32 (ISO-HDLC), the one of Ethernet and of zlib's crc32().
 */
#ifndef RECORD_CRC32_H
#define RECORD_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* Continues the checksum crc of the bytes before; crc is 0 at the start. */
uint32_t crc32_update(uint32_t crc, const char *bytes, size_t count);

/* Returns the checksum as it was before the last byte. */
uint32_t crc32_undo(uint32_t crc, char byte);

#endif
