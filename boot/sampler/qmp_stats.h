/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Parses QEMU's answers.
 */
#ifndef SAMPLER_QMP_STATS_H
#define SAMPLER_QMP_STATS_H

#include <jansson.h>

#include "vcpus.h"

/* Whether an object is the answer to the command with that id */
bool qmp_is_answer(const json_t *object, uint64_t id);

/* The description of an error; NULL if the answer is not an error */
const char *qmp_error(const json_t *answer);

/* The returned text of that key; NULL if missing */
const char *qmp_text(const json_t *answer, const char *key);

/* Whether the answer to query-stats has unknown vCPUs */
bool qmp_stats_has_new(struct vcpus *vcpus, const json_t *answer);

/* Takes the vCPUs' names from query-cpus-fast; false if out of memory. */
bool qmp_stats_name(struct vcpus *vcpus, const json_t *answer);

/*
 * Adds the statistics of an answer to query-stats to the row, summed over the vCPUs.
 * False if there are none, or a vCPU has none or a malformed one.
 */
bool qmp_stats_add(struct table *table, struct vcpus *vcpus, const json_t *answer);

#endif
