/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The counters of a record by number, for loops over them.
 */
#ifndef COMPARE_COUNTERS_H
#define COMPARE_COUNTERS_H

#include <stdint.h>

#include "record/record.h"

/* Begins the name of a samples' column with the exits of a reason */
#define SAMPLES_REASON "exits_"

enum {
	COUNTER_EXITS,
	COUNTER_KERNEL, /* the buckets of cycles, up to COUNTER_GUEST */
	COUNTER_USERSPACE,
	COUNTER_HALTED,
	COUNTER_SCHEDULED_OUT, /* records up to version 5; later ones have the next two */
	COUNTER_PREEMPTED,
	COUNTER_BLOCKED,
	COUNTER_GUEST,
	COUNTER_USERSPACE_EXITS,
	COUNTER_NESTED_EXITS,
	COUNTER_PASSES,
	COUNTERS,
};

#define BUCKETS (COUNTER_GUEST - COUNTER_KERNEL + 1)

/* The name in a record, and the title for people */
const char *counter_name(unsigned int counter);
const char *counter_title(unsigned int counter);

/* Whether checkpoints of a record have it */
bool counter_is_known(const struct record *record, unsigned int counter);

uint64_t *counter_of(struct record_counters *counters, unsigned int counter);

/* What KVM's own statistic of exits, which samples have, can be at most */
uint64_t counters_all_exits(const struct record_counters *counters);

#endif
