/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Keeps what KVM has counted for a VM until it was read, also when the VM has ended.
 */
#ifndef SAMPLER_HOLD_H
#define SAMPLER_HOLD_H

#include "source.h"

struct hold {
	int statistic; /* an open file of the VM in debugfs: KVM keeps the VM for it */
	int process;   /* readable when the VM's process has ended; -1: it has */
	char link[64]; /* the process's descriptor of the VM */
};

/* Holds the sampled VM; returns 0 or an error number. */
int hold_vm(struct hold *hold, const struct vm *vm);

/* Waits until the process has ended or closed the VM; false: a signal came before. */
bool hold_until_end(const struct hold *hold);

void hold_release(struct hold *hold);

#endif
