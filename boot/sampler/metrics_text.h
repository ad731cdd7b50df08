/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The statistics of all VMs as text for Prometheus: its own format, and OpenMetrics as
 * Prometheus reads it.
 */
#ifndef SAMPLER_METRICS_TEXT_H
#define SAMPLER_METRICS_TEXT_H

#include "source.h"

/*
 * Writes the rows of one sample, and what their VMs' vCPUs counted. khz: see tsc_khz().
 * Returns 0 or an error number.
 */
int metrics_write(const struct source *source, const struct table *table, uint64_t khz, FILE *out);

#endif
