// SPDX-License-Identifier: GPL-2.0-only
/* The CPUID answer: each leaf, its registers, and whose exits it has. */
#include "play.h"

#include <asm/cpufeature.h>

#include "exit_probe_abi.h"
#include "exit_probe_handlers.h"
#include "exit_probe_latch.h"
#include "exit_probe_leaves.h"
#include "exit_probe_rows.h"

unsigned int *stub_param_exit_probe_abi(void);
int stub_get_exit_probe_scope(char *buffer);
int stub_set_exit_probe_layout(const char *val);
int stub_set_exit_probe_leaf(const char *val);
int stub_get_exit_probe_leaf(char *buffer);
bool *stub_param_exit_probe_user(void);

static void leaf_is_not_ours(u32 leaf)
{
	u32 eax = STALE, ebx = STALE, ecx = STALE, edx = STALE;

	SAME(exit_probe_cpuid(vcpu, leaf, 0, &eax, &ebx, &ecx, &edx), false);
	SAME(eax & ebx & ecx & edx, STALE);
}

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

/* A TDX guest records no handlers, and no hook counts its exits. */
static void none_for_a_td(void)
{
	vm.arch.exit_probe_handled[CPUID] = false;
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
	int i;

	SAME(stub_set_exit_probe_scope("all"), -EINVAL);
	SAME(stub_set_exit_probe_scope("host"), 0);
	SAME(stub_get_exit_probe_scope(name), 5);
	for (i = 0; i < STUB_VCPUS; i++)
		SAME(exit_probe_join(&vm.vcpu[i]), 0);
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 1;
	vm.vcpu[0].stat.exit_probe.reason_exits[CPUID] = 1;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 2;
	vm.vcpu[1].stat.exit_probe.reason_exits[CPUID] = 2;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 3, 0, 0, 0);
	/* A destroyed vCPU still counts for the host. */
	exit_probe_part(&vm.vcpu[1]);
	vm.vcpu[1].exit_probe_member = NULL;
	SAME(stub_grace_periods, 1);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 3, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0, 1, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 3, 0, 0);
	SAME(stub_set_exit_probe_scope("vcpu"), 0);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 1, 0, 0, 0);
	SAME(stub_set_exit_probe_scope("off"), 0);
	exit_probe_init_vm(&vm);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TOTAL);
	leaf_is_not_ours(EXIT_PROBE_LEAF_SIGNATURE);
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
	/* In host scope its vCPUs count for those that may. */
	SAME(stub_set_exit_probe_scope("host"), 0);
	SAME(exit_probe_join(&vm.vcpu[1]), 0);
	SAME(vm.vcpu[1].exit_probe_member == NULL, false);
	exit_probe_part(&vm.vcpu[1]);
	vm.vcpu[1].exit_probe_member = NULL;
	SAME(stub_set_exit_probe_scope("vm"), 0);
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
	SAME(exit_probe_create(&one), -ENOMEM);
	SAME(stub_set_exit_probe_scope("host"), 0);
	SAME(exit_probe_join(&one), -ENOMEM);
	exit_probe_part(&one);
	exit_probe_latch_destroy(&one);
	exit_probe_destroy(&one);
	SAME(stub_set_exit_probe_scope("vm"), 0);
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
	answers(EXIT_PROBE_LEAF_INFO, 0, 1, EXIT_PROBE_VENDOR_INTEL, EXIT_PROBE_SCOPE_VM, 2500000);
	stub_svm = true;
	answers(EXIT_PROBE_LEAF_INFO, 0, 1, EXIT_PROBE_VENDOR_AMD, EXIT_PROBE_SCOPE_VM, 2500000);
	answers(EXIT_PROBE_LEAF_INFO, 1, 2020, EXIT_PROBE_SLOTS, EXIT_PROBE_BUCKETS, 0);
	answers(EXIT_PROBE_LEAF_INFO, 2, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	SAME(*stub_param_exit_probe_abi(), EXIT_PROBE_ABI_VERSION);
}

static void leaf_totals_latches(void)
{
	u64 *counter = exit_probe_of(vcpu)->counter;
	int c;

	answers(EXIT_PROBE_LEAF_TOTALS, 1, 0, 0, 0, 0);
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] = (c + 0x10ULL) << 32 | c;
	answers(EXIT_PROBE_LEAF_TOTALS, 0, EXIT_PROBE_EXITS, 0x10 + EXIT_PROBE_EXITS,
		EXIT_PROBE_KERNEL, 0x10 + EXIT_PROBE_KERNEL);
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		counter[c] = 0;
	answers(EXIT_PROBE_LEAF_TOTALS, 1, EXIT_PROBE_USERSPACE, 0x10 + EXIT_PROBE_USERSPACE,
		EXIT_PROBE_HALTED, 0x10 + EXIT_PROBE_HALTED);
	answers(EXIT_PROBE_LEAF_TOTALS, 2, EXIT_PROBE_SCHEDULED_OUT,
		0x10 + EXIT_PROBE_SCHEDULED_OUT, EXIT_PROBE_GUEST, 0x10 + EXIT_PROBE_GUEST);
	answers(EXIT_PROBE_LEAF_TOTALS, 3, EXIT_PROBE_USERSPACE_EXITS,
		0x10 + EXIT_PROBE_USERSPACE_EXITS, EXIT_PROBE_NESTED_EXITS,
		0x10 + EXIT_PROBE_NESTED_EXITS);
	answers(EXIT_PROBE_LEAF_TOTALS, 4, EXIT_PROBE_PASSES, 0x10 + EXIT_PROBE_PASSES, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, 5, EXIT_PROBE_EXITS, 0x10 + EXIT_PROBE_EXITS,
		EXIT_PROBE_KERNEL, 0x10 + EXIT_PROBE_KERNEL);
	answers(EXIT_PROBE_LEAF_TOTALS, 6, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0x80000000, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0xffffffff, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

/* Two vCPUs had CPUID exits; each item has the numbers of both. */
static void leaf_table(void)
{
	static const u32 wrong[] = { 3,       0xff,    0x100,   0x101,   0x10000, 0x10003,
				     0x10101, 0x20003, 0x30000, 0x30f01, 0x40001, 0xffffffff };
	struct kvm_vcpu *const other = &vm.vcpu[1];
	struct kvm_exit_probe_row *row;
	unsigned int i;

	answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	run_begin();
	trip(9, 1);
	trip(6, 1);
	other->stat.exit_probe.reason_exits[CPUID] = 1ULL << 33;
	other->stat.exit_probe.reason_cycles[CPUID] = 1ULL << 34;
	row = take_row(other, CPUID);
	row->min = 2;
	row->max = 1ULL << 35;
	row->bucket[3] = 5;
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	trip(4, 1);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 2, 6, 4);
	answers(EXIT_PROBE_LEAF_TABLE, 2, EXIT_PROBE_REASON_NONE, 0, 9, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0x10001, 2, 2, 6, 4);
	answers(EXIT_PROBE_LEAF_TABLE, 0x20001, 2, 0, 0, 8);
	answers(EXIT_PROBE_LEAF_TABLE, 0x20002, 9, 0, 9, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0x30101, 0, 0, 6, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, 2, 2, 15, 4);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		answers(EXIT_PROBE_LEAF_TABLE, wrong[i], 0, 0, 0, EXIT_PROBE_UNDEFINED);
	/* After a new latch, nothing of the old one is left. */
	answers(EXIT_PROBE_LEAF_TABLE, 0, 2, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 3, 10, 4);
	answers(EXIT_PROBE_LEAF_TABLE, 0x30101, 0, 0, 7, 0);
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
	CASE(leaf_totals_latches),
	CASE(leaf_table),
	CASE(scopes),
	CASE(no_memory),
	CASE(other_leaves_untouched),
	{ NULL, NULL },
};
