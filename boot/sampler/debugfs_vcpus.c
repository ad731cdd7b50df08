// SPDX-License-Identifier: GPL-2.0-only
/*
 * The folder of a VM has a folder for each vCPU, with exit_probe_reasons and
 * exit_probe_causes.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debugfs.h"

bool debugfs_is_gone(int error)
{
	return error == ENOENT || error == EIO || error == ENODEV;
}

static void count(struct table *table, struct vcpu *vcpu, const char *prefix, const char *name,
		  uint64_t value)
{
	char column[2 * TABLE_NAME_SIZE];
	size_t at;

	snprintf(column, sizeof(column), "%s%s", prefix, name);
	at = table_column(table, column);
	if (at < TABLE_COLUMNS_MAX)
		vcpu->counted[at] += value;
}

/*
 * Lines "CODE NAME exits=N cycles=N ..." become columns exits_name, and cycles_name. Lines
 * without a number are not reasons.
 */
void debugfs_add_reasons(struct table *table, struct vcpu *vcpu, char *text, bool with_cycles)
{
	char *next;

	for (char *line = strtok_r(text, "\n", &next); line; line = strtok_r(NULL, "\n", &next)) {
		char name[TABLE_NAME_SIZE];
		size_t length = 0;
		char *c = line + strcspn(line, " ");

		for (c += *c == ' '; *c && *c != ' ' && length + 1 < sizeof(name); c++)
			name[length++] = (char)(*c >= 'A' && *c <= 'Z' ? *c + 'a' - 'A' : *c);
		name[length] = '\0';
		if (strncmp(c, " exits=", 7) != 0 || c[7] < '0' || c[7] > '9')
			continue;
		count(table, vcpu, "exits_", name, strtoull(c + 7, &c, 10));
		if (with_cycles && strncmp(c, " cycles=", 8) == 0)
			count(table, vcpu, "cycles_", name, strtoull(c + 8, NULL, 10));
	}
}

/* The number of a folder vcpuN; -1 for other names */
static long vcpu_number(const char *name)
{
	char *end;
	long n;

	if (strncmp(name, "vcpu", 4) != 0 || name[4] < '0' || name[4] > '9')
		return -1;
	n = strtol(name + 4, &end, 10);
	return *end ? -1 : n;
}

/*
 * A file of a vCPU that is there is missing: KVM has no such files, unless it had them. They come
 * and go one by one, before the folder does.
 */
static int set_missing(const struct vm *vm, const char *vcpu)
{
	for (size_t i = 0; i < vm->vcpus.count; i++)
		if (vm->vcpus.all[i]->causes.data)
			return 0;
	return faccessat(vm->folder, vcpu, F_OK, 0) == 0 ? ENODATA : 0;
}

/* Keeps a vCPU's causes until the next sample has new ones; returns 0 or an error number. */
static int read_causes(struct source *source, const struct vm *vm, struct vcpu *vcpu)
{
	const struct buffer old = vcpu->causes;
	char file[sizeof(((struct dirent *)0)->d_name) + 32];
	int error;

	snprintf(file, sizeof(file), "%s/exit_probe_causes", vcpu->name);
	error = buffer_read_file(&source->text, vm->folder, file);
	if (error && source->is_view && debugfs_is_gone(error))
		return 0;
	if (error)
		return debugfs_is_gone(error) ? set_missing(vm, vcpu->name) : error;
	vcpu->causes = source->text;
	source->text = old;
	return 0;
}

/* Adds a vCPU's reasons; returns 0 or an error number. */
static int read_vcpu(struct source *source, struct vm *vm, struct table *table, const char *name)
{
	char file[sizeof(((struct dirent *)0)->d_name) + 32];
	struct vcpu *vcpu;
	int error;

	snprintf(file, sizeof(file), "%s/exit_probe_reasons", name);
	error = buffer_read_file(&source->text, vm->folder, file);
	if (error && source->with_causes && !source->is_view && debugfs_is_gone(error))
		return set_missing(vm, name);
	if (error)
		return debugfs_is_gone(error) ? 0 : error;
	vcpu = vcpus_count(&vm->vcpus, name);
	if (!vcpu)
		return ENOMEM;
	debugfs_add_reasons(table, vcpu, source->text.data, source->is_view);
	return source->with_causes ? read_causes(source, vm, vcpu) : 0;
}

int debugfs_read_vcpus(struct source *source, struct vm *vm, struct table *table, long *first)
{
	int fd = openat(vm->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), error = 0;
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	*first = -1;
	vm->plugged = 0;
	if (!folder)
		return errno;
	vcpus_begin(&vm->vcpus);
	while (!error && (entry = readdir(folder))) {
		long number = vcpu_number(entry->d_name);

		if (number < 0)
			continue;
		if (*first < 0 || number < *first)
			*first = number;
		vm->plugged++;
		error = read_vcpu(source, vm, table, entry->d_name);
	}
	closedir(folder);
	return error;
}
