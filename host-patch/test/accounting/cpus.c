// SPDX-License-Identifier: GPL-2.0-only
/* Scope host: what the vCPUs count is in the counters of the CPUs that they run on, too. */
#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_cpu.h"
#include "exit_probe_latch.h"

static u64 on_cpu(int cpu, enum kvm_exit_probe_counter c)
{
	return exit_probe_cpu_sums(cpu)->counter[c];
}

static u64 on_host(enum kvm_exit_probe_counter c)
{
	return on_cpu(0, c) + on_cpu(1, c);
}

static void set_host_scope(void)
{
	SAME(stub_set_exit_probe_scope("host"), 0);
}

/* Each hook, the second half on another CPU */
static void play_all(void)
{
	run_begin();
	trip(10, 100);
	put(true);
	stub_tsc += 50;
	stub_cpu = 1;
	load(0);
	put(false);
	stub_tsc += 40;
	load(10);
	halt(60, 10);
	exit_probe_pass(vcpu);
	vcpu->guest_mode = true;
	trip_for(MSR_READ, 20, 200);
	vcpu->guest_mode = false;
	trip(3, 1);
	run_end(5);
	stub_tsc += 300;
	run_begin();
}

static void the_host_has_what_its_vcpu_has(void)
{
	int c;

	set_host_scope();
	play_all();
	for (c = 0; c < EXIT_PROBE_COUNTERS; c++)
		SAME(on_host(c), count(c));
	SAME(on_cpu(0, EXIT_PROBE_EXITS), 1);
	SAME(on_cpu(1, EXIT_PROBE_EXITS), 2);
	SAME(on_host(EXIT_PROBE_PREEMPTED) > 50, true);
	SAME(on_host(EXIT_PROBE_BLOCKED), 20);
	SAME(on_host(EXIT_PROBE_NESTED_EXITS), 1);
	SAME(exit_probe_cpu_sums(1)->blocked[CPUID], 20);
}

/* The same table in both scopes */
static void table(struct exit_probe_sums *sums)
{
	SAME(exit_probe_latch_table(vcpu) == NULL, false);
	*sums = vcpu->exit_probe_latch->sums;
}

static void the_same_row(const struct kvm_exit_probe_row *a, const struct kvm_exit_probe_row *b)
{
	int i;

	SAME(a->min, b->min);
	SAME(a->max, b->max);
	for (i = 0; i < EXIT_PROBE_BUCKETS; i++)
		SAME(a->bucket[i], b->bucket[i]);
}

static void one_vcpu_has_the_same_table_in_each_scope(void)
{
	static struct exit_probe_sums vm_sums, host_sums;
	int slot;

	set_host_scope();
	play_all();
	trip(0, 0);
	trip((u64)1 << EXIT_PROBE_BUCKETS, 5);
	trip(2, 2);
	table(&host_sums);
	SAME(stub_set_exit_probe_scope("vm"), 0);
	table(&vm_sums);
	SAME(memcmp(vm_sums.counter, host_sums.counter, sizeof(vm_sums.counter)), 0);
	SAME(memcmp(vm_sums.exits, host_sums.exits, sizeof(vm_sums.exits)), 0);
	SAME(memcmp(vm_sums.cycles, host_sums.cycles, sizeof(vm_sums.cycles)), 0);
	SAME(memcmp(vm_sums.blocked, host_sums.blocked, sizeof(vm_sums.blocked)), 0);
	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		if (vm_sums.exits[slot] || vm_sums.cycles[slot])
			the_same_row(&vm_sums.row[slot], &host_sums.row[slot]);
}

/* What a vCPU had not yet spent in userspace when it ends is not lost, nor the rest. */
static void a_destroyed_vcpu_still_counts(void)
{
	struct kvm_vcpu *const gone = vcpu;
	struct regs r;

	set_host_scope();
	run_begin();
	trip(5, 7);
	run_end(0);
	stub_tsc += 600;
	exit_probe_destroy(gone);
	gone->exit_probe_rows = NULL;
	vm.online_vcpus = 0;
	stub_tsc += 1000;
	SAME(ask(other, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, &r), true);
	SAME(r.eax, 1);
	SAME(ask(other, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_WAITING, &r), true);
	SAME(r.eax, 600);
	SAME(ask(other, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GUEST, &r), true);
	SAME(r.eax, 7);
}

static void the_host_counts_in_each_mode(void)
{
	set_host_scope();
	set_mode("off");
	play_all();
	SAME(exit_probe_cpu_sums(0) == NULL, true);
	stub_cpu = 0;
	set_mode("count");
	play_all();
	SAME(on_host(EXIT_PROBE_EXITS), 3);
	SAME(on_host(EXIT_PROBE_PASSES), 1);
	SAME(on_host(EXIT_PROBE_USERSPACE_EXITS), 1);
	SAME(on_host(EXIT_PROBE_GUEST) | on_host(EXIT_PROBE_USERSPACE), 0);
}

/* The sums lack a vCPU that does not count, whoever reads them. */
static void without_memory_no_generation(void)
{
	set_host_scope();
	SAME(exit_probe_generation(&vm) == 0, false);
	stub_no_memory = true;
	run_begin();
	trip(5, 7);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_OFF);
	SAME(exit_probe_generation(&vm), 0);
	exit_probe_renew(&vm);
	SAME(exit_probe_generation(&vm), 0);
	stub_no_memory = false;
	set_mode("count");
	SAME(exit_probe_generation(&vm) == 0, false);
	exit_probe_check_mode(vcpu);
	trip(5, 7);
	answers(EXIT_PROBE_LEAF_TOTAL, 0, 1, 0, 0, 0);
}

/* A thread that dies gets no memory. It enters no guest: nothing is missing. */
static void a_killed_vcpu_loses_nothing(void)
{
	set_host_scope();
	stub_no_memory = stub_killed = true;
	run_begin();
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_OFF);
	SAME(exit_probe_generation(&vm) == 0, false);
	stub_no_memory = stub_killed = false;
	exit_probe_check_mode(vcpu);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_TIME);
}

/* The last VM has gone, and the vendor module: the next one begins anew. */
static void what_was_lost_goes_with_the_counters(void)
{
	set_host_scope();
	stub_no_memory = true;
	run_begin();
	stub_no_memory = false;
	exit_probe_renew(&vm);
	SAME(exit_probe_generation(&vm), 0);
	exit_probe_cpu_free();
	SAME(exit_probe_generation(&vm) == 0, false);
}

/* The VM ends, so a change of the mode no longer finds its vCPU. */
static void an_end_adds_no_time_of_an_earlier_mode(void)
{
	set_host_scope();
	run_begin();
	trip(5, 7);
	run_end(0);
	stub_tsc += 600;
	vm_list.next = vm_list.prev = &vm_list;
	set_mode("count");
	set_mode("time");
	stub_tsc += 3;
	exit_probe_destroy(vcpu);
	vcpu->exit_probe_rows = NULL;
	SAME(on_host(EXIT_PROBE_USERSPACE), 0);
	SAME(on_host(EXIT_PROBE_GUEST), 7);
}

/* Without the scope, no memory and no work */
static void other_scopes_have_none(void)
{
	play_all();
	SAME(exit_probe_cpu_sums(0) == NULL, true);
	SAME(exit_probe_cpu_sums(1) == NULL, true);
}

const struct test_case cpu_cases[] = {
	CASE(the_host_has_what_its_vcpu_has),
	CASE(one_vcpu_has_the_same_table_in_each_scope),
	CASE(a_destroyed_vcpu_still_counts),
	CASE(the_host_counts_in_each_mode),
	CASE(without_memory_no_generation),
	CASE(a_killed_vcpu_loses_nothing),
	CASE(what_was_lost_goes_with_the_counters),
	CASE(an_end_adds_no_time_of_an_earlier_mode),
	CASE(other_scopes_have_none),
	{ NULL, NULL },
};
