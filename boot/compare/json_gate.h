/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The gate as JSON.
 */
#ifndef COMPARE_JSON_GATE_H
#define COMPARE_JSON_GATE_H

#include <jansson.h>

#include "comparison.h"

/* Adds gate, changes and budgets to the report. */
void json_gate(json_t *root, const struct comparison *comparison);

#endif
