// SPDX-License-Identifier: GPL-2.0-only
/*
 * The folder PID-FD is named after the thread that made the VM, and its descriptor.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "hold.h"

#define LOOK_MS 100
#define VM_LINK "anon_inode:kvm-vm"

/* The process of a thread; the same number if that has ended */
static int process_of(int thread)
{
	struct buffer text = { 0 };
	char file[64];
	const char *line = NULL;
	int process = thread;

	snprintf(file, sizeof(file), "/proc/%d/status", thread);
	if (!buffer_read_file(&text, AT_FDCWD, file))
		line = strstr(text.data, "\nTgid:");
	if (line)
		process = atoi(line + strlen("\nTgid:"));
	buffer_free(&text);
	return process;
}

int hold_vm(struct hold *hold, const struct vm *vm)
{
	const int process = process_of(atoi(vm->id));

	*hold = (struct hold){ .process = -1 };
	hold->statistic = openat(vm->folder, statistics[0], O_RDONLY | O_CLOEXEC);
	if (hold->statistic < 0)
		return errno;
	hold->process = (int)syscall(SYS_pidfd_open, process, 0);
	if (hold->process < 0 && errno != ESRCH)
		return errno;
	snprintf(hold->link, sizeof(hold->link), "/proc/%d/fd/%s", process,
		 vm->id + strcspn(vm->id, "-") + 1);
	return 0;
}

/* A process that ends has no descriptors any more, while its vCPUs may still run. */
static bool is_closed(const struct hold *hold)
{
	char target[sizeof(VM_LINK)];
	const ssize_t length = readlink(hold->link, target, sizeof(target));

	return length != sizeof(VM_LINK) - 1 || memcmp(target, VM_LINK, (size_t)length) != 0;
}

bool hold_until_end(const struct hold *hold)
{
	bool was_closed = false;

	while (hold->process >= 0 && !wait_for(hold->process, POLLIN, now_ms() + LOOK_MS)) {
		const bool is_now = is_closed(hold);

		if (is_end_requested())
			return false;
		if (was_closed && is_now)
			break;
		was_closed = is_now;
	}
	return true;
}

void hold_release(struct hold *hold)
{
	close(hold->statistic);
	if (hold->process >= 0)
		close(hold->process);
}
