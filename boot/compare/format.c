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

/* Rounds half up. */
static uint64_t rounded(double value)
{
	return (uint64_t)(value + 0.5);
}

const char *format_share(char to[NUMBER_SIZE], uint64_t part, uint64_t whole)
{
	const uint64_t tenths = whole ? rounded((double)part * 1000 / (double)whole) : 0;

	if (part > 0 && tenths == 0)
		snprintf(to, NUMBER_SIZE, "under 0.1 %%");
	else if (tenths < 100)
		snprintf(to, NUMBER_SIZE, "%llu.%llu %%", (unsigned long long)tenths / 10,
			 (unsigned long long)tenths % 10);
	else
		snprintf(to, NUMBER_SIZE, "%llu %%",
			 (unsigned long long)rounded((double)part * 100 / (double)whole));
	return to;
}

const char *format_time(char to[NUMBER_SIZE], double cycles, double per_unit)
{
	const double time = cycles / per_unit;
	unsigned long long parts = 1000;
	int digits = 3;
	size_t length;

	if (cycles > 0 && time < 0.0005)
		return strcpy(to, "under 0.001");
	/* Three digits, and all before the point */
	while (digits > 0 && rounded(time * (double)parts) >= 1000) {
		parts /= 10;
		digits--;
	}
	format_number(to, rounded(time * (double)parts) / parts);
	length = strlen(to);
	if (digits > 0 && cycles > 0)
		snprintf(to + length, NUMBER_SIZE - length, ".%0*llu", digits,
			 (unsigned long long)rounded(time * (double)parts) % parts);
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
