/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_SCHED_H
#define STUB_SCHED_H

#include <linux/types.h>

/* The thread that runs */
struct task_struct {
	struct {
		u64 run_delay; /* how long it was runnable without a CPU, in ns */
	} sched_info;
};

extern struct task_struct *current;

#endif
