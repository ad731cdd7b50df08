/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What QEMU's answers say.
 */
#ifndef SAMPLER_QMP_STATS_H
#define SAMPLER_QMP_STATS_H

#include <jansson.h>

#include "vcpus.h"

/* Whether an object is the answer to the command of that id */
bool qmp_is_answer(const json_t *object, uint64_t id);

/* The words of an error; NULL if it is none */
const char *qmp_error(const json_t *answer);

/* A text that is returned under that key; NULL if there is none */
const char *qmp_text(const json_t *answer, const char *key);

/* Whether query-stats tells of vCPUs that were not there before */
bool qmp_stats_has_new(struct vcpus *vcpus, const json_t *answer);

/* Takes the vCPUs' names from query-cpus-fast; false if there is no memory. */
bool qmp_stats_name(struct vcpus *vcpus, const json_t *answer);

/*
 * Adds all statistics in an answer to query-stats to the row, summed over the vCPUs.
 * False if it has none.
 */
bool qmp_stats_add(struct table *table, struct vcpus *vcpus, const json_t *answer);

#endif
