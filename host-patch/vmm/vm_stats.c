// SPDX-License-Identifier: GPL-2.0-only
/*
 * KVM's statistics: from their file descriptor, or from debugfs if KVM has no such
 * descriptor.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "vendor.h"
#include "vm_stats.h"

/* EXIT_PROBE_SLOT_OTHER and _NONE of the patch */
#define BUCKET_OTHER 190
#define BUCKET_NONE  191

static void read_at(int fd, void *to, size_t size, off_t offset)
{
	if (pread(fd, to, size, offset) != (ssize_t)size)
		die("statistics");
}

struct desc {
	struct kvm_stats_desc fixed;
	char name[256];
};

/* Read descriptor @i, or return false. */
static bool next_desc(int fd, const struct kvm_stats_header *header, uint32_t i, struct desc *desc)
{
	size_t size = sizeof(desc->fixed) + header->name_size;

	if (i >= header->num_desc)
		return false;
	read_at(fd, desc, size, header->desc_offset + i * size);
	return true;
}

static uint64_t stat_by_fd(const struct vm *vm, int vcpu, const char *name, unsigned int element)
{
	struct kvm_stats_header header;
	int fd = vm->vcpu[vcpu].stats;
	struct desc desc;
	uint64_t value;
	uint32_t i;

	read_at(fd, &header, sizeof(header), 0);
	for (i = 0; next_desc(fd, &header, i, &desc); i++) {
		if (strcmp(desc.fixed.name, name) || element >= desc.fixed.size)
			continue;
		read_at(fd, &value, sizeof(value),
			header.data_offset + desc.fixed.offset + element * sizeof(value));
		return value;
	}
	errno = ENOENT;
	die(name);
}

void vm_debugfs(const struct vm *vm, char *path, unsigned int size)
{
	snprintf(path, size, "/sys/kernel/debug/kvm/%d-%d", getpid(), vm->fd);
}

uint64_t vm_value_in(const char *path)
{
	unsigned long long value;
	FILE *file = fopen(path, "r");

	if (!file || fscanf(file, "%llu", &value) != 1)
		die(path);
	fclose(file);
	return value;
}

uint64_t vm_debugfs_value(const struct vm *vm, const char *name)
{
	char folder[128], path[256];

	vm_debugfs(vm, folder, sizeof(folder));
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return vm_value_in(path);
}

static FILE *open_of_vcpu(const struct vm *vm, int vcpu, const char *name)
{
	char folder[128], path[256];
	FILE *file;

	vm_debugfs(vm, folder, sizeof(folder));
	snprintf(path, sizeof(path), "%s/vcpu%d/%s", folder, vcpu, name);
	file = fopen(path, "r");
	if (!file)
		die(path);
	return file;
}

static void print_of_vcpu(const struct vm *vm, int vcpu, const char *name)
{
	FILE *file = open_of_vcpu(vm, vcpu, name);
	char line[1024];

	while (fgets(line, sizeof(line), file))
		printf("# %s", line);
	fclose(file);
}

void vm_print_reasons(const struct vm *vm, int vcpu)
{
	print_of_vcpu(vm, vcpu, "exit_probe_reasons");
}

void vm_print_causes(const struct vm *vm, int vcpu)
{
	print_of_vcpu(vm, vcpu, "exit_probe_causes");
}

/* The value after "NAME=" or another label in a line of exit_probe_reasons, or 0. */
static uint64_t value_in_line(const char *line, const char *label)
{
	const char *found = strstr(line, label);

	return found ? strtoull(found + strlen(label), NULL, 10) : 0;
}

/* The values of the statistics that the vCPU's exit_probe_reasons has. */
static uint64_t stat_by_reasons(const struct vm *vm, int vcpu, const char *name,
				unsigned int element)
{
	FILE *file = open_of_vcpu(vm, vcpu, "exit_probe_reasons");
	char line[1024], power[16];
	uint64_t sum = 0;

	if (strcmp(name, "exit_probe_exits") && !strstr(name, "_reason_") &&
	    !strstr(name, "_hist")) {
		errno = ENOENT;
		die(name);
	}
	snprintf(power, sizeof(power), "<2^%u:", element);
	while (fgets(line, sizeof(line), file)) {
		unsigned int bucket = strstr(line, "BEFORE_ENTRY") ? BUCKET_NONE
				      : strstr(line, "OTHER")
					      ? BUCKET_OTHER
					      : vendor_bucket(strtoul(line, NULL, 16));

		if (!strcmp(name, "exit_probe_exits"))
			sum += value_in_line(line, " exits=");
		else if (!strcmp(name, "exit_probe_cycles_hist"))
			sum += value_in_line(line, power);
		else if (!strcmp(name, "exit_probe_reason_exits") && bucket == element)
			sum += value_in_line(line, " exits=");
		else if (!strcmp(name, "exit_probe_reason_cycles") && bucket == element)
			sum += value_in_line(line, " cycles=");
	}
	fclose(file);
	return sum;
}

uint64_t vm_stat(const struct vm *vm, int vcpu, const char *name, unsigned int element)
{
	if (vm_has_stats_fd(vm))
		return stat_by_fd(vm, vcpu, name, element);
	if (vm->vcpus > 1 || strstr(name, "_reason_") || strstr(name, "_hist"))
		return stat_by_reasons(vm, vcpu, name, element);
	return vm_debugfs_value(vm, name);
}

uint64_t vm_sum(const struct vm *vm, const char *name)
{
	uint64_t sum = 0;

	if (!vm_has_stats_fd(vm))
		return vm_debugfs_value(vm, name);
	for (int i = 0; i < vm->vcpus; i++)
		sum += stat_by_fd(vm, i, name, 0);
	return sum;
}

bool vm_stats_are_dense(const struct vm *vm, int vcpu)
{
	struct kvm_stats_header header;
	int fd = vm->vcpu[vcpu].stats;
	uint32_t i, end = 0, sum = 0;
	struct desc desc;

	read_at(fd, &header, sizeof(header), 0);
	for (i = 0; next_desc(fd, &header, i, &desc); i++) {
		uint32_t size = desc.fixed.size * sizeof(uint64_t);

		sum += size;
		if (desc.fixed.offset + size > end)
			end = desc.fixed.offset + size;
	}
	return end <= sum;
}
