// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decodes the rows, which names.awk describes.
 */
#include <stdbool.h>
#include <stddef.h>

#include "exit_probe_abi.h"
#include "lib/mem.h"
#include "names/names.h"

static const char rows[] = ""
#include "names.inc"
	;

#define ROWS_END  (rows + sizeof(rows) - 1)

#define ANY       0
#define NEXT_KIND 3 /* not a range */

struct row {
	uint32_t kind, access;
	uint64_t first, last;
	const char *name;
};

static uint32_t number(const char **at, unsigned int size)
{
	uint32_t value = 0;

	for (unsigned int i = 0; i < 1u << size >> 1; i++)
		value |= (uint32_t)(unsigned char)*(*at)++ << 8 * i;
	return value;
}

/* Updates the row to that at the address; returns the next address. */
static const char *decode(const char *at, struct row *row)
{
	unsigned int control = (unsigned char)*at++;

	row->access = control & 3;
	if (row->access == NEXT_KIND) {
		row->kind = control >> 2;
		row->first = 0;
		return at;
	}
	row->first += number(&at, control >> 2 & 3);
	row->last = row->first + number(&at, control >> 4);
	if (*at)
		row->name = at;
	return at + strlen(at) + 1;
}

static bool covers(const struct row *row, uint64_t first, uint64_t last, uint32_t access)
{
	return row->access != NEXT_KIND && first >= row->first && last <= row->last &&
	       (row->access == ANY || row->access == access);
}

/* The last match is the name, see names.def. */
static const char *name_of(uint32_t kind, uint64_t first, uint64_t last, uint32_t access)
{
	struct row row = { .kind = EXIT_PROBE_CAUSE_NONE };
	const char *name = NULL;

	for (const char *at = rows; at < ROWS_END;) {
		at = decode(at, &row);
		if (row.kind == kind && covers(&row, first, last, access))
			name = row.name;
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
