// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/kvm/PID-FD/ has one file per statistic, summed over the vCPUs, and
 * vcpuN/exit_probe_reasons and _causes per vCPU. KVM allows one read per open file, so each sample
 * opens the files again; the folder stays open.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debugfs.h"
#include "hw/instructions.h"

/* The errors of files whose folder is being removed */
static bool is_gone(int error)
{
	return error == ENOENT || error == EIO || error == ENODEV;
}

/* Reads a statistic; returns 0 or an error number. */
static int read_number(struct source *source, int folder, const char *file, uint64_t *number)
{
	int error = buffer_read_file(&source->text, folder, file);
	char *end;

	if (error)
		return error;
	errno = 0;
	*number = (uint64_t)strtoll(source->text.data, &end, 10);
	if (errno == ERANGE) {
		errno = 0;
		*number = strtoull(source->text.data, &end, 10);
	}
	return end == source->text.data || (*end && *end != '\n') || errno ? EBADMSG : 0;
}

static enum source_state set_unreadable(struct source *source, const char *file, int error)
{
	if (is_gone(error))
		return source_set(source, SOURCE_ABSENT, "the VM has ended");
	return debugfs_set_error(source, file, error);
}

/*
 * Lines "CODE NAME exits=N ..." become columns exits_name. Lines without a number are
 * not reasons.
 */
void debugfs_add_reasons(struct table *table, struct vcpu *vcpu, char *text)
{
	char *next;

	for (char *line = strtok_r(text, "\n", &next); line; line = strtok_r(NULL, "\n", &next)) {
		char column[2 * TABLE_NAME_SIZE] = "exits_";
		size_t length = strlen(column), at;
		char *c = line + strcspn(line, " ");

		for (c += *c == ' '; *c && *c != ' ' && length + 1 < sizeof(column); c++)
			column[length++] = (char)(*c >= 'A' && *c <= 'Z' ? *c + 'a' - 'A' : *c);
		if (strncmp(c, " exits=", 7) != 0 || c[7] < '0' || c[7] > '9')
			continue;
		at = table_column(table, column);
		if (at < TABLE_COLUMNS_MAX)
			vcpu->counted[at] += strtoull(c + 7, NULL, 10);
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

/* KVM has no such file of a vCPU that is there. */
static int set_missing(const struct vm *vm, const char *vcpu)
{
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
	if (error)
		return is_gone(error) ? set_missing(vm, vcpu->name) : error;
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
	if (error && source->with_causes && is_gone(error))
		return set_missing(vm, name);
	if (error)
		return is_gone(error) ? 0 : error;
	vcpu = vcpus_count(&vm->vcpus, name);
	if (!vcpu)
		return ENOMEM;
	debugfs_add_reasons(table, vcpu, source->text.data);
	return source->with_causes ? read_causes(source, vm, vcpu) : 0;
}

/* Adds the reasons of all vCPUs; returns 0 or an error number. *first: the lowest vCPU, or -1 */
static int read_vcpus(struct source *source, struct vm *vm, struct table *table, long *first)
{
	int fd = openat(vm->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), error = 0;
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	*first = -1;
	if (!folder)
		return errno;
	vcpus_begin(&vm->vcpus);
	while (!error && (entry = readdir(folder))) {
		long number = vcpu_number(entry->d_name);

		if (number < 0)
			continue;
		if (*first < 0 || number < *first)
			*first = number;
		error = read_vcpu(source, vm, table, entry->d_name);
	}
	closedir(folder);
	return error;
}

/* The guest's TSC before and after. Its offset changes when the guest sets its TSC. */
static void add_clock(struct source *source, const struct vm *vm, struct table *table, long vcpu,
		      uint64_t before, uint64_t after)
{
	char file[64];
	uint64_t offset;

	snprintf(file, sizeof(file), "vcpu%ld/tsc-offset", vcpu);
	if (vcpu < 0 || read_number(source, vm->folder, file, &offset))
		return;
	table_add(table, "guest_tsc", before + offset);
	table_add(table, "guest_tsc_after", after + offset);
}

static enum source_state fill_row(struct source *source, struct vm *vm, struct table *table)
{
	uint64_t before = rdtsc(), after = before, value = 0;
	long first;
	int error;

	for (size_t i = 0; statistics[i]; i++) {
		error = read_number(source, vm->folder, statistics[i], &value);
		if (i == 0)
			after = rdtsc();
		/* An unpatched KVM has exits only. */
		if (error == ENOENT && i > 0 && !vm->has[i])
			continue;
		if (error)
			return set_unreadable(source, statistics[i], error);
		vm->has[i] = true;
		table_add(table, column_of(statistics[i]), value);
	}
	error = read_vcpus(source, vm, table, &first);
	/* If the VM is gone, the row is invalid; a vCPU alone may go. */
	if (!error)
		error = read_number(source, vm->folder, statistics[0], &value);
	if (error)
		return set_unreadable(source, "the vCPUs", error);
	add_clock(source, vm, table, first, before, after);
	vcpus_add_to(&vm->vcpus, table);
	return SOURCE_THERE;
}

enum source_state debugfs_attach(struct source *source, struct vm *vm)
{
	uint64_t exits;
	int error = 0;

	vm->folder = openat(AT_FDCWD, debugfs_path(vm), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (vm->folder < 0)
		error = errno;
	else
		error = read_number(source, vm->folder, statistics[0], &exits);
	if (!error)
		return SOURCE_THERE;
	debugfs_detach(vm);
	return set_unreadable(source, statistics[0], error);
}

void debugfs_detach(struct vm *vm)
{
	if (vm->folder >= 0)
		close(vm->folder);
	vm->folder = -1;
}

static enum source_state debugfs_read(struct source *source, struct table *table, uint64_t time_ms)
{
	enum source_state state = SOURCE_ABSENT;

	if (source->choice.all && debugfs_look(source) == SOURCE_BROKEN)
		return SOURCE_BROKEN;
	for (struct vm *vm = source->vms; vm; vm = vm->next) {
		if (source->choice.all && vm->is_there && vm->folder < 0 &&
		    debugfs_attach(source, vm) == SOURCE_BROKEN)
			return SOURCE_BROKEN;
		if (vm->folder < 0)
			continue;
		table_begin(table, source->choice.all ? vm->id : NULL);
		table_add(table, "time_ms", time_ms);
		switch (fill_row(source, vm, table)) {
		case SOURCE_THERE:
			state = SOURCE_THERE;
			if (!source_keep_row(vm, table))
				return source_set(source, SOURCE_BROKEN, "out of memory");
			break;
		case SOURCE_ABSENT:
			debugfs_detach(vm);
			break;
		case SOURCE_BROKEN:
			return SOURCE_BROKEN;
		}
	}
	return state;
}

static void debugfs_close(struct source *source)
{
	for (struct vm *vm = source->vms; vm; vm = vm->next)
		debugfs_detach(vm);
}

const struct source_kind debugfs = { "debugfs", debugfs_open, debugfs_read, debugfs_close };
