/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What QEMU answers to query-stats, as text.
 */
#ifndef SAMPLER_QMP_STATS_H
#define SAMPLER_QMP_STATS_H

#include "table.h"

/*
 * Adds all statistics in one line of QMP to the last row, summed over the vCPUs.
 * False if the line is an error or has none.
 */
bool qmp_stats_add(struct table *table, const char *line);

#endif
