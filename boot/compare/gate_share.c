// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shares are whole numbers, so that a change equal to the gate is not above it.
 */
#include "gate_share.h"

#define PERCENT (GATE_WHOLE / 100)

bool gate_read_share(const char *text, uint32_t *share)
{
	uint32_t value = 0, unit = PERCENT;
	bool has_digit = false, has_point = false;

	for (; (*text >= '0' && *text <= '9') || (*text == '.' && !has_point); text++) {
		if (*text == '.') {
			has_point = true;
			continue;
		}
		has_digit = true;
		unit = has_point ? unit / 10 : unit;
		if (unit == 0)
			return false;
		value = has_point ? value + (uint32_t)(*text - '0') * unit
				  : 10 * value + (uint32_t)(*text - '0') * unit;
		if (value > GATE_WHOLE)
			return false;
	}
	*share = value;
	return has_digit && text[0] == '%' && text[1] == '\0';
}

uint64_t gate_part_of(uint64_t whole, uint32_t share)
{
	return whole / GATE_WHOLE * share + whole % GATE_WHOLE * share / GATE_WHOLE;
}
