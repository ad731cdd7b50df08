// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPUID leaves that tell a guest how many VM exits it had and what they cost.
 *
 * Nothing here prints, and the only input from the guest is a bounded index. A
 * vCPU's first latching CPUID allocates its latch.
 */
#include <linux/debugfs.h>
#include <linux/kvm_host.h>
#include <linux/nospec.h>
#include <asm/cpufeature.h>
#include <asm/tsc.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"
#include "exit_probe_course.h"
#include "exit_probe_latch.h"
#include "exit_probe_leaves.h"
#include "exit_probe_mode.h"
#include "exit_probe_params.h"
#include "exit_probe_reason.h"
#include "exit_probe_regs.h"

static struct exit_probe_regs exit_probe_info(struct kvm_vcpu *vcpu, u32 item)
{
	switch (item) {
	case EXIT_PROBE_INFO_HOST:
		return (struct exit_probe_regs) {
			.eax = EXIT_PROBE_ABI_VERSION,
			.ebx = boot_cpu_has(X86_FEATURE_SVM) ? EXIT_PROBE_VENDOR_AMD :
							       EXIT_PROBE_VENDOR_INTEL,
			.ecx = exit_probe_scope(),
			.edx = vcpu->arch.virtual_tsc_khz,
		};
	case EXIT_PROBE_INFO_TABLE:
		return (struct exit_probe_regs) {
			.eax = exit_probe_layout(),
			.ebx = EXIT_PROBE_SLOTS,
			.ecx = EXIT_PROBE_BUCKETS,
			.edx = tsc_khz,
		};
	case EXIT_PROBE_INFO_STATE:
		return (struct exit_probe_regs) {
			.eax = exit_probe_mode(),
			.ebx = check_tsc_unstable() ? EXIT_PROBE_FLAG_TSC_UNSTABLE : 0,
		};
	case EXIT_PROBE_INFO_CAUSES:
		return (struct exit_probe_regs) {
			.eax = exit_probe_latched_causes(),
			.ebx = READ_ONCE(vcpu->kvm->arch.exit_probe_phase),
			.ecx = EXIT_PROBE_PHASE_CAUSES,
			.edx = EXIT_PROBE_CAUSES,
		};
	default:
		return exit_probe_undefined;
	}
}

/* What the items of the totals have besides counters */
#define EXIT_PROBE_NO_COUNTER	EXIT_PROBE_COUNTERS
#define EXIT_PROBE_GENERATION	(EXIT_PROBE_COUNTERS + 1)

/* The pairs of EXIT_PROBE_LEAF_TOTALS, by item. */
static const u8 exit_probe_pairs[EXIT_PROBE_TOTALS_ITEMS][2] = {
	[EXIT_PROBE_TOTALS_EXITS]      = { EXIT_PROBE_EXITS, EXIT_PROBE_KERNEL },
	[EXIT_PROBE_TOTALS_WAITING]    = { EXIT_PROBE_USERSPACE, EXIT_PROBE_HALTED },
	[EXIT_PROBE_TOTALS_AWAY]       = { EXIT_PROBE_PREEMPTED, EXIT_PROBE_BLOCKED },
	[EXIT_PROBE_TOTALS_GUEST]      = { EXIT_PROBE_GUEST, EXIT_PROBE_PASSES },
	[EXIT_PROBE_TOTALS_APART]      = { EXIT_PROBE_USERSPACE_EXITS, EXIT_PROBE_NESTED_EXITS },
	[EXIT_PROBE_TOTALS_LATCHED]    = { EXIT_PROBE_EXITS, EXIT_PROBE_KERNEL },
	[EXIT_PROBE_TOTALS_GENERATION] = { EXIT_PROBE_GENERATION, EXIT_PROBE_NO_COUNTER },
};

/*
 * Of a latch that is outdated, some items may have been read in mode off. While vCPUs
 * are left, the totals are not complete.
 */
static u64 exit_probe_latched_generation(struct kvm_vcpu *vcpu,
					 const struct kvm_exit_probe_latch *latch)
{
	if (latch->next || latch->generation != exit_probe_generation(vcpu->kvm))
		return 0;
	return latch->generation;
}

static u64 exit_probe_latched(struct kvm_vcpu *vcpu, const struct kvm_exit_probe_latch *latch,
			      u8 counter)
{
	if (!latch || counter == EXIT_PROBE_NO_COUNTER)
		return 0;
	if (counter == EXIT_PROBE_GENERATION)
		return exit_probe_latched_generation(vcpu, latch);
	return latch->sums.counter[counter];
}

/* Only the thread of @vcpu calls this, so its latch needs no lock. */
static struct exit_probe_regs exit_probe_totals(struct kvm_vcpu *vcpu, u32 item)
{
	const struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;

	if (item >= EXIT_PROBE_TOTALS_ITEMS)
		return exit_probe_undefined;

	item = array_index_nospec(item, EXIT_PROBE_TOTALS_ITEMS);
	if (item == EXIT_PROBE_TOTALS_EXITS) {
		latch = exit_probe_latch_totals(vcpu);
		if (!latch)
			return exit_probe_undefined;
	}
	return exit_probe_pair(exit_probe_latched(vcpu, latch, exit_probe_pairs[item][0]),
			       exit_probe_latched(vcpu, latch, exit_probe_pairs[item][1]));
}

static u32 exit_probe_row_code(u32 slot)
{
	if (slot == EXIT_PROBE_SLOT_NONE)
		return EXIT_PROBE_REASON_NONE;
	if (slot == EXIT_PROBE_SLOT_OTHER)
		return EXIT_PROBE_REASON_OTHER;
	return exit_probe_reason_code(slot);
}

/* A part of the exits has no range that anybody could use. */
static const struct kvm_exit_probe_row *
exit_probe_latched_row(const struct kvm_exit_probe_latch *latch, u32 slot)
{
	static const struct kvm_exit_probe_row none;

	return latch->sums.partial[slot] ? &none : &latch->sums.row[slot];
}

static struct exit_probe_regs exit_probe_latch_answer(struct kvm_vcpu *vcpu, u32 phase)
{
	const struct kvm_exit_probe_latch *latch = exit_probe_latch_table(vcpu);

	if (!latch)
		return exit_probe_undefined;
	exit_probe_end_phase(vcpu->kvm, phase);
	return (struct exit_probe_regs) {
		.eax = latch->used,
		.ebx = latch->next ? atomic_read(&vcpu->kvm->online_vcpus) - latch->next : 0,
	};
}

static struct exit_probe_regs exit_probe_table(struct kvm_vcpu *vcpu, u32 item)
{
	const struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;
	u32 i = item % EXIT_PROBE_TABLE_PAIR;
	u32 pair = item / EXIT_PROBE_TABLE_PAIR;
	const struct kvm_exit_probe_row *row;
	u64 exits, cycles;
	u32 slot;

	if (!(item << (32 - EXIT_PROBE_TABLE_PHASE_SHIFT)))
		return exit_probe_latch_answer(vcpu, item >> EXIT_PROBE_TABLE_PHASE_SHIFT);
	if (!latch || !i || i > latch->used)
		return exit_probe_undefined;

	slot = latch->slot[array_index_nospec(i - 1, EXIT_PROBE_SLOTS)];
	row = exit_probe_latched_row(latch, slot);
	exits = latch->sums.exits[slot];
	cycles = latch->sums.cycles[slot];

	switch (item - i) {
	case EXIT_PROBE_TABLE_ROW:
		return (struct exit_probe_regs) {
			.eax = exit_probe_row_code(slot),
			.ebx = lower_32_bits(exits),
			.ecx = lower_32_bits(cycles),
			.edx = upper_32_bits(cycles),
		};
	case EXIT_PROBE_TABLE_COUNTS:
		return exit_probe_pair(exits, cycles);
	case EXIT_PROBE_TABLE_BLOCKED:
		return exit_probe_pair(latch->sums.blocked[slot], 0);
	case EXIT_PROBE_TABLE_RANGE:
		return exit_probe_pair(row->min > row->max ? 0 : row->min, row->max);
	}

	pair -= EXIT_PROBE_TABLE_HISTOGRAM / EXIT_PROBE_TABLE_PAIR;
	if (pair >= EXIT_PROBE_BUCKETS / 2)
		return exit_probe_undefined;
	pair = array_index_nospec(pair, EXIT_PROBE_BUCKETS / 2);
	return exit_probe_pair(row->bucket[2 * pair], row->bucket[2 * pair + 1]);
}

static struct exit_probe_regs exit_probe_causes_leaf(struct kvm_vcpu *vcpu, u32 item)
{
	const struct kvm_exit_probe_latch *latch = vcpu->exit_probe_latch;
	u32 i = item % (EXIT_PROBE_CAUSES_COUNTS - EXIT_PROBE_CAUSES_KEY);
	const struct exit_probe_cause *cause;

	if (!item)
		return (struct exit_probe_regs) { .eax = latch ? latch->causes_used : 0 };
	if (!latch || !i || i > latch->causes_used)
		return exit_probe_undefined;

	cause = exit_probe_nth_cause(latch->causes, i - 1);
	switch (item - i) {
	case EXIT_PROBE_CAUSES_KEY:
		return (struct exit_probe_regs) {
			.eax = exit_probe_row_code(cause->key.slot),
			.ebx = (u32)cause->key.phase << 24 | cause->key.kind << 16 |
			       cause->key.access << 8 | cause->key.width,
			.ecx = lower_32_bits(cause->key.detail),
			.edx = upper_32_bits(cause->key.detail),
		};
	case EXIT_PROBE_CAUSES_COUNTS:
		return exit_probe_pair(cause->exits, cause->cycles);
	case EXIT_PROBE_CAUSES_BLOCKED:
		return exit_probe_pair(cause->blocked, cause->error);
	default:
		return exit_probe_undefined;
	}
}

static bool exit_probe_answer(struct kvm_vcpu *vcpu, u32 leaf, u32 item,
			      struct exit_probe_regs *regs)
{
	if (exit_probe_is_course(leaf))
		return exit_probe_course(vcpu, leaf, item, regs);

	switch (leaf) {
	case EXIT_PROBE_LEAF_SIGNATURE:
		regs->eax = EXIT_PROBE_LEAF_LAST_EXTENDED;
		regs->ebx = EXIT_PROBE_SIGNATURE_EBX;
		regs->ecx = EXIT_PROBE_SIGNATURE_ECX;
		regs->edx = EXIT_PROBE_SIGNATURE_EDX;
		return true;
	case EXIT_PROBE_LEAF_INFO:
		*regs = exit_probe_info(vcpu, item);
		return true;
	case EXIT_PROBE_LEAF_TOTALS:
		*regs = exit_probe_totals(vcpu, item);
		return true;
	case EXIT_PROBE_LEAF_TABLE:
		*regs = exit_probe_table(vcpu, item);
		return true;
	case EXIT_PROBE_LEAF_CAUSES:
		*regs = exit_probe_causes_leaf(vcpu, item);
		return true;
	default:
		return false;
	}
}

void exit_probe_init_vm(struct kvm *kvm)
{
	kvm->arch.exit_probe_leaf = exit_probe_leaf();
}

void exit_probe_create_vm_debugfs(struct kvm *kvm)
{
	debugfs_create_bool("exit_probe_leaf", 0644, kvm->debugfs_dentry,
			    &kvm->arch.exit_probe_leaf);
}

/* An SEV-ES guest's ring is what its #VC handler last told KVM; 0 if it tells none. */
static bool exit_probe_may_read(struct kvm_vcpu *vcpu)
{
	struct kvm *kvm = vcpu->kvm;

	return exit_probe_mode() != EXIT_PROBE_OFF && READ_ONCE(kvm->arch.exit_probe_leaf) &&
	       exit_probe_has_hooks(kvm) && (exit_probe_user() || !kvm_x86_ops.get_cpl(vcpu));
}

bool exit_probe_cpuid(struct kvm_vcpu *vcpu, u32 leaf, u32 item,
		      u32 *eax, u32 *ebx, u32 *ecx, u32 *edx)
{
	struct exit_probe_regs regs;

	if (!exit_probe_may_read(vcpu) || !exit_probe_answer(vcpu, leaf, item, &regs))
		return false;

	*eax = regs.eax;
	*ebx = regs.ebx;
	*ecx = regs.ecx;
	*edx = regs.edx;
	return true;
}
