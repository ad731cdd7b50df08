// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads that exist are traced one by one; the option event-fork adds those to come.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "refuse.h"
#include "target.h"

#define STATUS_NOT_RUN 127

static bool open_process(struct target *target)
{
	target->fd = (int)syscall(SYS_pidfd_open, target->pid, 0);
	if (target->fd >= 0)
		return true;
	return refuse("process %ld: %s", (long)target->pid,
		      errno == ESRCH ? "it has ended" : strerror(errno));
}

/* In the child: nothing of the command is done before the tracer is ready. If the tracer
 * has died, the pipe ends without the byte. */
static void run(char **command, int go, int failed)
{
	sigset_t none;
	char byte;
	int error;

	sigemptyset(&none);
	if (read(go, &byte, 1) != 1)
		_exit(STATUS_NOT_RUN);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(command[0], command);
	error = errno;
	if (write(failed, &error, sizeof(error)) < 0)
		perror(command[0]);
	_exit(STATUS_NOT_RUN);
}

bool target_command(struct target *target, char **command)
{
	int go[2], failed[2];

	if (pipe2(go, O_CLOEXEC) != 0 || pipe2(failed, O_CLOEXEC) != 0)
		return refuse("%s: %s", command[0], strerror(errno));
	target->pid = fork();
	if (target->pid < 0)
		return refuse("%s: %s", command[0], strerror(errno));
	if (target->pid == 0) {
		close(go[1]);
		run(command, go[0], failed[1]);
	}
	close(go[0]);
	close(failed[1]);
	target->go = go[1];
	target->failed = failed[0];
	target->command = command[0];
	return open_process(target);
}

bool target_process(struct target *target, pid_t pid)
{
	target->pid = pid;
	return open_process(target);
}

/* Adds the threads of the process; how many there are. -1: refused */
static long follow_threads(pid_t pid, const struct instance *instance)
{
	char path[64];
	const struct dirent *entry;
	long count = 0;
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%ld/task", (long)pid);
	folder = opendir(path);
	while (folder && count >= 0 && (entry = readdir(folder))) {
		pid_t thread = (pid_t)atol(entry->d_name);

		if (thread > 0)
			count = instance_follow(instance, thread) ? count + 1 : -1;
	}
	if (folder)
		closedir(folder);
	return count;
}

/* A thread that begins while the others are added may be of one not yet added. */
bool target_follow(const struct target *target, const struct instance *instance)
{
	long before = 0, count = follow_threads(target->pid, instance);

	while (count > before) {
		before = count;
		count = follow_threads(target->pid, instance);
	}
	if (count == 0)
		return refuse("process %ld: it has ended", (long)target->pid);
	return count > 0;
}

void target_go(struct target *target)
{
	if (target->go >= 0 && write(target->go, "", 1) == 1)
		close(target->go);
	target->go = -1;
}

bool target_end(struct target *target, bool stop)
{
	int error = 0;

	if (target->fd >= 0)
		close(target->fd);
	if (!target->command)
		return true;
	if (target->go >= 0)
		close(target->go);
	if (stop)
		kill(target->pid, SIGTERM);
	while (waitpid(target->pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (read(target->failed, &error, sizeof(error)) != sizeof(error))
		return true;
	return refuse("%s: %s", target->command, strerror(error));
}
