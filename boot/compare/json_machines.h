/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Machines as JSON.
 */
#ifndef COMPARE_JSON_MACHINES_H
#define COMPARE_JSON_MACHINES_H

#include <jansson.h>

#include "comparison.h"

/* What its results say about a machine, and the benchmarks without numbers */
json_t *json_machine(const struct set *set);

/* Adds what differs between the machines, and what is the same on all. */
void json_machines(json_t *root, const struct comparison *comparison);

#endif
