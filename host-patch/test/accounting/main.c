// SPDX-License-Identifier: GPL-2.0-only
/*
 * The accounting and the CPUID answer, run on the host: each case plays the
 * hooks in the order in which KVM calls them, under a TSC of its own.
 *
 * usage: accounting CASE	exits with 0 if it passes
 */
#include "play.h"

#include "exit_probe_latch.h"
#include "exit_probe_leaves.h"
#include "exit_probe_rows.h"
#include "exit_probe_sum.h"

u64 stub_tsc, preempted_for;
int stub_preempt_count;
bool stub_svm, stub_no_memory;
int stub_grace_periods;

static int ring_of(struct kvm_vcpu *v)
{
	return v->ring;
}

struct kvm_x86_ops kvm_x86_ops = { .get_cpl = ring_of };
struct kvm vm;
struct kvm_vcpu *const vcpu = &vm.vcpu[0];
static int failed;

void same(const char *what, u64 got, u64 want)
{
	if (got == want)
		return;
	printf("%s: got %llu, want %llu\n", what, (unsigned long long)got,
	       (unsigned long long)want);
	failed = 1;
}

const struct kvm_exit_probe_row *row_of(u32 slot)
{
	return exit_probe_row(vcpu->exit_probe_rows, slot);
}

struct kvm_exit_probe_row *take_row(struct kvm_vcpu *of, u32 slot)
{
	return exit_probe_take_row(of->exit_probe_rows, slot);
}

u64 count(enum kvm_exit_probe_counter c)
{
	return exit_probe_of(vcpu)->counter[c];
}

void answers(u32 leaf, u32 item, u32 a, u32 b, u32 c, u32 d)
{
	u32 eax = STALE, ebx = STALE, ecx = STALE, edx = STALE;

	SAME(exit_probe_cpuid(vcpu, leaf, item, &eax, &ebx, &ecx, &edx), true);
	SAME(eax, a);
	SAME(ebx, b);
	SAME(ecx, c);
	SAME(edx, d);
}

void trip_for(u32 reason, u64 before, u64 inside)
{
	stub_tsc += before;
	stub_preempt_count++;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += inside;
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, reason);
	stub_preempt_count--;
}

void trip(u64 before, u64 inside)
{
	trip_for(CPUID, before, inside);
}

/* The scheduler calls the hooks only of a loaded vCPU. */
static bool loaded;

void stub_preempt(void)
{
	if (!preempted_for)
		return;
	stub_preempt_count++;
	if (loaded)
		exit_probe_put(vcpu);
	stub_tsc += preempted_for;
	if (loaded)
		exit_probe_load(vcpu);
	stub_preempt_count--;
}

void run_begin(void)
{
	preempt_disable();
	exit_probe_run_begin(vcpu);
	exit_probe_load(vcpu);
	loaded = true;
	preempt_enable();
}

void run_end(u64 put)
{
	preempt_disable();
	exit_probe_put(vcpu);
	loaded = false;
	stub_tsc += put;
	preempt_enable();
	exit_probe_run_end(vcpu);
}

/* Without a name, list all cases; else return whether the case exists. */
static bool run_case(const struct test_case *cases, const char *name)
{
	for (; cases->name; cases++) {
		if (!name) {
			puts(cases->name);
		} else if (!strcmp(name, cases->name)) {
			cases->run();
			return true;
		}
	}
	return !name;
}

int main(int argc, char **argv)
{
	const char *name = argc < 2 ? NULL : argv[1];
	bool found;
	int v;

	stub_tsc = 1;
	vm.arch.exit_probe_handled[CPUID] = true;
	exit_probe_init_vm(&vm);
	for (v = 0; v < STUB_VCPUS; v++) {
		vm.vcpu[v].kvm = &vm;
		exit_probe_create(&vm.vcpu[v]);
		exit_probe_join(&vm.vcpu[v]);
	}
	found = run_case(hook_cases, name);
	if (!found || !name)
		found = run_case(row_cases, name);
	if (!found || !name)
		found = run_case(leaf_cases, name);
	if (!found || !name)
		found = run_case(edge_cases, name);
	for (v = 0; v < STUB_VCPUS; v++) {
		exit_probe_part(&vm.vcpu[v]);
		exit_probe_latch_destroy(&vm.vcpu[v]);
		exit_probe_destroy(&vm.vcpu[v]);
	}
	return found ? failed : 2;
}
