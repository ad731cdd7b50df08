// SPDX-License-Identifier: GPL-2.0-only
/* KVM's statistics: the file descriptor, and where debugfs has them. */
#include "vm_stats.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void read_at(int fd, void *to, size_t size, off_t offset)
{
	if (pread(fd, to, size, offset) != (ssize_t)size)
		die("statistics");
}

struct desc {
	struct kvm_stats_desc fixed;
	char name[256];
};

/* The descriptor after @i of them, or false. */
static bool next_desc(int fd, const struct kvm_stats_header *header, uint32_t i, struct desc *desc)
{
	size_t size = sizeof(desc->fixed) + header->name_size;

	if (i >= header->num_desc)
		return false;
	read_at(fd, desc, size, header->desc_offset + i * size);
	return true;
}

uint64_t vm_stat(const struct vm *vm, int vcpu, const char *name, unsigned int element)
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

void vm_debugfs(const struct vm *vm, char *path, unsigned int size)
{
	snprintf(path, size, "/sys/kernel/debug/kvm/%d-%d", getpid(), vm->fd);
}

uint64_t vm_debugfs_value(const struct vm *vm, const char *name)
{
	unsigned long long value;
	char folder[128], path[256];
	FILE *file;

	vm_debugfs(vm, folder, sizeof(folder));
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%llu", &value) != 1)
		die(path);
	fclose(file);
	return value;
}
