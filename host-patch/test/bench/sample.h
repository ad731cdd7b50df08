/* SPDX-License-Identifier: GPL-2.0-only */
/* Round trips of operations that exit, in cycles of the guest's TSC. */
#ifndef BENCH_SAMPLE_H
#define BENCH_SAMPLE_H

#include <stdint.h>

#include "vm.h"

/* Twice the pages that the guest can touch, see sample(). */
#define SAMPLES (GUEST_TOUCH_MAX / 2)

struct operation {
	const char *name;
	uint32_t kind, a, c; /* see ops.h */
};

/* The round trips of one operation on one or more vCPUs. */
struct samples {
	uint32_t n, room;
	uint64_t *cycles;
};

/* Add SAMPLES of them on this vCPU, after a first run that does not count. */
void sample(struct samples *to, struct vm *vm, int vcpu, const struct operation *operation);

/* Print them as "KIND LABEL n= least= median= mean= most=", then empty the list. */
void samples_print(struct samples *samples, const char *kind, const char *label);

#endif
