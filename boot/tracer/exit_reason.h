/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reason of a traced exit.
 */
#ifndef TRACER_EXIT_REASON_H
#define TRACER_EXIT_REASON_H

#include "events.h"

/* Its code; on Intel the SDM's basic exit reason, without the flags in the high half */
uint32_t exit_reason(const struct event *exit);

/* The record's word for a code, until the next call */
const char *exit_reason_word(uint32_t vendor, uint32_t code);

#endif
