// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mode changes all the time while VMs are made, run and destroyed: no interval is
 * half counted, and the reads of one generation are exact.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>
#include <x86intrin.h>

#include "cases.h"
#include "check.h"
#include "parameter.h"
#include "pest.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_stats.h"

#define SHORT_US 100 /* between most changes, at most: they come in the middle of a run */

#define RUNS     30 /* in the life of a VM */

static atomic_uint runs;

/* At any speed of the host, one run has no change in it. */
static void let_run_end(void)
{
	unsigned int from = atomic_load(&runs);

	while (atomic_load(&runs) - from < 2)
		usleep(SHORT_US);
}

#define MODES 3

struct changer {
	uint64_t random;
	unsigned int changes;
	atomic_bool done;
};

static void *change(void *arg)
{
	static const char *const modes[MODES] = { "off", "count", "time" };
	struct changer *changer = arg;
	unsigned int i;

	/* However few runs there are, each mode has a whole one. */
	for (i = 0; i < MODES; i++) {
		parameter_set("exit_probe", modes[i]);
		let_run_end();
	}
	for (; i < changer->changes; i++) {
		parameter_set("exit_probe", modes[(i + pest_below(&changer->random, 2)) % MODES]);
		if (pest_below(&changer->random, 4))
			usleep(pest_below(&changer->random, SHORT_US));
		else
			let_run_end();
	}
	parameter_set("exit_probe", "time");
	atomic_store(&changer->done, true);
	return NULL;
}

static uint64_t lives, compared, timed, wrong, uneven, beyond;

/* Both snapshots are of one generation: what is between them is exact. */
static void compare(const struct snapshot *a, const struct snapshot *b, uint32_t cpuids)
{
	uint32_t reason = vendor()->cpuid;

	if (!a->generation || a->generation != b->generation)
		return;
	compared++;
	wrong += snapshot_exits(b, reason) - snapshot_exits(a, reason) != SNAPSHOT_READS + cpuids;
	if (!snapshot_time(b))
		return;
	timed++;
	uneven += snapshot_time(b) - snapshot_time(a) != snapshot_span(a, b);
}

/* No vCPU has more time than has passed since it was created. */
static void check_time(const struct vm *vm, int vcpu, uint64_t since)
{
	static const char *const buckets[] = { "userspace", "kernel",  "halted",
					       "preempted", "blocked", "guest" };
	uint64_t sum = 0;
	char name[64];
	unsigned int i;

	for (i = 0; i < sizeof(buckets) / sizeof(buckets[0]); i++) {
		snprintf(name, sizeof(name), "exit_probe_%s_cycles", buckets[i]);
		sum += vm_stat(vm, vcpu, name, 0);
	}
	beyond += sum > __rdtsc() - since;
}

static void run(struct vm *vm, int vcpu, uint64_t *random)
{
	uint32_t cpuids = 1 + pest_below(random, 100);
	struct snapshot before, after;
	int first, last;

	vm_clear(vm);
	first = snapshot_add(vm);
	vm_add(vm, OP_CPUID, 0, 0, cpuids);
	vm_add(vm, OP_OUT, PORT_VMM, 0, 1 + pest_below(random, 5));
	last = snapshot_add(vm);
	vm_run(vm, vcpu);
	snapshot_get(vm, first, &before);
	snapshot_get(vm, last, &after);
	/* Other vCPUs have time, too. */
	if (vm->vcpus == 1)
		compare(&before, &after, cpuids);
	atomic_fetch_add(&runs, 1);
}

static void live(uint64_t *random)
{
	uint64_t since = __rdtsc();
	struct vm vm;
	int i;

	/* The first ones have one vCPU: their reads are compared. */
	vm_create(&vm, lives % 4 < 3 ? 1 : 3);
	for (i = 0; i < RUNS; i++)
		run(&vm, i % vm.vcpus, random);
	/* Linux 5.13 and older tell only the sum of several vCPUs. */
	for (i = 0; i < vm.vcpus && (vm.vcpus == 1 || vm_has_stats_fd(&vm)); i++)
		check_time(&vm, i, since);
	vm_destroy(&vm);
	lives++;
}

void changes(unsigned int seed, unsigned int count, bool exact)
{
	struct changer changer = { .random = seed, .changes = count < MODES ? MODES : count };
	uint64_t random = seed + 1;
	pthread_t thread;

	if (pthread_create(&thread, NULL, change, &changer))
		die("pthread_create");
	while (!atomic_load(&changer.done))
		live(&random);
	pthread_join(thread, NULL);
	printf("# changes: %llu VMs, %llu pairs of reads of one generation, %llu with time\n",
	       (unsigned long long)lives, (unsigned long long)compared, (unsigned long long)timed);
	check(timed > 0 && compared > timed, "%u changes of the mode while VMs come and go",
	      changer.changes);
	check_same(wrong, 0, "reads of one generation have each CPUID");
	/* At the fast pace a guest's RDTSC and its exit are not equally far apart each time. */
	if (exact)
		check_same(uneven, 0, "and their buckets add up to all time");
	check_same(beyond, 0, "no vCPU has more time than has passed");
}
