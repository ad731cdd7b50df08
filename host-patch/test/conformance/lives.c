// SPDX-License-Identifier: GPL-2.0-only
/* Several vCPUs and VMs, and their numbers over their lives. */
#include "cases.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "check.h"
#include "child.h"
#include "exit_probe_abi.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_stats.h"

#define NOISE 1000
#define VCPUS 4

/* A list that only takes a snapshot, and its values. */
static void take(struct vm *vm, int vcpu, struct snapshot *to)
{
	int place;

	vm_clear(vm);
	place = snapshot_add(vm);
	vm_run(vm, vcpu);
	snapshot_get(vm, place, to);
}

void lifetimes(void)
{
	const struct vendor *v = vendor();
	struct snapshot s;
	struct vm vm;
	int life;

	for (life = 1; life <= 3; life++) {
		vm_create(&vm, 1);
		take(&vm, 0, &s);
		check_same(snapshot_exits(&s, v->cpuid), 1, "life %d of a VM starts with one CPUID",
			   life);
		check_same(snapshot_exits(&s, v->io), 0, "life %d of a VM starts without I/O",
			   life);
		/* The page of the code, and that of the list. */
		check_same(snapshot_exits(&s, v->nested_page), 2,
			   "life %d of a VM starts with two first touches", life);
		check_same(s.halted + s.userspace, 0,
			   "life %d of a VM starts without halted or userspace time", life);
		vm_destroy(&vm);
	}
}

/* The low 32 bits of the exits that vCPU 0 reads out of a latch */
static uint64_t latched_total(struct vm *vm)
{
	int place;

	vm_clear(vm);
	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1);
	place = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_LATCHED, 1);
	vm_run(vm, 0);
	return vm_op(vm, place)->eax;
}

void other_vcpus(const struct setting *setting)
{
	uint64_t all = 0, mine = 0, before, latched = 0, total = 1;
	struct snapshot s;
	struct vm vm;
	int i;

	vm_create(&vm, VCPUS);
	for (i = VCPUS - 1; i >= 0; i--)
		take(&vm, i, &s);
	vm_clear(&vm);
	for (i = 1; i < VCPUS; i++) {
		vm_clear(&vm);
		vm_add(&vm, OP_CPUID, 0, 0, 100 * i);
		vm_run(&vm, i);
		all += vm_stat(&vm, i, "exit_probe_exits", 0);
	}
	before = vm_stat(&vm, 0, "exit_probe_exits", 0);
	/* A host interrupt may cause an exit after the latch: then try again. */
	for (i = 0; i < 3 && latched != total; i++) {
		latched = latched_total(&vm);
		/* The latched read and PORT_END came after the latch. */
		mine = vm_stat(&vm, 0, "exit_probe_exits", 0) - 2;
		total = setting->scope == EXIT_PROBE_SCOPE_VCPU ? mine : all + mine;
	}
	check(mine > before, "4 vCPUs: vCPU 0 has more exits than before");
	if (setting->scope == EXIT_PROBE_SCOPE_VM)
		check_same(latched, total, "4 vCPUs: the guest reads the exits of all of them");
	else if (setting->scope == EXIT_PROBE_SCOPE_VCPU)
		check_same(latched, total, "4 vCPUs: vCPU 0 reads its own exits");
	vm_destroy(&vm);
}

/* Returns the VM's exits by KVM's count. */
static uint64_t make_noise(void)
{
	uint64_t exits;
	struct vm vm;

	vm_create(&vm, 1);
	vm_clear(&vm);
	vm_add(&vm, OP_CPUID, 0, 0, NOISE);
	vm_run(&vm, 0);
	exits = vm_stat(&vm, 0, "exits", 0);
	vm_destroy(&vm);
	return exits;
}

void other_vms(const struct setting *setting)
{
	const struct vendor *v = vendor();
	struct snapshot before, after;
	uint64_t noise, cpuid, total;
	struct child child;
	struct vm vm;

	vm_create(&vm, 1);
	take(&vm, 0, &before);
	take(&vm, 0, &before);
	child = child_start(make_noise);
	noise = child_end(&child, "a noisy VM ran beside the quiet one");
	take(&vm, 0, &after);
	cpuid = snapshot_exits(&after, v->cpuid) - snapshot_exits(&before, v->cpuid);
	total = after.exits - before.exits -
		(snapshot_exits(&after, v->interrupt) - snapshot_exits(&before, v->interrupt));
	check(noise >= NOISE + 1, "the noisy VM had its exits");
	if (setting->scope == EXIT_PROBE_SCOPE_HOST) {
		check_same(cpuid, SNAPSHOT_READS + NOISE,
			   "two VMs: the CPUIDs of both are counted");
		/* Its CPUIDs, PORT_END, code and list. */
		check_same(total, SNAPSHOT_READS + 1 + NOISE + 3,
			   "two VMs: the exits of both are counted");
	} else {
		check_same(cpuid, SNAPSHOT_READS, "two VMs: the quiet one reads its own CPUIDs");
		check_same(total, SNAPSHOT_READS + 1, "two VMs: the quiet one reads its own exits");
	}
	vm_destroy(&vm);
}

/* Write 0 to all writable statistics; returns how many there were. */
static int clear_files(const char *folder)
{
	char path[512];
	struct dirent *file;
	DIR *dir = opendir(folder);
	int fd, cleared = 0;

	if (!dir)
		return 0;
	while ((file = readdir(dir))) {
		/* It is a switch. */
		if (file->d_type != DT_REG || !strcmp(file->d_name, "exit_probe_leaf"))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, file->d_name);
		fd = open(path, O_WRONLY);
		if (fd < 0)
			continue;
		cleared += write(fd, "0", 1) == 1;
		close(fd);
	}
	closedir(dir);
	return cleared;
}

/* The sum of the exits in vcpu0/exit_probe_reasons. */
static uint64_t exits_in_debugfs(const char *folder, bool *named)
{
	unsigned long long exits, sum = 0;
	char path[512], line[1024], name[64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/vcpu0/exit_probe_reasons", folder);
	file = fopen(path, "r");
	if (!file)
		die(path);
	while (fgets(line, sizeof(line), file)) {
		unsigned int code;

		if (sscanf(line, "%*s %63s exits=%llu", name, &exits) != 2)
			die(line);
		sum += exits;
		*named |= sscanf(line, "%x CPUID ", &code) == 1 && code == vendor()->cpuid;
	}
	fclose(file);
	return sum;
}

#define TOTALS (2 * EXIT_PROBE_TOTALS_LATCHED)

/* All totals; not from the table's latch, which computes some of them from its rows. */
static void take_totals(struct vm *vm, uint64_t totals[TOTALS])
{
	uint32_t item;

	vm_clear(vm);
	for (item = 0; item < EXIT_PROBE_TOTALS_LATCHED; item++)
		vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, item, 1);
	vm_run(vm, 0);
	for (item = 0; item < EXIT_PROBE_TOTALS_LATCHED; item++)
		get_pair(vm_op(vm, (int)item), &totals[2 * item], &totals[2 * item + 1]);
}

void debugfs_cleared(void)
{
	const struct vendor *v = vendor();
	uint64_t totals_before[TOTALS], totals_after[TOTALS];
	struct snapshot before, after;
	bool named = false, back = false;
	char folder[128];
	struct vm vm;
	uint32_t i;

	vm_create(&vm, 1);
	vm_debugfs(&vm, folder, sizeof(folder));
	take(&vm, 0, &before);
	take_totals(&vm, totals_before);
	check_same(exits_in_debugfs(folder, &named), vm_stat(&vm, 0, "exit_probe_exits", 0),
		   "debugfs: exit_probe_reasons has all exits");
	check(named, "debugfs: exit_probe_reasons has the reasons' names");
	if (vm_has_stats_fd(&vm))
		check(vm_stats_are_dense(&vm, 0), "the statistics have no gaps");
	check(clear_files(folder) > 20, "the VM's statistics can be cleared");
	check(clear_files("/sys/kernel/debug/kvm") > 20, "the host's statistics can be cleared");
	check_same(vm_stat(&vm, 0, "exits", 0), 0, "KVM's own statistic is cleared");
	take_totals(&vm, totals_after);
	take(&vm, 0, &after);
	for (i = 0; i < TOTALS; i++)
		back |= totals_after[i] < totals_before[i];
	for (i = 0; i < before.used; i++)
		back |= snapshot_exits(&after, before.row[i].reason) < before.row[i].exits ||
			snapshot_cycles(&after, before.row[i].reason) < before.row[i].cycles;
	check(!back, "after that, no counter of the guest ran backwards");
	check_same(snapshot_exits(&after, v->cpuid) - snapshot_exits(&before, v->cpuid),
		   SNAPSHOT_READS + TOTALS, "after that, its CPUIDs continue from their old value");
	check_same(snapshot_exits(&after, v->io) - snapshot_exits(&before, v->io), 3,
		   "after that, its I/O exits continue from their old value");
	vm_destroy(&vm);
}
