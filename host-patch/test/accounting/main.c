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

static const struct test_case *const lists[] = {
	hook_cases,       bucket_cases,    mode_cases,      generation_cases, stamp_cases,
	read_cases,       race_cases,      row_cases,       leaf_cases,       latch_cases,
	edge_cases,       cpu_cases,       cause_cases,     cause_mode_cases, cause_sum_cases,
	cause_leaf_cases, cause_vmx_cases, cause_svm_cases,
};

static int failed;

void same(const char *what, u64 got, u64 want)
{
	if (got == want)
		return;
	printf("%s: got %llu, want %llu\n", what, (unsigned long long)got,
	       (unsigned long long)want);
	failed = 1;
}

/* Return whether the case exists. */
static bool run_case(const struct test_case *cases, const char *name)
{
	for (; cases->name; cases++)
		if (!strcmp(name, cases->name)) {
			cases->run();
			return true;
		}
	return false;
}

static void list_cases(const struct test_case *cases)
{
	for (; cases->name; cases++)
		puts(cases->name);
}

/* KVM adds a VM to its list when it is ready. */
static void create(void)
{
	int v;

	stub_tsc = 1;
	vm.arch.exit_probe_handled[CPUID] = true;
	exit_probe_renew(&vm);
	exit_probe_init_vm(&vm);
	list_add_tail(&vm.vm_list, &vm_list);
	for (v = 0; v < STUB_VCPUS; v++) {
		vm.vcpu[v].kvm = &vm;
		vm.vcpu[v].vcpu_idx = v;
		exit_probe_create(&vm.vcpu[v]);
	}
	vm.online_vcpus = 2;
}

static void destroy(void)
{
	int v;

	for (v = 0; v < STUB_VCPUS; v++) {
		exit_probe_latch_destroy(&vm.vcpu[v]);
		exit_probe_destroy(&vm.vcpu[v]);
	}
	exit_probe_cpu_free();
}

int main(int argc, char **argv)
{
	bool found = false;
	int i;

	create();
	for (i = 0; i < ARRAY_SIZE(lists) && !found; i++)
		if (argc < 2)
			list_cases(lists[i]);
		else
			found = run_case(lists[i], argv[1]);
	destroy();
	return found || argc < 2 ? failed : 2;
}
