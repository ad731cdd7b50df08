/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The raw per-CPU buffers of a trace instance, as one sequence of events in order of time.
 */
#ifndef TRACER_RING_H
#define TRACER_RING_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring_cpu;

struct ring {
	struct ring_cpu *cpus;
	size_t count;
};

typedef void ring_take(void *to, const void *data, uint64_t tsc);

/* Opens the buffers; false: refused. */
bool ring_open(struct ring *ring, const char *instance);

/* The descriptors to wait for */
void ring_poll(const struct ring *ring, struct pollfd *fds);

/* Reads what is there, and takes the events before a time; false: refused. */
bool ring_read(struct ring *ring, uint64_t until, ring_take *take, void *to);

void ring_close(struct ring *ring);

#endif
