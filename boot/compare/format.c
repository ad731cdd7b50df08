// SPDX-License-Identifier: GPL-2.0-only
/*
 * Formats numbers and titles.
 */
#include <string.h>

#include "format.h"

const char *format_number(char to[NUMBER_SIZE], uint64_t value)
{
	char digits[NUMBER_SIZE];
	int count = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)value);
	int at = 0;

	for (int i = 0; i < count; i++) {
		if (i > 0 && (count - i) % 3 == 0)
			to[at++] = ',';
		to[at++] = digits[i];
	}
	to[at] = '\0';
	return to;
}

const char *format_change(char to[NUMBER_SIZE], int64_t value)
{
	char number[NUMBER_SIZE];

	format_number(number, value < 0 ? -(uint64_t)value : (uint64_t)value);
	snprintf(to, NUMBER_SIZE, "%c%.*s", value < 0 ? '-' : '+', NUMBER_SIZE - 2, number);
	return to;
}

const char *format_share(char to[NUMBER_SIZE], uint64_t part, uint64_t whole)
{
	double percent = whole ? 100.0 * (double)part / (double)whole : 0;

	if (part > 0 && percent < 0.05)
		snprintf(to, NUMBER_SIZE, "under 0.1 %%");
	else
		snprintf(to, NUMBER_SIZE, "%.*f %%", percent < 10 ? 1 : 0, percent);
	return to;
}

const char *format_stats(char to[2 * NUMBER_SIZE], const struct stats *stats)
{
	char median[NUMBER_SIZE], min[NUMBER_SIZE], max[NUMBER_SIZE];

	format_number(median, stats->median);
	if (stats->min == stats->max)
		snprintf(to, 2 * NUMBER_SIZE, "%s", median);
	else
		snprintf(to, 2 * NUMBER_SIZE, "%s (%s-%s)", median, format_number(min, stats->min),
			 format_number(max, stats->max));
	return to;
}

const char *format_up_to(char to[2 * NUMBER_SIZE], uint64_t value, uint64_t error)
{
	char least[NUMBER_SIZE], most[NUMBER_SIZE];

	if (error == 0)
		return format_number(to, value);
	snprintf(to, 2 * NUMBER_SIZE, "%s to %s", format_number(least, value),
		 format_number(most, value + error));
	return to;
}

const char *phase_title(const char *name)
{
	return strncmp(name, PHASE_UNTIL, strlen(PHASE_UNTIL)) == 0 ? "kernel" : name;
}

const char *stage_title(const struct set *set, enum stage stage)
{
	switch (stage) {
	case STAGE_BEFORE:
		return set->has_separate_kernel ? "firmware and boot loader"
						: "firmware, boot loader and kernel";
	case STAGE_OS:
		return set_is_minimal(set) ? "minimal OS" : "operating system";
	case STAGE_MEASURING:
		return "measurement";
	default:
		return "total";
	}
}
