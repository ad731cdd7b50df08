// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kept small for the image, eight bytes and the letters per name: ranges and names are two
 * lists in the same order, and the names follow each other.
 */
#include <stdbool.h>
#include <stddef.h>

#include "exit_probe_abi.h"
#include "lib/mem.h"
#include "names/names.h"

#define ANY       0
#define READ      EXIT_PROBE_ACCESS_READ
#define WRITE     EXIT_PROBE_ACCESS_WRITE
#define NEXT_KIND 3 /* not a range: first is the kind of those that follow */

struct range {
	uint32_t first;
	uint32_t more : 30, access : 2;
};

static const struct range ranges[] = {
#define KIND(kind)                       { kind, 0, NEXT_KIND },
#define RANGE(first, last, access, name) { first, (last) - (first), access },
#include "names/names.def"
#undef KIND
#undef RANGE
};

static const char names[] =
#define KIND(kind)                       "\0"
#define RANGE(first, last, access, name) name "\0"
#include "names/names.def"
#undef KIND
#undef RANGE
	;

#define NONE 0 /* the first row is not a range */

static bool covers(const struct range *range, uint64_t first, uint64_t last, uint32_t access)
{
	return first >= range->first && last <= (uint64_t)range->first + range->more &&
	       (range->access == ANY || range->access == access);
}

/* The last match is the name, see names.def. */
static size_t row_of(uint32_t kind, uint64_t first, uint64_t last, uint32_t access)
{
	uint32_t now = EXIT_PROBE_CAUSE_NONE;
	size_t found = NONE;

	for (size_t row = 0; row < sizeof(ranges) / sizeof(ranges[0]); row++) {
		if (ranges[row].access == NEXT_KIND)
			now = ranges[row].first;
		else if (now == kind && covers(&ranges[row], first, last, access))
			found = row;
	}
	return found;
}

static const char *name_of(uint32_t kind, uint64_t first, uint64_t last, uint32_t access)
{
	size_t found = row_of(kind, first, last, access);
	const char *name = NULL, *next = names;

	if (found == NONE)
		return NULL;
	for (size_t row = 0; row <= found; row++) {
		if (*next)
			name = next;
		next += strlen(next) + 1;
	}
	return name;
}

/* SDM: "x2APIC Register Address Space" */
#define X2APIC_FIRST 0x800
#define X2APIC_LAST  0x8FF
#define X2APIC_SHIFT 4

/* SDM: "Local APIC Register Address Map"; the address after a reset */
#define APIC_FIRST 0xFEE00000
#define APIC_LAST  0xFEE00FFF

/* The ABI: memory is told by its 2 MiB. */
#define MEMORY_SIZE 0x200000

#define X2          "x2"

static bool is_of_x2apic(const char *name)
{
	return memcmp(name, X2, strlen(X2)) == 0;
}

static const char *name_of_x2apic(uint64_t offset, uint32_t access)
{
	const char *name = name_of(EXIT_PROBE_CAUSE_APIC, offset, offset, access);

	return name && is_of_x2apic(name) ? name : NULL;
}

static const char *name_of_apic(uint64_t offset, uint32_t access)
{
	const char *name = name_of(EXIT_PROBE_CAUSE_APIC, offset, offset, access);

	return name && is_of_x2apic(name) ? name + strlen(X2) : name;
}

const char *cause_name(uint32_t kind, uint64_t detail, uint32_t access)
{
	const char *name = NULL;

	switch (kind) {
	case EXIT_PROBE_CAUSE_APIC:
		return name_of_apic(detail, access);
	case EXIT_PROBE_CAUSE_MSR:
		if (detail >= X2APIC_FIRST && detail <= X2APIC_LAST)
			return name_of_x2apic((detail - X2APIC_FIRST) << X2APIC_SHIFT, access);
		break;
	case EXIT_PROBE_CAUSE_MMIO:
		if (detail >= APIC_FIRST && detail <= APIC_LAST)
			name = name_of_apic(detail - APIC_FIRST, access);
		break;
	case EXIT_PROBE_CAUSE_MEMORY:
		/* Of 2 MiB, all must be in the range. */
		return name_of(EXIT_PROBE_CAUSE_MMIO, detail, detail | (MEMORY_SIZE - 1), access);
	}
	return name ? name : name_of(kind, detail, detail, access);
}
