/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a VM whose guest marks its phases (mark/exit_probe_mark.h), from what a patched
 * host has of the causes of its exits.
 */
#ifndef SAMPLER_HOST_RECORD_H
#define SAMPLER_HOST_RECORD_H

#include "cause_totals.h"
#include "phase_names.h"

/* Also of a VM that runs, as it changes while it is read */
#define HOST_RECORD_MISSING                                                                        \
	"the phases of some exits are not known: exit_probe_causes=1 was not on from the start "   \
	"of the VM, or it has more causes than KVM keeps: use exit-tracer"

/* As cause_totals_end() has not changed them. Returns NULL, or why there is no record. */
const char *host_record(struct record *record, const struct cause_totals *totals,
			const struct phase_names *names);

#endif
