/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a traced boot.
 */
#ifndef TRACER_TRACE_RECORD_H
#define TRACER_TRACE_RECORD_H

#include "account.h"
#include "chosen.h"
#include "phase_names.h"

/* Who names the checkpoints that have no name in the trace */
struct trace_names {
	const struct record *guest; /* the guest's own record; NULL: there is none */
	const struct phase_names *phases;
};

/*
 * Fills a record from the trace, and from the guest's own record, which tells what only
 * the guest knows. False: refused.
 */
bool trace_record(struct record *record, const struct account *account,
		  const struct trace_names *names, struct chosen *chosen);

#endif
