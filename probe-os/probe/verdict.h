/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The verdict of a run: the worst of what was found, and why.
 */
#ifndef PROBE_VERDICT_H
#define PROBE_VERDICT_H

#include "record/record.h"

/* Keeps the worst; of equally bad ones the first. NULL reasons change nothing. */
void verdict_worsen(struct record_end *end, enum record_verdict verdict, const char *reason);

/* What the machine does not have, and is no error: told unless there is worse to tell. */
void verdict_remark(struct record_end *end, const char *remark);

#endif
