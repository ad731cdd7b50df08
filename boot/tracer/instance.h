/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A trace instance of its own, instances/exit-tracer-PID: its events, buffers and
 * settings are nobody else's.
 */
#ifndef TRACER_INSTANCE_H
#define TRACER_INSTANCE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Where the kernel's tracefs is; NULL: refused */
const char *tracefs_folder(void);

struct instance {
	char folder[PATH_MAX]; /* "": there is none */
};

/*
 * Creates it, with that much of a buffer for each CPU, and removes those of tracers that
 * were killed. False: refused.
 */
bool instance_create(struct instance *instance, const char *tracefs, uint64_t buffer_kib);

/* Traces the process with this ID, and its threads and children; false: refused. */
bool instance_follow(const struct instance *instance, pid_t pid);

bool instance_start(const struct instance *instance);
void instance_stop(const struct instance *instance);

/* Events that the buffers had no room for; false: refused, as their number is not known */
bool instance_lost(const struct instance *instance, uint64_t *lost);

void instance_remove(struct instance *instance);

#endif
