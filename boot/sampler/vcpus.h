/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The counts of each vCPU of a VM. KVM's sums include unplugged vCPUs until the VM ends;
 * so do these.
 */
#ifndef SAMPLER_VCPUS_H
#define SAMPLER_VCPUS_H

#include "buffer.h"
#include "table.h"

struct vcpu {
	char *name;
	long index;      /* QEMU's index, which does not change with the name; -1: unknown */
	uint64_t sample; /* the last sample that has it */
	uint64_t counted[TABLE_COLUMNS_MAX];
	struct buffer causes; /* KVM's text, if it is asked for */
};

struct vcpus {
	struct vcpu **all;
	size_t count, room, at;
	uint64_t sample;
};

/* A new sample begins. */
void vcpus_begin(struct vcpus *vcpus);

/* NULL if there is no vCPU with that name. */
struct vcpu *vcpus_find(struct vcpus *vcpus, const char *name);

/* Finds or adds the vCPU with that name. The first call of a sample sets its counts to 0.
 * NULL if out of memory. */
struct vcpu *vcpus_count(struct vcpus *vcpus, const char *name);

/* Sets the name of the vCPU with that index; false if out of memory. */
bool vcpus_name(struct vcpus *vcpus, long index, const char *name);

/* Adds the sums over all vCPUs, also unplugged ones, to the row. */
void vcpus_add_to(const struct vcpus *vcpus, struct table *table);

void vcpus_free(struct vcpus *vcpus);

#endif
