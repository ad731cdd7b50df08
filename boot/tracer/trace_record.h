/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of a traced boot.
 */
#ifndef TRACER_TRACE_RECORD_H
#define TRACER_TRACE_RECORD_H

#include "account.h"
#include "chosen.h"

/*
 * Fills a record from the trace, and from the guest's own record, which tells what only
 * the guest knows; NULL: there is none. False: refused.
 */
bool trace_record(struct record *record, const struct account *account, const struct record *guest,
		  struct chosen *chosen);

#endif
