// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes one byte per page.
 */
#include "hw/registers.h"
#include "probe/first_touch.h"

extern char image_end[];

#define MIB(n) ((uint64_t)(n) << 20)

struct range first_touch(const struct memory_map *memory, uint64_t mib)
{
	const struct range bounds = { (uintptr_t)image_end, (uint64_t)MAPPED_GIB << 30 };
	struct range range = memory_pick(memory, bounds, MIB(mib));
	uint64_t found = (range.end - range.start) / MIB(1);

	for (uint64_t page = 0; page < MIB(found); page += PAGE_SIZE)
		*(volatile char *)(range.start + page) = 1;
	range.end = range.start + MIB(found);
	return range;
}
