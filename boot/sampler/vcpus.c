// SPDX-License-Identifier: GPL-2.0-only
/*
 * Samples usually have the same order: a search begins after the last vCPU found.
 */
#include <stdlib.h>
#include <string.h>

#include "vcpus.h"

void vcpus_begin(struct vcpus *vcpus)
{
	vcpus->sample++;
}

struct vcpu *vcpus_find(struct vcpus *vcpus, const char *name)
{
	for (size_t i = 0; i < vcpus->count; i++) {
		size_t at = (vcpus->at + i) % vcpus->count;

		if (strcmp(vcpus->all[at]->name, name) == 0) {
			vcpus->at = at + 1;
			return vcpus->all[at];
		}
	}
	return NULL;
}

static bool grow(struct vcpus *vcpus)
{
	size_t room = vcpus->room ? 2 * vcpus->room : 16;
	struct vcpu **all;

	if (vcpus->count < vcpus->room)
		return true;
	all = reallocarray(vcpus->all, room, sizeof(struct vcpu *));
	if (!all)
		return false;
	vcpus->all = all;
	vcpus->room = room;
	return true;
}

static struct vcpu *add(struct vcpus *vcpus, const char *name)
{
	struct vcpu *vcpu = calloc(1, sizeof(*vcpu));

	if (vcpu)
		vcpu->name = strdup(name);
	if (!vcpu || !vcpu->name || !grow(vcpus)) {
		if (vcpu)
			free(vcpu->name);
		free(vcpu);
		return NULL;
	}
	vcpu->index = -1;
	vcpus->all[vcpus->count++] = vcpu;
	return vcpu;
}

struct vcpu *vcpus_count(struct vcpus *vcpus, const char *name)
{
	struct vcpu *vcpu = vcpus_find(vcpus, name);

	if (!vcpu)
		vcpu = add(vcpus, name);
	if (vcpu && vcpu->sample != vcpus->sample) {
		memset(vcpu->counted, 0, sizeof(vcpu->counted));
		vcpu->sample = vcpus->sample;
	}
	return vcpu;
}

static struct vcpu *find_index(const struct vcpus *vcpus, long index)
{
	for (size_t i = 0; i < vcpus->count; i++)
		if (vcpus->all[i]->index == index)
			return vcpus->all[i];
	return NULL;
}

bool vcpus_name(struct vcpus *vcpus, long index, const char *name)
{
	struct vcpu *vcpu = find_index(vcpus, index);
	char *copy;

	if (!vcpu)
		vcpu = vcpus_find(vcpus, name);
	if (!vcpu)
		vcpu = add(vcpus, name);
	copy = vcpu ? strdup(name) : NULL;
	if (!copy)
		return false;
	free(vcpu->name);
	vcpu->name = copy;
	vcpu->index = index;
	return true;
}

void vcpus_add_to(const struct vcpus *vcpus, struct table *table)
{
	for (size_t i = 0; i < vcpus->count; i++)
		for (size_t column = 0; column < table->columns; column++)
			table_add_at(table, column, vcpus->all[i]->counted[column]);
}

void vcpus_free(struct vcpus *vcpus)
{
	for (size_t i = 0; i < vcpus->count; i++) {
		free(vcpus->all[i]->name);
		buffer_free(&vcpus->all[i]->causes);
		free(vcpus->all[i]);
	}
	free(vcpus->all);
	memset(vcpus, 0, sizeof(*vcpus));
}
