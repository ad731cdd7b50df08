// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each read returns one page of a CPU's buffer, which libtraceevent's kbuffer walks over.
 * Pages wait here until the events of the other CPUs are known up to the same time.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <traceevent/kbuffer.h>
#include <unistd.h>

#include "refuse.h"
#include "ring.h"

#define RING_PAGE 4096

struct page {
	struct page *next;
	char data[RING_PAGE];
};

struct ring_cpu {
	int fd;
	struct kbuffer *walk;
	struct page *first, **end;
	const void *event; /* the first that is not taken; NULL: there is none */
	unsigned long long tsc;
};

static bool open_cpu(struct ring_cpu *cpu, const char *instance, size_t number)
{
	char file[PATH_MAX];

	snprintf(file, sizeof(file), "%s/per_cpu/cpu%zu/trace_pipe_raw", instance, number);
	cpu->fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	/* A CPU that was never online */
	if (cpu->fd < 0 && errno == ENOENT)
		return true;
	if (cpu->fd < 0)
		return refuse("%s: %s", file, strerror(errno));
	cpu->end = &cpu->first;
	cpu->walk = kbuffer_alloc(KBUFFER_LSIZE_8, KBUFFER_ENDIAN_LITTLE);
	return cpu->walk || refuse("out of memory");
}

bool ring_open(struct ring *ring, const char *instance)
{
	ring->count = (size_t)sysconf(_SC_NPROCESSORS_CONF);
	ring->cpus = calloc(ring->count, sizeof(*ring->cpus));
	if (!ring->cpus)
		return refuse("out of memory");
	for (size_t i = 0; i < ring->count; i++)
		ring->cpus[i].fd = -1;
	for (size_t i = 0; i < ring->count; i++)
		if (!open_cpu(&ring->cpus[i], instance, i))
			return false;
	return true;
}

void ring_poll(const struct ring *ring, struct pollfd *fds)
{
	for (size_t i = 0; i < ring->count; i++)
		fds[i] = (struct pollfd){ .fd = ring->cpus[i].fd, .events = POLLIN };
}

/* Goes on to the first event of the first page that has one. */
static void load(struct ring_cpu *cpu)
{
	while (!cpu->event && cpu->first) {
		struct page *page = cpu->first;

		kbuffer_load_subbuffer(cpu->walk, page->data);
		cpu->event = kbuffer_read_event(cpu->walk, &cpu->tsc);
		if (cpu->event)
			return;
		cpu->first = page->next;
		free(page);
	}
	if (!cpu->first)
		cpu->end = &cpu->first;
}

static void next(struct ring_cpu *cpu)
{
	struct page *page = cpu->first;

	cpu->event = kbuffer_next_event(cpu->walk, &cpu->tsc);
	if (cpu->event)
		return;
	cpu->first = page->next;
	free(page);
	load(cpu);
}

static bool read_cpu(struct ring_cpu *cpu)
{
	while (cpu->fd >= 0) {
		struct page *page = malloc(sizeof(*page));
		ssize_t got = page ? read(cpu->fd, page->data, sizeof(page->data)) : -1;
		int error = page ? errno : ENOMEM;

		if (got <= 0) {
			free(page);
			if (got == 0 || error == EAGAIN)
				break;
			return refuse("the trace cannot be read: %s", strerror(error));
		}
		page->next = NULL;
		*cpu->end = page;
		cpu->end = &page->next;
	}
	if (!cpu->event)
		load(cpu);
	return true;
}

static struct ring_cpu *earliest(struct ring *ring)
{
	struct ring_cpu *found = NULL;

	for (size_t i = 0; i < ring->count; i++)
		if (ring->cpus[i].event && (!found || ring->cpus[i].tsc < found->tsc))
			found = &ring->cpus[i];
	return found;
}

bool ring_read(struct ring *ring, uint64_t until, ring_take *take, void *to)
{
	struct ring_cpu *cpu;

	for (size_t i = 0; i < ring->count; i++)
		if (!read_cpu(&ring->cpus[i]))
			return false;
	while ((cpu = earliest(ring)) && cpu->tsc < until) {
		take(to, cpu->event, cpu->tsc);
		next(cpu);
	}
	return true;
}

void ring_close(struct ring *ring)
{
	for (size_t i = 0; ring->cpus && i < ring->count; i++) {
		struct ring_cpu *cpu = &ring->cpus[i];

		while (cpu->first) {
			struct page *page = cpu->first;

			cpu->first = page->next;
			free(page);
		}
		if (cpu->walk)
			kbuffer_free(cpu->walk);
		if (cpu->fd >= 0)
			close(cpu->fd);
	}
	free(ring->cpus);
	ring->cpus = NULL;
}
