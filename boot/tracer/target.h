/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The process of the VM: one that runs, or a command.
 */
#ifndef TRACER_TARGET_H
#define TRACER_TARGET_H

#include <stdbool.h>
#include <sys/types.h>

#include "instance.h"

struct target {
	pid_t pid;
	int fd;              /* of the process, readable when it has ended */
	int go;              /* a pipe: the command waits for a byte; -1: not a command */
	int failed;          /* a pipe: the error number if the command cannot be run */
	const char *command; /* NULL: a process that runs already */
};

/* Prepares a command, which does not run yet; false: refused. */
bool target_command(struct target *target, char **command);

/* Opens a process that runs; false: refused. */
bool target_process(struct target *target, pid_t pid);

/* Traces the target's threads, also those to come; false: refused. */
bool target_follow(const struct target *target, const struct instance *instance);

/* Lets the command run. */
void target_go(struct target *target);

/* Waits for the end of the command, which SIGTERM brings if stop; false: it did not run. */
bool target_end(struct target *target, bool stop);

#endif
