/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that the host has to back when the guest first touches it.
 */
#ifndef PROBE_FIRST_TOUCH_H
#define PROBE_FIRST_TOUCH_H

#include <stdint.h>

#include "firmware/memory_map.h"

/* Touches each page of mib MiB of free memory, clear of the image; returns their range. */
struct range first_touch(const struct memory_map *memory, uint64_t mib);

#endif
