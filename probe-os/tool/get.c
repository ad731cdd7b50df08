// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints one value a line.
 */
#include <stdio.h>

#include "tool/get.h"
#include "tool/value.h"

static bool print(const char *file, const struct record *record, const struct record_place *place,
		  const char *key)
{
	char value[RECORD_LINE_SIZE];
	struct text text = text_in(value, sizeof(value));

	switch (value_of(&text, record, place, key)) {
	case VALUE_FOUND:
		puts(value);
		return true;
	case VALUE_NOT_COUNTED:
		fprintf(stderr, "%s: a %s line has no %s=: the host is not patched\n", file,
			place->kind->name, key);
		return false;
	case VALUE_LEFT_OUT:
		fprintf(stderr, "%s: the %s line %s has no %s=: the VM was moved in that phase\n",
			file, place->kind->name, value_name(record, place), key);
		return false;
	case VALUE_NOT_TIMED:
		fprintf(stderr, "%s: a %s line has no %s=: its host counted no cycles\n", file,
			place->kind->name, key);
		return false;
	case VALUE_NOT_KEPT:
		fprintf(stderr, "%s: a %s line has no %s=: a record with source=host lacks it\n",
			file, place->kind->name, key);
		return false;
	case VALUE_NO_LONGER:
		fprintf(stderr,
			"%s: a %s line of version %llu has no %s=: an earlier probe wrote it\n",
			file, place->kind->name, (unsigned long long)record->begin.version, key);
		return false;
	case VALUE_NOT_YET:
		fprintf(stderr,
			"%s: a %s line of version %llu has no %s=: a later probe writes it\n", file,
			place->kind->name, (unsigned long long)record->begin.version, key);
		return false;
	default:
		fprintf(stderr, "%s: a %s line has no %s=\n", file, place->kind->name, key);
		return false;
	}
}

static bool complain(const char *file, const char *kind, const char *name)
{
	fprintf(stderr, "%s: no %s line%s%s\n", file, kind, name ? " named " : "",
		name ? name : "");
	return false;
}

bool get(const char *file, const struct record *record, const char *kind, const char *name,
	 const char *key)
{
	uint64_t lines = 0;

	for (uint64_t i = 0; i < record->begin.lines; i++) {
		const struct record_place place = record_place_of(&record->begin, i);
		const char *own = value_name(record, &place);

		if (!text_equal(place.kind->name, kind) ||
		    (name && !(own && text_equal(own, name))))
			continue;
		if (!print(file, record, &place, key))
			return false;
		lines++;
	}
	return lines > 0 || complain(file, kind, name);
}
