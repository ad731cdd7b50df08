// SPDX-License-Identifier: GPL-2.0-only
/* Allocations of the kernel during exits that need none, by its own trace events. */
#include "cases.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "found.h"
#include "vm.h"

#define TRACING "/sys/kernel/debug/tracing/"
#define EXITS   1000

static const char *const events[] = { "kmalloc", "kmem_cache_alloc" };

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) < 0 || fclose(file))
		die(path);
}

static void set_event(const char *event, const char *file, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), TRACING "events/kmem/%s/%s", event, file);
	put(path, text);
}

static int count_events(void)
{
	FILE *trace = fopen(TRACING "trace", "r");
	char line[1024];
	int n = 0;

	if (!trace)
		die("trace");
	while (fgets(line, sizeof(line), trace))
		n += line[0] != '#';
	fclose(trace);
	return n;
}

static void trace_own(bool on)
{
	char own[64];
	unsigned int i;

	snprintf(own, sizeof(own), "common_pid==%d", getpid());
	for (i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		if (on)
			set_event(events[i], "filter", own);
		set_event(events[i], "enable", on ? "1" : "0");
	}
}

void allocations(void)
{
	struct vm vm;
	int n;

	vm_create(&vm, 1);
	vm_add(&vm, OP_CPUID, 0, 0, EXITS / 2);
	vm_add(&vm, OP_OUT, PORT_KERNEL, 0, EXITS / 2);
	vm_run(&vm, 0);
	put(TRACING "trace", "");
	trace_own(true);
	vm_run(&vm, 0);
	trace_own(false);
	n = count_events();
	if (n < EXITS / 2)
		found_pass("memory", "no allocation in %d exits", EXITS);
	else
		found_fail("memory", "%d allocations in %d exits", n, EXITS);
	vm_destroy(&vm);
}
