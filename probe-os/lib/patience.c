// SPDX-License-Identifier: GPL-2.0-only
/*
 * Short waits are how a port works, long ones are its reader's.
 */
#include "lib/patience.h"

static uint64_t milliseconds(const struct patience *patience, uint64_t now)
{
	return (now - patience->begin) / (patience->khz ? patience->khz : PATIENCE_FASTEST_KHZ);
}

void patience_begin(struct patience *patience, uint64_t now)
{
	patience->begin = now;
}

bool patience_lasts(const struct patience *patience, uint64_t now)
{
	return milliseconds(patience, now) < PATIENCE_SECONDS * 1000;
}

void patience_end(struct patience *patience, uint64_t now)
{
	uint64_t wait = milliseconds(patience, now);

	if (wait >= 1000)
		patience->waited += wait;
}
