/* SPDX-License-Identifier: GPL-2.0-only */
/* Work in a process of its own, with one number as its result. */
#ifndef CONFORMANCE_CHILD_H
#define CONFORMANCE_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct child {
	pid_t pid;
	int result;
};

struct child child_start(uint64_t (*work)(void));
bool child_runs(const struct child *child);
/* Wait for it; it must have ended well. */
uint64_t child_end(const struct child *child, const char *what);

#endif
