// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of one sample, each with its VM. A row has the VM's id by pointer.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "snapshot.h"

/* A terminal may show other characters in any width. */
static void copy_in_ascii(char *to, size_t size, const char *from)
{
	size_t length = 0;

	for (; *from && length + 1 < size; from++) {
		const unsigned char c = (unsigned char)*from;

		/* One mark for a character of several bytes */
		if (c < 0x80 || c >= 0xc0)
			to[length++] = c < 0x80 ? *from : '?';
	}
	to[length] = '\0';
}

static void name_vm(struct snapshot_vm *to, const struct identity *identity)
{
	char program[sizeof(identity->program) + 2];

	snprintf(program, sizeof(program), "(%s)", identity->program);
	copy_in_ascii(to->name, sizeof(to->name),
		      *identity->name      ? identity->name
		      : *identity->program ? program
					   : "");
}

static const struct vm *vm_of(const struct source *source, const struct table_row *row)
{
	const struct vm *vm = source->vms;

	while (vm->id != row->vm)
		vm = vm->next;
	return vm;
}

/* Returns 0 or an error number. */
static int fill(struct snapshot_vm *to, const struct source *source, const struct table_row *row)
{
	const struct vm *vm = vm_of(source, row);
	int error;

	memcpy(to->id, vm->id, sizeof(to->id));
	to->inode = vm->inode;
	name_vm(to, &vm->identity);
	to->read = vm->read;
	to->vcpus = vm->plugged;
	to->columns = row->columns;
	memcpy(to->cells, row->cells, row->columns * sizeof(to->cells[0]));
	to->has_causes = source->with_causes;
	if (!to->has_causes)
		return 0;
	error = source_add_causes(&to->causes, &vm->vcpus);
	cause_totals_join_phases(&to->causes);
	return error;
}

static bool fail(struct source *source, int error)
{
	source_set(source, SOURCE_BROKEN, "%s", error == EBADMSG ? BAD_CAUSE : strerror(error));
	return false;
}

bool snapshot_take(struct snapshot *snapshot, struct source *source, struct table *table)
{
	int error = 0;

	table_clear(table);
	/* Without a VM there are no rows, which is not an error. */
	if (source->kind->read(source, table, 0) == SOURCE_BROKEN)
		return false;
	if (table->left_out) {
		source_set(source, SOURCE_BROKEN, TOO_MANY_COLUMNS, TABLE_COLUMNS_MAX);
		return false;
	}
	snapshot->vms = calloc(table->rows + 1, sizeof(snapshot->vms[0]));
	if (!snapshot->vms)
		return fail(source, ENOMEM);
	for (size_t i = 0; i < table->rows && !error; i++)
		error = fill(&snapshot->vms[snapshot->count++], source, &table->row[i]);
	source_forget_ended(source);
	return error ? fail(source, error) : true;
}

const struct snapshot_vm *snapshot_find(const struct snapshot *snapshot,
					const struct snapshot_vm *vm)
{
	for (size_t i = 0; i < snapshot->count; i++)
		if (snapshot->vms[i].inode == vm->inode && strcmp(snapshot->vms[i].id, vm->id) == 0)
			return &snapshot->vms[i];
	return NULL;
}

void snapshot_free(struct snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->count; i++)
		cause_totals_free(&snapshot->vms[i].causes);
	free(snapshot->vms);
	memset(snapshot, 0, sizeof(*snapshot));
}
