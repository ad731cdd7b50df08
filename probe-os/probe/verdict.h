/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The verdict of a run: the worst finding, and its reason.
 */
#ifndef PROBE_VERDICT_H
#define PROBE_VERDICT_H

#include "record/record.h"

/* Keeps the worst verdict, the first of equal ones. A NULL reason changes nothing. */
void verdict_worsen(struct record_end *end, enum record_verdict verdict, const char *reason);

/* Sets a reason that is not an error, unless the verdict is moved or worse. */
void verdict_remark(struct record_end *end, const char *remark);

/* Says that as well, if there is room for it. */
void verdict_append(struct record_end *end, const char *note);

#endif
