// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/kvm/PID-FD/: a file per statistic, summed over the vCPUs; the
 * reasons lie with the vCPUs, in vcpuN/exit_probe_reasons. All files stay open:
 * reading one again asks KVM again.
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

static int statistic_fds[16], reason_fds[VCPUS_MAX];
static size_t vcpus;
static uint64_t tsc_offset;
static bool has_tsc_offset;

/* Its text, terminated; false if it is gone. */
static bool read_text(int fd, char *text, size_t size)
{
	size_t length = 0;
	ssize_t got;

	while (length + 1 < size &&
	       (got = pread(fd, text + length, size - 1 - length, (off_t)length)) > 0)
		length += (size_t)got;
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

	for (size_t i = 0; i < vcpus; i++) {
		if (reason_fds[i] < 0 || !read_text(reason_fds[i], text, sizeof(text)))
			continue;
		for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
			add_reason(table, line);
	}
}

enum source_state debugfs_read(struct table *table)
{
	char text[64];

	/* Between these two the exits are read: they bracket the moment. */
	if (has_tsc_offset)
		table_add(table, "guest_tsc", rdtsc() + tsc_offset);
	if (!read_text(statistic_fds[0], text, sizeof(text)))
		return SOURCE_ABSENT;
	table_add(table, column_of(statistics[0]), strtoull(text, NULL, 10));
	if (has_tsc_offset)
		table_add(table, "guest_tsc_after", rdtsc() + tsc_offset);
	for (size_t i = 1; statistics[i]; i++)
		if (statistic_fds[i] >= 0 && read_text(statistic_fds[i], text, sizeof(text)))
			table_add(table, column_of(statistics[i]), strtoull(text, NULL, 10));
	read_reasons(table);
	return SOURCE_THERE;
}

static int open_in(const char *vm, const char *file)
{
	char path[512];

	snprintf(path, sizeof(path), KVM_FOLDER "/%s/%s", vm, file);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static void open_vcpus(const char *vm)
{
	char file[64], text[64];
	int fd;

	for (vcpus = 0; vcpus < VCPUS_MAX; vcpus++) {
		snprintf(file, sizeof(file), "vcpu%zu/exit_probe_reasons", vcpus);
		reason_fds[vcpus] = open_in(vm, file);
		if (reason_fds[vcpus] < 0)
			break;
	}
	fd = open_in(vm, "vcpu0/tsc-offset");
	if (fd >= 0 && read_text(fd, text, sizeof(text))) {
		has_tsc_offset = true;
		tsc_offset = (uint64_t)strtoll(text, NULL, 10);
	}
	if (fd >= 0)
		close(fd);
}

/* Folders of VMs are named PID-FD. */
static bool find_vm(DIR *folder, unsigned long pid, char *vm, size_t size)
{
	const struct dirent *entry;

	while ((entry = readdir(folder))) {
		char *end;
		unsigned long number = strtoul(entry->d_name, &end, 10);

		if (end != entry->d_name && *end == '-' && (pid == 0 || pid == number)) {
			snprintf(vm, size, "%s", entry->d_name);
			return true;
		}
	}
	return false;
}

enum source_state debugfs_open(unsigned long pid)
{
	DIR *folder = opendir(KVM_FOLDER);
	char vm[256];
	bool found;

	if (!folder) {
		source_error = strerror(errno);
		return SOURCE_BROKEN;
	}
	found = find_vm(folder, pid, vm, sizeof(vm));
	closedir(folder);
	if (!found)
		return SOURCE_ABSENT;
	for (size_t i = 0; statistics[i]; i++)
		statistic_fds[i] = open_in(vm, statistics[i]);
	if (statistic_fds[0] < 0)
		return SOURCE_ABSENT;
	open_vcpus(vm);
	return SOURCE_THERE;
}
