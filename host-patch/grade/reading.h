/* SPDX-License-Identifier: GPL-2.0-only */
/* All numbers of the layout at one moment, and those of KVM's own statistics. */
#ifndef GRADE_READING_H
#define GRADE_READING_H

#include "leaves.h"

#define READING_REASONS 8

/* The reasons of what the guest can do, each once; returns how many. */
int reading_reasons(uint32_t *reason);

struct reading {
	struct op exits, cycles;
	struct op reason_exits[READING_REASONS], reason_cycles[READING_REASONS];
	int reads;          /* CPUID exits of one reading */
	uint64_t kvm_exits; /* of all vCPUs; with the reading's own and its PORT_END */
	uint64_t kvm_interrupts;
};

/* Read on vCPU 0. Exits between two readings are those of KVM's statistics between them. */
void reading_take(struct vm *vm, struct reading *to);

#endif
