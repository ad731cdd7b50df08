// SPDX-License-Identifier: GPL-2.0-only
/* Work in a process of its own, with one number as its result. */
#include "child.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

struct child child_start(uint64_t (*work)(void))
{
	struct child child;
	uint64_t result;
	int pipes[2];

	if (pipe(pipes) < 0 || (child.pid = fork()) < 0)
		die("fork");
	if (!child.pid) {
		result = work();
		_exit(write(pipes[1], &result, sizeof(result)) != sizeof(result));
	}
	close(pipes[1]);
	child.result = pipes[0];
	return child;
}

bool child_runs(const struct child *child)
{
	struct pollfd ready = { .fd = child->result, .events = POLLIN };

	return poll(&ready, 1, 0) == 0;
}

uint64_t child_end(const struct child *child, const char *what)
{
	uint64_t result;
	int status;

	if (read(child->result, &result, sizeof(result)) != sizeof(result))
		die(what);
	waitpid(child->pid, &status, 0);
	check_same(status, 0, "%s", what);
	close(child->result);
	return result;
}
