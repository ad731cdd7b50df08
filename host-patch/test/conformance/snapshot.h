/* SPDX-License-Identifier: GPL-2.0-only */
/* The whole table and the totals, as a guest reads them from one latch. */
#ifndef CONFORMANCE_SNAPSHOT_H
#define CONFORMANCE_SNAPSHOT_H

#include "vm.h"

#define SNAPSHOT_ROWS 20

/* CPUID exits of one snapshot, which includes the first of them. */
#define SNAPSHOT_READS (1 + 6 + 4 * SNAPSHOT_ROWS)

struct row {
	uint32_t reason, exits32;
	uint64_t cycles_of_row, exits, cycles, min, max, blocked;
};

struct snapshot {
	uint32_t used;
	struct row row[SNAPSHOT_ROWS];
	uint64_t exits, kernel, userspace, halted, preempted, blocked, guest;
	uint64_t userspace_exits, nested_exits, passes, generation;
	uint64_t tsc; /* just before the latch */
};

/* The two 64-bit numbers of one read: EBX:EAX, EDX:ECX. */
void get_pair(const struct op *op, uint64_t *first, uint64_t *second);

/* Add the reads to the list; then get their answers, from the place that it returned. */
int snapshot_add(struct vm *vm);
void snapshot_get(const struct vm *vm, int place, struct snapshot *to);

/* Numbers of one reason, 0 if it is not in the table. */
uint64_t snapshot_exits(const struct snapshot *from, uint32_t reason);
uint64_t snapshot_cycles(const struct snapshot *from, uint32_t reason);
uint64_t snapshot_blocked(const struct snapshot *from, uint32_t reason);

/* The sum of all time buckets. */
uint64_t snapshot_time(const struct snapshot *from);

/*
 * The cycles from one snapshot to another, by the guest's TSC. If a thread loses the CPU
 * between the exit of a read and the sum, that time is in this read, and not in the next.
 */
uint64_t snapshot_span(const struct snapshot *before, const struct snapshot *after);

/* All of that time is in the buckets. */
void snapshot_check_time(const struct snapshot *before, const struct snapshot *after,
			 const char *name);

#endif
