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

u64 stub_tsc;
bool stub_svm;
unsigned int *stub_param_exit_probe_abi(void);

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
static void trip(u64 before, u64 inside)
{
	stub_tsc += before;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += inside;
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu);
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
	stub_tsc = 1;
	trip(0, 0);
	for (c = 0; c < EXIT_PROBE_EXITS; c++)
		if (count(c) > 100)
			SAME(count(c), 0);
	SAME(count(EXIT_PROBE_KERNEL), 6);
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

static void leaf_total(void)
{
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 0xffffffffULL;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_EXITS] = 3;
	vm.vcpu[0].stat.exit_probe.counter[EXIT_PROBE_KERNEL] = 0x1122334455667788ULL;
	vm.vcpu[1].stat.exit_probe.counter[EXIT_PROBE_KERNEL] = 1;
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 2, 0x11223344, 0x55667789, 0);
	answers(EXIT_PROBE_LEAF_TOTAL, 77, 2, 0x11223344, 0x55667789, 0);
}

static void leaf_signature_and_info(void)
{
	vcpu->arch.virtual_tsc_khz = 2500000;
	answers(EXIT_PROBE_LEAF_SIGNATURE, 5, EXIT_PROBE_LEAF_LAST_EXTENDED,
		EXIT_PROBE_SIGNATURE_EBX, EXIT_PROBE_SIGNATURE_ECX, EXIT_PROBE_SIGNATURE_EDX);
	answers(EXIT_PROBE_LEAF_INFO, 0, 1, EXIT_PROBE_VENDOR_INTEL, EXIT_PROBE_SCOPE_VM, 2500000);
	stub_svm = true;
	answers(EXIT_PROBE_LEAF_INFO, 0, 1, EXIT_PROBE_VENDOR_AMD, EXIT_PROBE_SCOPE_VM, 2500000);
	answers(EXIT_PROBE_LEAF_INFO, 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	SAME(*stub_param_exit_probe_abi(), EXIT_PROBE_ABI_VERSION);
}

static void leaf_totals_latches(void)
{
	u64 *counter = exit_probe_of(vcpu)->counter;
	int c;

	answers(EXIT_PROBE_LEAF_TOTALS, 1, 0, 0, 0, 0);
	for (c = 0; c < EXIT_PROBE_ZERO; c++)
		counter[c] = (c + 0x10ULL) << 32 | c;
	answers(EXIT_PROBE_LEAF_TOTALS, 0, EXIT_PROBE_EXITS, 0x10 + EXIT_PROBE_EXITS,
		EXIT_PROBE_KERNEL, 0x10 + EXIT_PROBE_KERNEL);
	for (c = 0; c < EXIT_PROBE_ZERO; c++)
		counter[c] = 0;
	answers(EXIT_PROBE_LEAF_TOTALS, 1, EXIT_PROBE_USERSPACE, 0x10 + EXIT_PROBE_USERSPACE,
		EXIT_PROBE_HALTED, 0x10 + EXIT_PROBE_HALTED);
	answers(EXIT_PROBE_LEAF_TOTALS, 2, EXIT_PROBE_SCHEDULED_OUT,
		0x10 + EXIT_PROBE_SCHEDULED_OUT, EXIT_PROBE_GUEST, 0x10 + EXIT_PROBE_GUEST);
	answers(EXIT_PROBE_LEAF_TOTALS, 3, EXIT_PROBE_USERSPACE_EXITS,
		0x10 + EXIT_PROBE_USERSPACE_EXITS, EXIT_PROBE_NESTED_EXITS,
		0x10 + EXIT_PROBE_NESTED_EXITS);
	answers(EXIT_PROBE_LEAF_TOTALS, 4, EXIT_PROBE_PASSES, 0x10 + EXIT_PROBE_PASSES, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, 5, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0x80000000, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	answers(EXIT_PROBE_LEAF_TOTALS, 0xffffffff, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

static void other_leaves_untouched(void)
{
	u32 leaf, eax, ebx, ecx, edx;

	for (leaf = 0x4ffffef0; leaf <= 0x50000000; leaf++) {
		if (leaf == EXIT_PROBE_LEAF_TOTAL ||
		    (leaf >= EXIT_PROBE_LEAF_SIGNATURE && leaf <= EXIT_PROBE_LEAF_LAST_EXTENDED))
			continue;
		eax = ebx = ecx = edx = STALE;
		SAME(exit_probe_cpuid(vcpu, leaf, 0, &eax, &ebx, &ecx, &edx), false);
		SAME(eax & ebx & ecx & edx, STALE);
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
	CASE(leaf_total),
	CASE(leaf_signature_and_info),
	CASE(leaf_totals_latches),
	CASE(other_leaves_untouched),
};

int main(int argc, char **argv)
{
	unsigned int i;

	stub_tsc = 1;
	vm.vcpu[0].kvm = &vm;
	vm.vcpu[1].kvm = &vm;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (argc < 2) {
			puts(cases[i].name);
		} else if (!strcmp(argv[1], cases[i].name)) {
			cases[i].run();
			return failed;
		}
	}
	return argc < 2 ? 0 : 2;
}
