/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a VM whose guest marks its phases (mark/exit_probe_mark.h), from what a patched
 * host has of the causes of its exits.
 */
#ifndef SAMPLER_HOST_RECORD_H
#define SAMPLER_HOST_RECORD_H

#include "cause_totals.h"
#include "phase_names.h"

/* As cause_totals_end() has not changed them. Returns NULL, or why there is no record. */
const char *host_record(struct record *record, const struct cause_totals *totals,
			const struct phase_names *names);

#endif
