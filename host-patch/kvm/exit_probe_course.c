// SPDX-License-Identifier: GPL-2.0-only
/*
 * The course leaves, whose numbers moved between years.
 */
#include <linux/bitops.h>
#include <linux/kvm_host.h>
#include <linux/nospec.h>

#include "exit_probe_abi.h"
#include "exit_probe_course.h"
#include "exit_probe_params.h"
#include "exit_probe_reason.h"
#include "exit_probe_slot.h"
#include "exit_probe_sum.h"

/* The questions that the course leaves answer. */
enum exit_probe_question {
	EXIT_PROBE_NOT_ANSWERED,
	EXIT_PROBE_ASK_TOTAL,
	EXIT_PROBE_ASK_EXITS,
	EXIT_PROBE_ASK_CYCLES,
	EXIT_PROBE_ASK_REASON_EXITS,
	EXIT_PROBE_ASK_REASON_CYCLES,
};

/* By layout, and by leaf from the last one down. */
static const u8 exit_probe_layouts[][EXIT_PROBE_LEAF_COURSE_LEAVES] = {
	[2020 - EXIT_PROBE_LAYOUT_FIRST] = {
		EXIT_PROBE_ASK_TOTAL, EXIT_PROBE_ASK_REASON_EXITS,
		EXIT_PROBE_NOT_ANSWERED, EXIT_PROBE_ASK_REASON_CYCLES,
	},
	[2021 - EXIT_PROBE_LAYOUT_FIRST] = {
		EXIT_PROBE_ASK_EXITS, EXIT_PROBE_ASK_CYCLES,
		EXIT_PROBE_ASK_REASON_EXITS, EXIT_PROBE_ASK_REASON_CYCLES,
	},
	[2022 - EXIT_PROBE_LAYOUT_FIRST] = {
		EXIT_PROBE_ASK_REASON_CYCLES, EXIT_PROBE_ASK_REASON_EXITS,
		EXIT_PROBE_ASK_CYCLES, EXIT_PROBE_ASK_EXITS,
	},
};

static struct exit_probe_regs exit_probe_ask(struct kvm_vcpu *vcpu, enum exit_probe_question ask,
					     u32 reason)
{
	struct exit_probe_regs regs = {};
	u64 exits, cycles;
	u32 slot;

	if (ask >= EXIT_PROBE_ASK_REASON_EXITS) {
		slot = array_index_nospec(exit_probe_slot(reason), EXIT_PROBE_SLOTS);
		if (!exit_probe_reason_name(slot))
			return exit_probe_undefined;
		if (!test_bit(slot, vcpu->kvm->arch.exit_probe_handled))
			return regs;
		exit_probe_sum_reason(vcpu, slot, &exits, &cycles);
	} else {
		exit_probe_sum_exits(vcpu, &exits, &cycles);
	}

	if (ask != EXIT_PROBE_ASK_CYCLES && ask != EXIT_PROBE_ASK_REASON_CYCLES)
		regs.eax = lower_32_bits(exits);
	if (ask != EXIT_PROBE_ASK_EXITS && ask != EXIT_PROBE_ASK_REASON_EXITS) {
		regs.ebx = upper_32_bits(cycles);
		regs.ecx = lower_32_bits(cycles);
	}
	return regs;
}

bool exit_probe_course(struct kvm_vcpu *vcpu, u32 leaf, u32 reason, struct exit_probe_regs *regs)
{
	u32 i = array_index_nospec(EXIT_PROBE_LEAF_COURSE_LAST - leaf,
				   EXIT_PROBE_LEAF_COURSE_LEAVES);
	enum exit_probe_question ask =
		exit_probe_layouts[exit_probe_layout() - EXIT_PROBE_LAYOUT_FIRST][i];

	if (ask == EXIT_PROBE_NOT_ANSWERED)
		return false;
	*regs = exit_probe_ask(vcpu, ask, reason);
	return true;
}
