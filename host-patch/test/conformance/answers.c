// SPDX-License-Identifier: GPL-2.0-only
/* The documented answers of the leaves from 0x4FFFFF00 on. */
#include "answers.h"

#include "exit_probe_abi.h"
#include "vendor.h"

bool answer_is(const struct op *op, uint32_t eax, uint32_t ebx, uint32_t ecx, uint32_t edx)
{
	return op->eax == eax && op->ebx == ebx && op->ecx == ecx && op->edx == edx;
}

bool answer_is_undefined(const struct op *op)
{
	return answer_is(op, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

bool answer_is_latch(uint32_t item)
{
	return !(item << (32 - EXIT_PROBE_TABLE_PHASE_SHIFT));
}

bool answer_in_table(uint32_t item, uint32_t used)
{
	uint32_t i = item % EXIT_PROBE_TABLE_PAIR;

	if (!i || i > used)
		return false;
	item -= i;
	return item == EXIT_PROBE_TABLE_ROW || item == EXIT_PROBE_TABLE_COUNTS ||
	       item == EXIT_PROBE_TABLE_RANGE || item == EXIT_PROBE_TABLE_BLOCKED ||
	       (item >= EXIT_PROBE_TABLE_HISTOGRAM &&
		item < EXIT_PROBE_TABLE_HISTOGRAM + 15 * EXIT_PROBE_TABLE_PAIR);
}

bool answer_holds(const struct setting *setting, const struct op *op, uint32_t used, uint32_t khz)
{
	switch (op->a) {
	case EXIT_PROBE_LEAF_SIGNATURE:
		return answer_is(op, EXIT_PROBE_LEAF_LAST_EXTENDED, EXIT_PROBE_SIGNATURE_EBX,
				 EXIT_PROBE_SIGNATURE_ECX, EXIT_PROBE_SIGNATURE_EDX);
	case EXIT_PROBE_LEAF_INFO:
		if (op->c == 0)
			return answer_is(op, EXIT_PROBE_ABI_VERSION, vendor()->id, setting->scope,
					 khz);
		if (op->c == 1)
			return answer_is(op, setting->layout, 192, 30, khz);
		if (op->c == 2)
			return answer_is(op, setting->mode, op->ebx & 1, 0, 0);
		/* A latch may have ended phases. */
		return op->c == 3 ? answer_is(op, setting->causes, op->ebx & 0xff, 2048, 4096)
				  : answer_is_undefined(op);
	case EXIT_PROBE_LEAF_TOTALS:
		return (op->c >= EXIT_PROBE_TOTALS_ITEMS) == answer_is_undefined(op);
	case EXIT_PROBE_LEAF_CAUSES:
		if (setting->causes)
			return op->c || answer_is(op, op->eax, 0, 0, 0);
		return op->c ? answer_is_undefined(op) : answer_is(op, 0, 0, 0, 0);
	default:
		if (answer_is_latch(op->c))
			return answer_is(op, used, 0, 0, 0);
		return answer_in_table(op->c, used) != answer_is_undefined(op);
	}
}
