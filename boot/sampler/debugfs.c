// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/kvm/PID-FD/: a file per statistic, summed over the vCPUs; the
 * reasons lie with the vCPUs, in vcpuN/exit_probe_reasons. KVM lets a file be read
 * once, so each is opened again for each sample; the folder stays open.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hw/instructions.h"
#include "source.h"

#define KVM_FOLDER "/sys/kernel/debug/kvm"
#define VCPUS_MAX  64
#define TEXT_SIZE  65536

const char *source_error;

static int vm = -1;

/* Its text, terminated; false if it is gone. */
static bool read_text(const char *file, char *text, size_t size)
{
	int fd = openat(vm, file, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t got;

	if (fd < 0)
		return false;
	while (length + 1 < size && (got = read(fd, text + length, size - 1 - length)) > 0)
		length += (size_t)got;
	close(fd);
	text[length] = '\0';
	return length > 0;
}

/* exits=N behind "CODE NAME"; the columns are exits_name. */
static void add_reason(struct table *table, const char *line)
{
	char name[TABLE_NAME_SIZE - 8], column[TABLE_NAME_SIZE];
	unsigned long long exits;

	if (sscanf(line, "%*s %55s exits=%llu", name, &exits) != 2)
		return;
	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	snprintf(column, sizeof(column), "exits_%s", name);
	table_add(table, column, exits);
}

static void read_reasons(struct table *table)
{
	static char text[TEXT_SIZE];
	char file[64];

	for (int i = 0; i < VCPUS_MAX; i++) {
		snprintf(file, sizeof(file), "vcpu%d/exit_probe_reasons", i);
		if (!read_text(file, text, sizeof(text)))
			break;
		for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
			add_reason(table, line);
	}
}

enum source_state debugfs_read(struct table *table)
{
	uint64_t before, after;
	char text[64], offset[64];

	before = rdtsc();
	if (!read_text(statistics[0], text, sizeof(text)))
		return SOURCE_ABSENT;
	after = rdtsc();
	table_add(table, column_of(statistics[0]), strtoull(text, NULL, 10));
	/* The offset changes when a guest sets its TSC. */
	if (read_text("vcpu0/tsc-offset", offset, sizeof(offset))) {
		table_add(table, "guest_tsc", before + (uint64_t)strtoll(offset, NULL, 10));
		table_add(table, "guest_tsc_after", after + (uint64_t)strtoll(offset, NULL, 10));
	}
	for (size_t i = 1; statistics[i]; i++)
		if (read_text(statistics[i], text, sizeof(text)))
			table_add(table, column_of(statistics[i]), strtoull(text, NULL, 10));
	read_reasons(table);
	return SOURCE_THERE;
}

/* Folders of VMs are named PID-FD. */
static int find_vm(DIR *folder, unsigned long pid)
{
	const struct dirent *entry;

	while ((entry = readdir(folder))) {
		char *end;
		unsigned long number = strtoul(entry->d_name, &end, 10);

		if (end != entry->d_name && *end == '-' && (pid == 0 || pid == number))
			return openat(dirfd(folder), entry->d_name,
				      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	return -1;
}

enum source_state debugfs_open(unsigned long pid)
{
	DIR *folder = opendir(KVM_FOLDER);

	if (!folder) {
		source_error = strerror(errno);
		return SOURCE_BROKEN;
	}
	vm = find_vm(folder, pid);
	closedir(folder);
	return vm < 0 ? SOURCE_ABSENT : SOURCE_THERE;
}
