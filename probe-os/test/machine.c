// SPDX-License-Identifier: GPL-2.0-only
/*
 * phys_at() for tests: separately allocated regions, nothing between them.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "firmware/phys.h"
#include "test/machine.h"

static struct {
	uint64_t start;
	size_t size;
	char *bytes;
} regions[MACHINE_REGIONS];

static size_t count;

void machine_clear(void)
{
	while (count > 0)
		free(regions[--count].bytes);
}

void machine_put(uint64_t address, const void *bytes, size_t size)
{
	assert(count < MACHINE_REGIONS);
	regions[count].start = address;
	regions[count].size = size;
	regions[count].bytes = malloc(size);
	memcpy(regions[count++].bytes, bytes, size);
}

const void *phys_at(uint64_t address, uint64_t size)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t offset = address - regions[i].start;

		if (address >= regions[i].start && offset <= regions[i].size &&
		    size <= regions[i].size - offset)
			return regions[i].bytes + offset;
	}
	return NULL;
}
