// SPDX-License-Identifier: GPL-2.0-only
/* The CPUID answer: each leaf, its registers, and whose exits it has. */
#include "play.h"

#include <asm/cpufeature.h>

#include "exit_probe_abi.h"
#include "exit_probe_handlers.h"
#include "exit_probe_latch.h"
#include "exit_probe_leaves.h"

unsigned int *stub_param_exit_probe_abi(void);
int stub_get_exit_probe_scope(char *buffer);
int stub_set_exit_probe_layout(const char *val);
int stub_set_exit_probe_leaf(const char *val);
int stub_get_exit_probe_leaf(char *buffer);
bool *stub_param_exit_probe_user(void);

static void leaf_total(void)
{
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 0xffffffffULL;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 3;
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_KERNEL] = 0x1122334455667788ULL;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_KERNEL] = 1;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 2, 0x11223344, 0x55667789, 0);
	answers(EXIT_PROBE_LEAF_TOTAL, 77, 2, 0x11223344, 0x55667789, 0);
	SAME(stub_set_exit_probe_layout("2021"), 0);
	answers(0x4FFFFFFF, 0, 2, 0, 0, 0);
	answers(0x4FFFFFFE, 0, 0, 0x11223344, 0x55667789, 0);
	SAME(stub_set_exit_probe_layout("2022"), 0);
	answers(0x4FFFFFFC, 0, 2, 0, 0, 0);
	answers(0x4FFFFFFD, 0, 0, 0x11223344, 0x55667789, 0);
}

static int handler(struct kvm_vcpu *v)
{
	return v != NULL;
}

/* No hook counts the exits of a TDX guest. */
static void none_for_a_td(void)
{
	vm.arch.vm_type = KVM_X86_TDX_VM;
	run_begin();
	trip(5, 5);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_OFF);
	SAME(vcpu->exit_probe_rows == NULL, true);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TOTAL);
	leaf_is_not_ours(EXIT_PROBE_LEAF_SIGNATURE);
}

static void leaf_reason(void)
{
	int (*const handlers[])(struct kvm_vcpu *) = { [CPUID] = handler, [MSR_READ] = handler };

	exit_probe_note_handlers(&vm, handlers, ARRAY_SIZE(handlers));
	vm.vcpu[0].stat.exit_probe.reason_exits[CPUID] = 0x100000007ULL;
	vm.vcpu[1].stat.exit_probe.reason_exits[CPUID] = 5;
	vm.vcpu[1].stat.exit_probe.reason_cycles[CPUID] = 0x100000002ULL;
	vm.vcpu[1].stat.exit_probe.reason_exits[12] = 9;
	answers(EXIT_PROBE_LEAF_REASON_EXITS, CPUID, 12, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_REASON_CYCLES, CPUID, 0, 1, 2, 0);
	answers(EXIT_PROBE_LEAF_REASON_EXITS, MSR_READ, 0, 0, 0, 0);
	/* HLT has no handler here, 35 is not defined. */
	answers(EXIT_PROBE_LEAF_REASON_EXITS, 12, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_REASON_EXITS, 35, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_REASON_CYCLES, 0x80000000 | CPUID, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_REASON_CYCLES, EXIT_PROBE_SLOT_NONE, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_REASON_CYCLES, EXIT_PROBE_REASON_NONE, 0, 0, 0,
		EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_REASON_EXITS, 0xffffffff, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

static void scopes(void)
{
	char name[16];

	SAME(stub_set_exit_probe_scope("all"), -EINVAL);
	SAME(stub_set_exit_probe_scope("off"), -EINVAL);
	SAME(stub_set_exit_probe_scope("host"), 0);
	SAME(exit_probe_per_cpu.key.enabled, true);
	SAME(stub_get_exit_probe_scope(name), 5);
	SAME(stub_set_exit_probe_scope("vcpu"), 0);
	SAME(exit_probe_per_cpu.key.enabled, false);
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 1;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 2;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 1, 0, 0, 0);
	SAME(stub_set_exit_probe_scope("vm"), 0);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 3, 0, 0, 0);
}

static void vms_that_may_not_read(void)
{
	char name[16];

	SAME(stub_set_exit_probe_leaf("vm"), -EINVAL);
	SAME(stub_set_exit_probe_leaf("none"), 0);
	SAME(stub_get_exit_probe_leaf(name), 5);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 0, 0, 0, 0);
	exit_probe_init_vm(&vm);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TOTAL);
	leaf_is_not_ours(EXIT_PROBE_LEAF_SIGNATURE);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TABLE);
	SAME(vcpu->exit_probe_latch == NULL, true);
}

static void rings_that_may_not_read(void)
{
	vcpu->ring = 3;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 0, 0, 0, 0);
	*stub_param_exit_probe_user() = false;
	leaf_is_not_ours(EXIT_PROBE_LEAF_TOTAL);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TABLE);
	vcpu->ring = 0;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 0, 0, 0, 0);
}

static void no_memory(void)
{
	struct kvm_vcpu one = { .kvm = &vm };

	stub_no_memory = true;
	exit_probe_latch_destroy(&one);
	exit_probe_destroy(&one);
	answers(EXIT_PROBE_LEAF_TABLE, 0, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 0, 0, 0, 0);
	stub_no_memory = false;
	/* Only a latching read allocates. */
	answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, 0, 0, 0, 0);
	SAME(vcpu->exit_probe_latch == NULL, true);
	answers(EXIT_PROBE_LEAF_TABLE, 0, 0, 0, 0, 0);
	SAME(vcpu->exit_probe_latch == NULL, false);
}

static void leaf_signature_and_info(void)
{
	vcpu->arch.virtual_tsc_khz = 2500000;
	answers(EXIT_PROBE_LEAF_SIGNATURE, 5, EXIT_PROBE_LEAF_LAST_EXTENDED,
		EXIT_PROBE_SIGNATURE_EBX, EXIT_PROBE_SIGNATURE_ECX, EXIT_PROBE_SIGNATURE_EDX);
	answers(EXIT_PROBE_LEAF_INFO, 0, 2, EXIT_PROBE_VENDOR_INTEL, EXIT_PROBE_SCOPE_VM, 2500000);
	stub_svm = true;
	answers(EXIT_PROBE_LEAF_INFO, 0, 2, EXIT_PROBE_VENDOR_AMD, EXIT_PROBE_SCOPE_VM, 2500000);
	answers(EXIT_PROBE_LEAF_INFO, 1, 2020, EXIT_PROBE_SLOTS, EXIT_PROBE_BUCKETS, TSC_KHZ);
	answers(EXIT_PROBE_LEAF_INFO, 2, EXIT_PROBE_MODE_TIME, 0, 0, 0);
	stub_tsc_unstable = true;
	answers(EXIT_PROBE_LEAF_INFO, 2, EXIT_PROBE_MODE_TIME, EXIT_PROBE_FLAG_TSC_UNSTABLE, 0, 0);
	answers(EXIT_PROBE_LEAF_INFO, 3, EXIT_PROBE_CAUSES_OFF, 0, EXIT_PROBE_PHASE_CAUSES,
		EXIT_PROBE_CAUSES);
	answers(EXIT_PROBE_LEAF_INFO, 4, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	SAME(*stub_param_exit_probe_abi(), EXIT_PROBE_ABI_VERSION);
}

static void other_leaves_untouched(void)
{
	u32 leaf;

	for (leaf = 0x4ffffef0; leaf <= 0x50000000; leaf++) {
		if (leaf == EXIT_PROBE_LEAF_TOTAL || leaf == EXIT_PROBE_LEAF_REASON_EXITS ||
		    leaf == EXIT_PROBE_LEAF_REASON_CYCLES ||
		    (leaf >= EXIT_PROBE_LEAF_SIGNATURE && leaf <= EXIT_PROBE_LEAF_LAST_EXTENDED))
			continue;
		leaf_is_not_ours(leaf);
	}
}

const struct test_case leaf_cases[] = {
	CASE(leaf_total),
	CASE(leaf_reason),
	CASE(none_for_a_td),
	CASE(vms_that_may_not_read),
	CASE(rings_that_may_not_read),
	CASE(leaf_signature_and_info),
	CASE(scopes),
	CASE(no_memory),
	CASE(other_leaves_untouched),
	{ NULL, NULL },
};
