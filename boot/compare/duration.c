// SPDX-License-Identifier: GPL-2.0-only
/*
 * The host may run its TSC at another frequency than the guest's.
 */
#include "duration.h"

static const char *put(char to[NUMBER_SIZE], uint64_t cycles, uint64_t khz)
{
	char number[NUMBER_SIZE];

	to[0] = '\0';
	if (khz > 0)
		snprintf(to, NUMBER_SIZE, "%.40s ms",
			 format_time(number, (double)cycles, (double)khz));
	return to;
}

const char *duration_of_guest(char to[NUMBER_SIZE], const struct set *set, uint64_t tsc)
{
	const struct record *record = set_record(set);

	return put(to, tsc, record ? record->host.tsc_khz : 0);
}

const char *duration_of_host(char to[NUMBER_SIZE], const struct set *set, uint64_t cycles)
{
	return put(to, cycles, set_host_khz(set));
}

double duration_ms_of_host(const struct set *set, uint64_t cycles)
{
	return set_host_khz(set) ? (double)cycles / (double)set_host_khz(set) : 0;
}
