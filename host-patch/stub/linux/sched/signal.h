/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_SCHED_SIGNAL_H
#define STUB_SCHED_SIGNAL_H

#include <linux/kvm_host.h>

static inline bool fatal_signal_pending(struct task_struct *task)
{
	return task && stub_killed;
}

#endif
