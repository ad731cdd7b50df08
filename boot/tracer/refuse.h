/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one reason why the tracer gives no record.
 */
#ifndef TRACER_REFUSE_H
#define TRACER_REFUSE_H

#include <stdbool.h>

/* Keeps the reason, unless there is one already; returns false. */
__attribute__((format(printf, 1, 2))) bool refuse(const char *format, ...);

/* The reason; "": there is none */
const char *refusal(void);

#endif
