// SPDX-License-Identifier: GPL-2.0-only
/*
 * A row of the table per reason.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "kinds.h"
#include "meanings.h"

static const struct {
	const char *name, *words;
} kinds[] = {
#define KIND(name, words) { #name, words },
#define KIND_OF(vendor, reason, kind)
#include "kinds.def"
#undef KIND
#undef KIND_OF
};

static const struct {
	uint32_t vendor;
	const char *reason, *kind;
} reasons[] = {
#define KIND(name, words)
#define KIND_OF(vendor, reason, kind) { EXIT_PROBE_VENDOR_##vendor, reason, #kind },
#include "kinds.def"
#undef KIND
#undef KIND_OF
};

size_t kind_row_count(void)
{
	return sizeof(reasons) / sizeof(reasons[0]);
}

bool kind_row_is_of(size_t row, uint32_t vendor, const char *reason)
{
	return reasons[row].vendor == vendor && meaning_is_like(reasons[row].reason, reason);
}

const char *kind_row_kind(size_t row)
{
	return reasons[row].kind;
}

const char *kind_of_reason(uint32_t vendor, const char *reason)
{
	for (size_t i = 0; i < kind_row_count(); i++)
		if (kind_row_is_of(i, vendor, reason))
			return reasons[i].kind;
	return reason;
}

const char *kind_words(const char *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, kind) == 0)
			return kinds[i].words;
	return "";
}

bool comparison_has_kinds(const struct comparison *comparison)
{
	const struct record *first = NULL;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct record *record = set_record(&comparison->sets[i]);

		if (!record || !record_is_counted(record))
			continue;
		if (!first)
			first = record;
		if (record->host.vendor != first->host.vendor)
			return true;
	}
	return false;
}

struct fact_key side_key(bool of_kinds, const char *name, enum stage stage)
{
	return of_kinds ? of_kind(name, stage) : of_reason(name, stage);
}

struct fact_key side_kernel_key(bool of_kinds, const char *name, enum stage stage)
{
	return of_kinds ? of_kind_kernel(name, stage) : of_reason_kernel(name, stage);
}
