// SPDX-License-Identifier: GPL-2.0-only
/* A tracer of KVM, as perf is one, until it is killed. */
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ID_FILE "/sys/kernel/tracing/events/kvm/kvm_exit/id"

static unsigned long event_id(void)
{
	unsigned long id = 0;
	FILE *file = fopen(ID_FILE, "r");

	if (!file || fscanf(file, "%lu", &id) != 1) {
		perror("hold-trace: " ID_FILE);
		exit(1);
	}
	fclose(file);
	return id;
}

int main(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
		.config = event_id(),
	};

	/* All processes, on the first CPU */
	if (syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0) < 0) {
		perror("hold-trace: perf_event_open");
		return 1;
	}
	puts("ready");
	fflush(stdout);
	pause();
	return 0;
}
