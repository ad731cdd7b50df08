/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each vCPU of a VM has counted. KVM keeps a vCPU until its VM ends, and has it in
 * the VM's sums, whether it is plugged or not; so does this.
 */
#ifndef SAMPLER_VCPUS_H
#define SAMPLER_VCPUS_H

#include "table.h"

struct vcpu {
	char *name;
	long index;      /* QEMU's, which stays when the name changes; -1: unknown */
	uint64_t sample; /* the last one that it was in */
	uint64_t counted[TABLE_COLUMNS_MAX];
};

struct vcpus {
	struct vcpu **all;
	size_t count, room, at;
	uint64_t sample;
};

/* A new sample begins. */
void vcpus_begin(struct vcpus *vcpus);

/* NULL if there is none of that name. */
struct vcpu *vcpus_find(struct vcpus *vcpus, const char *name);

/* The one of that name, or a new one; what it counts is to be added anew in each sample.
 * NULL if there is no memory. */
struct vcpu *vcpus_count(struct vcpus *vcpus, const char *name);

/* A vCPU of that index has that name now; false if there is no memory. */
bool vcpus_name(struct vcpus *vcpus, long index, const char *name);

/* Adds the sums over all that there ever were to the row. */
void vcpus_add_to(const struct vcpus *vcpus, struct table *table);

void vcpus_free(struct vcpus *vcpus);

#endif
