/* SPDX-License-Identifier: GPL-2.0-only */
/* The causes of exits, as a guest reads them from one latch. */
#ifndef CONFORMANCE_CAUSE_LIST_H
#define CONFORMANCE_CAUSE_LIST_H

#include "vm.h"

#define CAUSES_ROOM 4288 /* as many as a guest can read */
#define CAUSES_ROWS 20

struct cause_key {
	uint32_t phase, reason, kind, access, width;
	uint64_t detail;
};

struct cause {
	struct cause_key key;
	uint64_t exits, cycles, blocked, error;
};

struct cause_list {
	uint32_t used;
	struct cause cause[CAUSES_ROOM];
	uint32_t rows;
	struct {
		uint32_t reason;
		uint64_t exits, cycles, blocked;
	} row[CAUSES_ROWS];
};

/*
 * Add a latch that ends this phase, and the reads of @room causes and of the reasons; get
 * their answers, from the place that it returned.
 */
int causes_add(struct vm *vm, uint32_t phase, uint32_t room);
void causes_get(const struct vm *vm, int place, uint32_t room, struct cause_list *to);

/* CPUID exits of these reads, without the latch */
uint32_t causes_reads(uint32_t room);

/* The cause, or NULL */
const struct cause *causes_find(const struct cause_list *list, const struct cause_key *key);

/* Each reason's causes add up to its exits, cycles and blocked cycles. */
void causes_check_sums(const struct cause_list *list, const char *name);

#endif
