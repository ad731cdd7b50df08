// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/kvm/PID-FD/ has one file per statistic, summed over the vCPUs. KVM
 * allows one read per open file, so each sample opens the files again; the folder stays
 * open.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "debugfs.h"
#include "hw/instructions.h"

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
	if (debugfs_is_gone(error))
		return source_set(source, SOURCE_ABSENT, "the VM has ended");
	return debugfs_set_error(source, file, error);
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

/* KVM's own counters: there is no other number by reason on an unpatched host. */
static int add_stock(struct source *source, const struct vm *vm, struct table *table)
{
	int error = 0;

	for (size_t i = 0; stock_counters[i] && !error; i++) {
		char column[TABLE_NAME_SIZE];
		uint64_t value;

		error = read_number(source, vm->folder, stock_counters[i], &value);
		/* Each kernel has its own set. */
		if (error == ENOENT) {
			error = 0;
			continue;
		}
		snprintf(column, sizeof(column), STOCK_PREFIX "%s", stock_counters[i]);
		if (!error)
			table_add(table, column, value);
	}
	return error;
}

static enum source_state fill_row(struct source *source, struct vm *vm, struct table *table)
{
	uint64_t before = rdtsc(), after = before, value = 0;
	long first;
	int error;

	for (size_t i = 0; statistics[i]; i++) {
		error = read_number(source, vm->folder, statistics[i], &value);
		if (i == 0) {
			after = rdtsc();
			vm->read = (struct read_time){ now_ns(), after };
		}
		/* An unpatched KVM has exits only. */
		if (error == ENOENT && i > 0 && !vm->has[i])
			continue;
		if (error)
			return set_unreadable(source, statistics[i], error);
		vm->has[i] = true;
		table_add(table, column_of(statistics[i]), value);
	}
	error = debugfs_read_vcpus(source, vm, table, &first);
	if (!error && source->is_view && !vm->has[1])
		error = add_stock(source, vm, table);
	/* If the VM is gone, the row is invalid; a vCPU alone may go. */
	if (!error)
		error = read_number(source, vm->folder, statistics[0], &value);
	if (error)
		return set_unreadable(source, "the vCPUs", error);
	if (!source->is_view)
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
