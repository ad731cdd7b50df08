/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_TYPES_H
#define STUB_TYPES_H

#define CONFIG_X86_64 1

/* The C library's headers need the original. */
#include_next <linux/types.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef unsigned long long u64;
typedef long long s64;

#endif
