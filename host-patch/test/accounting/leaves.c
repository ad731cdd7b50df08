// SPDX-License-Identifier: GPL-2.0-only
/*
 * The accounting and the CPUID answer, run on the host: each case plays the
 * hooks in the order in which KVM calls them, under a TSC of its own.
 *
 * usage: accounting CASE	exit code 0 if it holds
 */
#include <stdio.h>
#include <string.h>

#include "exit_probe.c"
#include "exit_probe_handlers.h"
#include "exit_probe_latch.c"
#include "exit_probe_reason.c"
#include "exit_probe_rows.c"

u64 stub_tsc;
bool stub_svm, stub_no_memory;
int stub_grace_periods;
unsigned int *stub_param_exit_probe_abi(void);
int stub_set_exit_probe_scope(const char *val);
int stub_get_exit_probe_scope(char *buffer);
int stub_set_exit_probe_layout(const char *val);
int stub_get_exit_probe_layout(char *buffer);

#define CPUID    10 /* a reason that the tests cause */
#define MSR_READ 31

static struct kvm vm;
static struct kvm_vcpu *const vcpu = &vm.vcpu[0];
static int failed;

#define SAME(got, want) same(#got, (got), (want))

static void same(const char *what, u64 got, u64 want)
{
	if (got == want)
		return;
	printf("%s: got %llu, want %llu\n", what, (unsigned long long)got,
	       (unsigned long long)want);
	failed = 1;
}

static u64 count(enum kvm_exit_probe_counter c)
{
	return exit_probe_of(vcpu)->counter[c];
}

static u64 cycles(void)
{
	return count(EXIT_PROBE_USERSPACE) + count(EXIT_PROBE_KERNEL) + count(EXIT_PROBE_HALTED) +
	       count(EXIT_PROBE_SCHEDULED_OUT) + count(EXIT_PROBE_GUEST);
}

/* One trip into the guest: enter after @before, stay for @inside. */
static void trip_for(u32 reason, u64 before, u64 inside)
{
	stub_tsc += before;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += inside;
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, reason);
}

static void trip(u64 before, u64 inside)
{
	trip_for(CPUID, before, inside);
}

static void run_begin(void)
{
	exit_probe_run_begin(vcpu);
	exit_probe_load(vcpu);
}

/* vcpu_put() takes @put cycles after its hook. */
static void run_end(u64 put)
{
	exit_probe_put(vcpu);
	stub_tsc += put;
	exit_probe_run_end(vcpu);
}

static void exits_and_guest(void)
{
	run_begin();
	trip(10, 1000);
	SAME(count(EXIT_PROBE_KERNEL), 10);
	trip(20, 1000);
	SAME(count(EXIT_PROBE_EXITS), 2);
	SAME(count(EXIT_PROBE_GUEST), 2000);
	SAME(count(EXIT_PROBE_KERNEL), 30);
	SAME(count(EXIT_PROBE_NESTED_EXITS), 0);
}

static void before_the_first_run(void)
{
	stub_tsc = 1000000;
	exit_probe_load(vcpu);
	exit_probe_put(vcpu);
	run_begin();
	trip(5, 7);
	SAME(cycles(), 12);
	SAME(count(EXIT_PROBE_USERSPACE), 0);
}

static void userspace(void)
{
	run_begin();
	trip(10, 10);
	stub_tsc += 3;
	run_end(4);
	stub_tsc += 500;
	/* Another ioctl loads and puts, the VMM is scheduled out: no matter. */
	exit_probe_load(vcpu);
	stub_tsc += 500;
	exit_probe_put(vcpu);
	run_begin();
	SAME(count(EXIT_PROBE_USERSPACE), 1000);
	SAME(count(EXIT_PROBE_USERSPACE_EXITS), 1);
	SAME(count(EXIT_PROBE_SCHEDULED_OUT), 0);
	SAME(count(EXIT_PROBE_KERNEL), 10);
	trip(2, 0);
	SAME(count(EXIT_PROBE_KERNEL), 10 + 3 + 4 + 2);
	SAME(cycles(), stub_tsc - 1);
}

static void scheduled_out(void)
{
	run_begin();
	trip(1, 1);
	stub_tsc += 5;
	exit_probe_put(vcpu);
	stub_tsc += 700;
	exit_probe_load(vcpu);
	trip(6, 1);
	SAME(count(EXIT_PROBE_SCHEDULED_OUT), 700);
	SAME(count(EXIT_PROBE_KERNEL), 1 + 5 + 6);
	SAME(cycles(), stub_tsc - 1);
}

static void halted_wins_over_scheduled_out(void)
{
	run_begin();
	trip(1, 1);
	stub_tsc += 5;
	exit_probe_halt_begin(vcpu);
	stub_tsc += 100;
	exit_probe_put(vcpu);
	stub_tsc += 100;
	exit_probe_load(vcpu);
	stub_tsc += 100;
	exit_probe_halt_end(vcpu);
	trip(6, 1);
	SAME(count(EXIT_PROBE_HALTED), 300);
	SAME(count(EXIT_PROBE_SCHEDULED_OUT), 0);
	SAME(count(EXIT_PROBE_KERNEL), 12);
}

static void tsc_steps_back(void)
{
	int c;

	stub_tsc = 1000;
	run_begin();
	trip(1, 1);
	exit_probe_put(vcpu);
	stub_tsc = 10;
	exit_probe_load(vcpu);
	SAME(count(EXIT_PROBE_SCHEDULED_OUT), 0);
	trip(5, 5);
	for (c = 0; c < EXIT_PROBE_EXITS; c++)
		if (count(c) > 100)
			SAME(count(c), 0);
	SAME(count(EXIT_PROBE_KERNEL), 1);
	SAME(count(EXIT_PROBE_GUEST), 6);
	trip(7, 0);
	SAME(count(EXIT_PROBE_KERNEL), 8);
}

static void reasons(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	const struct kvm_exit_probe_row *row = &vcpu->exit_probe_rows->row[CPUID];

	run_begin();
	trip_for(CPUID, 100, 5);
	trip_for(MSR_READ, 8, 5);
	trip_for(CPUID, 1ULL << 40, 5);
	trip_for(0, 7, 5);
	SAME(probe->reason_exits[CPUID], 2);
	SAME(probe->reason_exits[MSR_READ], 1);
	SAME(probe->reason_exits[EXIT_PROBE_SLOT_ZERO], 1);
	SAME(probe->reason_exits[0], 0);
	SAME(probe->reason_cycles[EXIT_PROBE_SLOT_NONE], 100);
	SAME(probe->reason_cycles[CPUID], 15);
	SAME(probe->reason_cycles[MSR_READ], 1ULL << 40);
	SAME(row->min, 7);
	SAME(row->max, 8);
	SAME(row->bucket[3], 1);
	SAME(row->bucket[4], 1);
	SAME(vcpu->exit_probe_rows->row[MSR_READ].bucket[EXIT_PROBE_BUCKETS - 1], 1);
	SAME(probe->cycles_hist[7], 1);
	SAME(count(EXIT_PROBE_KERNEL), 115 + (1ULL << 40));
}

static void slots(void)
{
	static const u32 far[] = { 0x400,      0x401,      0x402,      0x403,     0xf0000000,
				   0xfffffffc, 0xfffffffd, 0xfffffffe, 0xffffffff };
	bool taken[EXIT_PROBE_SLOTS] = { false };
	u32 i;

	stub_svm = true;
	for (i = 1; i < EXIT_PROBE_SLOT_FAR; i++)
		SAME(exit_probe_slot(i), i);
	for (i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
		u32 slot = exit_probe_slot(far[i]);

		SAME(slot >= EXIT_PROBE_SLOT_FAR && slot < EXIT_PROBE_SLOT_ZERO, true);
		SAME(taken[slot], false);
		taken[slot] = true;
		SAME(exit_probe_reason_code(slot), far[i]);
		SAME(exit_probe_reason_name(slot) != NULL, true);
	}
	SAME(exit_probe_slot(0), EXIT_PROBE_SLOT_ZERO);
	SAME(EXIT_PROBE_SLOT_ZERO, EXIT_PROBE_BUCKET_OF_ZERO);
	SAME(exit_probe_reason_code(EXIT_PROBE_SLOT_ZERO), 0);
	SAME(strcmp(exit_probe_reason_name(EXIT_PROBE_SLOT_ZERO), "READ_CR0"), 0);
	SAME(exit_probe_slot(EXIT_PROBE_SLOT_FAR), EXIT_PROBE_SLOT_OTHER);
	SAME(exit_probe_slot(0x3ff), EXIT_PROBE_SLOT_OTHER);
	SAME(exit_probe_slot(0x404), EXIT_PROBE_SLOT_OTHER);
	stub_svm = false;
	SAME(strcmp(exit_probe_reason_name(EXIT_PROBE_SLOT_ZERO), "EXCEPTION_NMI"), 0);
	SAME(exit_probe_reason_name(35) == NULL, true);
	SAME(exit_probe_reason_name(exit_probe_slot(0x400)) == NULL, true);
}

static void passes_and_nested(void)
{
	run_begin();
	stub_tsc += 9;
	exit_probe_pass(vcpu);
	vcpu->guest_mode = true;
	trip(1, 1);
	vcpu->guest_mode = false;
	trip(1, 1);
	SAME(count(EXIT_PROBE_PASSES), 1);
	SAME(count(EXIT_PROBE_EXITS), 2);
	SAME(count(EXIT_PROBE_NESTED_EXITS), 1);
	SAME(count(EXIT_PROBE_KERNEL), 11);
}

#define STALE 0xdeadbeef

/* Answer @leaf, @item and compare all registers. */
static void answers(u32 leaf, u32 item, u32 a, u32 b, u32 c, u32 d)
{
	u32 eax = STALE, ebx = STALE, ecx = STALE, edx = STALE;

	SAME(exit_probe_cpuid(vcpu, leaf, item, &eax, &ebx, &ecx, &edx), true);
	SAME(eax, a);
	SAME(ebx, b);
	SAME(ecx, c);
	SAME(edx, d);
}

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

	for (i = 0; i < STUB_VCPUS; i++)
		exit_probe_latch_destroy(&vm.vcpu[i]);
	SAME(stub_set_exit_probe_scope("all"), -EINVAL);
	SAME(stub_set_exit_probe_scope("host"), 0);
	SAME(stub_get_exit_probe_scope(name), 5);
	for (i = 0; i < STUB_VCPUS; i++)
		SAME(exit_probe_latch_create(&vm.vcpu[i]), 0);
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 1;
	vm.vcpu[0].stat.exit_probe.reason_exits[CPUID] = 1;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 2;
	vm.vcpu[1].stat.exit_probe.reason_exits[CPUID] = 2;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 3, 0, 0, 0);
	/* A vCPU that is gone is still the host's. */
	exit_probe_latch_destroy(&vm.vcpu[1]);
	SAME(stub_grace_periods, 1);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 3, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 0, 1, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 3, 0, 0);
	vm.vcpu[1].exit_probe_latch = NULL;
	SAME(stub_set_exit_probe_scope("vcpu"), 0);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 1, 0, 0, 0);
	SAME(stub_set_exit_probe_scope("off"), 0);
	SAME(exit_probe_latch_create(&vm.vcpu[1]), 0);
	SAME(vm.vcpu[1].exit_probe_latch == NULL, true);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TOTAL);
	leaf_is_not_ours(EXIT_PROBE_LEAF_SIGNATURE);
}

static void no_memory(void)
{
	struct kvm_vcpu one = { .kvm = &vm };

	stub_no_memory = true;
	SAME(exit_probe_create(&one), -ENOMEM);
	SAME(exit_probe_latch_create(&one), -ENOMEM);
	exit_probe_latch_destroy(&one);
	exit_probe_destroy(&one);
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

/* Two vCPUs met CPUID; the numbers of both are in each item. */
static void leaf_table(void)
{
	static const u32 wrong[] = { 3,       0xff,    0x100,   0x101,   0x10000, 0x10003,
				     0x10101, 0x20003, 0x30000, 0x30f01, 0x40001, 0xffffffff };
	struct kvm_vcpu *const other = &vm.vcpu[1];
	unsigned int i;

	answers(EXIT_PROBE_LEAF_TABLE, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	run_begin();
	trip(9, 1);
	trip(6, 1);
	other->stat.exit_probe.reason_exits[CPUID] = 1ULL << 33;
	other->stat.exit_probe.reason_cycles[CPUID] = 1ULL << 34;
	other->exit_probe_rows->row[CPUID].min = 2;
	other->exit_probe_rows->row[CPUID].max = 1ULL << 35;
	other->exit_probe_rows->row[CPUID].bucket[3] = 5;
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
	/* Latched anew, nothing of the old latch is left. */
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

#define CASE(name)                                                                                 \
	{                                                                                          \
#name, name                                                                        \
	}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	CASE(exits_and_guest),
	CASE(before_the_first_run),
	CASE(userspace),
	CASE(scheduled_out),
	CASE(halted_wins_over_scheduled_out),
	CASE(tsc_steps_back),
	CASE(passes_and_nested),
	CASE(reasons),
	CASE(slots),
	CASE(leaf_total),
	CASE(leaf_reason),
	CASE(leaf_signature_and_info),
	CASE(leaf_totals_latches),
	CASE(leaf_table),
	CASE(scopes),
	CASE(no_memory),
	CASE(other_leaves_untouched),
};

int main(int argc, char **argv)
{
	unsigned int i, v;

	stub_tsc = 1;
	for (v = 0; v < STUB_VCPUS; v++) {
		vm.vcpu[v].kvm = &vm;
		exit_probe_create(&vm.vcpu[v]);
		exit_probe_latch_create(&vm.vcpu[v]);
	}
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (argc < 2) {
			puts(cases[i].name);
		} else if (!strcmp(argv[1], cases[i].name)) {
			cases[i].run();
			break;
		}
	}
	for (v = 0; v < STUB_VCPUS; v++) {
		exit_probe_latch_destroy(&vm.vcpu[v]);
		exit_probe_destroy(&vm.vcpu[v]);
	}
	return argc < 2 || i < sizeof(cases) / sizeof(cases[0]) ? failed : 2;
}
