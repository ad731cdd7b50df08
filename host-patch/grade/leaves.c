// SPDX-License-Identifier: GPL-2.0-only
/* The layouts are those of exit_probe_abi.h, without what the course did not ask for. */
#include "leaves.h"

#include <stddef.h>

#include "exit_probe_abi.h"

#define FIRST EXIT_PROBE_LAYOUT_FIRST

static const uint32_t layouts[][ASKS] = {
	[2020 - FIRST] = { 0x4FFFFFFF, 0x4FFFFFFF, 0x4FFFFFFE, 0 },
	[2021 - FIRST] = { 0x4FFFFFFF, 0x4FFFFFFE, 0x4FFFFFFD, 0x4FFFFFFC },
	[2022 - FIRST] = { 0x4FFFFFFC, 0x4FFFFFFD, 0x4FFFFFFE, 0x4FFFFFFF },
};

static const uint32_t *layout;

bool leaves_choose(int year)
{
	if (year < FIRST || year - FIRST >= (int)(sizeof(layouts) / sizeof(layouts[0])))
		return false;
	layout = layouts[year - FIRST];
	return true;
}

uint32_t leaf_of(enum ask ask)
{
	return layout[ask];
}

bool ask_has_cycles(enum ask ask)
{
	return ask == ASK_CYCLES || ask == ASK_REASON_CYCLES ||
	       leaf_of(ask) == leaf_of(ask == ASK_EXITS ? ASK_CYCLES : ASK_REASON_CYCLES);
}

bool ask_has_exits(enum ask ask)
{
	return ask == ASK_EXITS || ask == ASK_REASON_EXITS ||
	       leaf_of(ask) == leaf_of(ask == ASK_CYCLES ? ASK_EXITS : ASK_REASON_EXITS);
}

int ask_add(struct vm *vm, enum ask ask, uint32_t reason)
{
	return vm_add(vm, OP_CPUID, leaf_of(ask), reason, 1);
}

uint64_t answer_cycles(const struct op *op, bool swapped)
{
	uint32_t high = swapped ? op->ecx : op->ebx;

	return (uint64_t)high << 32 | (swapped ? op->ebx : op->ecx);
}

bool answer_is(const struct op *op, uint32_t eax, uint32_t ebx, uint32_t ecx, uint32_t edx)
{
	return op->eax == eax && op->ebx == ebx && op->ecx == ecx && op->edx == edx;
}
