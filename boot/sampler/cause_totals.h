/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a VM's exits were caused by: KVM's file exit_probe_causes of each vCPU, added up.
 */
#ifndef SAMPLER_CAUSE_TOTALS_H
#define SAMPLER_CAUSE_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CAUSE_WORD_SIZE 48

struct cause_total {
	uint64_t phase, code; /* code of the reason, UINT64_MAX if no manual has it */
	uint32_t kind_number, access_number; /* in a record */
	char reason[CAUSE_WORD_SIZE], kind[CAUSE_WORD_SIZE], access[CAUSE_WORD_SIZE];
	uint64_t detail, width, exits, kernel, blocked, error;
	uint64_t other; /* of the reason, on the vCPUs that list this cause */
};

struct cause_totals {
	struct cause_total *all;
	size_t count, room;
};

/* Adds a vCPU's file; returns 0 or an error number, EBADMSG if a line is malformed. */
int cause_totals_add(struct cause_totals *totals, const char *text);

/* All vCPUs are added: what one of them may have lost is an error of the sum. */
void cause_totals_end(struct cause_totals *totals);

/* Adds up the phases: all rows get phase 0. */
void cause_totals_join_phases(struct cause_totals *totals);

/* The row with the same keys; NULL if there is none. */
const struct cause_total *cause_totals_find(const struct cause_totals *totals,
					    const struct cause_total *key);

/* Writes the names of the columns, and a row for each cause. vm: NULL if it has no column */
void cause_totals_write_header(bool with_vm, FILE *out);
void cause_totals_write(const struct cause_totals *totals, const char *vm, FILE *out);

void cause_totals_free(struct cause_totals *totals);

#endif
