// SPDX-License-Identifier: GPL-2.0-only
/*
 * The host may run its TSC at another frequency than the guest's.
 */
#include "duration.h"

#define SHORT_US 10000

static const char *put(char to[NUMBER_SIZE], uint64_t cycles, uint64_t khz)
{
	const double us = khz ? (double)cycles * 1000 / (double)khz : 0;
	char number[NUMBER_SIZE];

	to[0] = '\0';
	if (khz > 0 && us < SHORT_US)
		snprintf(to, NUMBER_SIZE, "%.2f ms", us / 1000);
	else if (khz > 0)
		snprintf(to, NUMBER_SIZE, "%.40s ms",
			 format_number(number, (uint64_t)(us / 1000 + 0.5)));
	return to;
}

const char *duration_of_guest(char to[NUMBER_SIZE], const struct set *set, uint64_t tsc)
{
	const struct record *record = set_record(set);

	return put(to, tsc, record ? record->host.tsc_khz : 0);
}

static uint64_t host_khz(const struct set *set)
{
	const struct record *record = set_record(set);

	if (!record)
		return 0;
	return record->host.tsc_host_khz ? record->host.tsc_host_khz : record->host.tsc_khz;
}

const char *duration_of_host(char to[NUMBER_SIZE], const struct set *set, uint64_t cycles)
{
	return put(to, cycles, host_khz(set));
}

double duration_ms_of_host(const struct set *set, uint64_t cycles)
{
	return host_khz(set) ? (double)cycles / (double)host_khz(set) : 0;
}
