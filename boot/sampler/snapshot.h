/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What KVM has counted for all VMs of the host, read once.
 */
#ifndef SAMPLER_SNAPSHOT_H
#define SAMPLER_SNAPSHOT_H

#include "source.h"

#define SNAPSHOT_NAME_SIZE 64

struct snapshot_vm {
	char id[sizeof(((struct vm *)0)->id)];
	ino_t inode; /* with the id, it identifies the VM: a process may create one after another */
	char name[SNAPSHOT_NAME_SIZE]; /* or (PROGRAM), in ASCII */
	struct read_time read;
	size_t vcpus, columns;
	uint64_t cells[TABLE_COLUMNS_MAX];
	bool has_causes; /* they were read; there may be none */
	struct cause_totals causes;
};

struct snapshot {
	struct snapshot_vm *vms;
	size_t count;
};

/*
 * Reads all VMs of a source that is a view, by way of the table, which keeps the columns.
 * False: see source->error.
 */
bool snapshot_take(struct snapshot *snapshot, struct source *source, struct table *table);

/* The same VM in another snapshot; NULL if it was not there. */
const struct snapshot_vm *snapshot_find(const struct snapshot *snapshot,
					const struct snapshot_vm *vm);

void snapshot_free(struct snapshot *snapshot);

#endif
