/* SPDX-License-Identifier: GPL-2.0-only */
/* KVM's own statistics of a VM. */
#ifndef VMM_VM_STATS_H
#define VMM_VM_STATS_H

#include "vm.h"

/*
 * A statistic by name; element i of it. Without the file descriptor, of one of several
 * vCPUs only what exit_probe_reasons has.
 */
uint64_t vm_stat(const struct vm *vm, int vcpu, const char *name, unsigned int i);

/* The sum of a statistic over all vCPUs */
uint64_t vm_sum(const struct vm *vm, const char *name);

/*
 * Whether the statistics have no gaps: QEMU reads only as many bytes as the sum of
 * their sizes.
 */
bool vm_stats_are_dense(const struct vm *vm, int vcpu);

/* The number that a file of the kernel has. */
uint64_t vm_value_in(const char *path);

/* The VM's folder in debugfs; a statistic there, of all vCPUs. */
void vm_debugfs(const struct vm *vm, char *path, unsigned int size);
uint64_t vm_debugfs_value(const struct vm *vm, const char *name);

/* Print a vCPU's exits by reason, as debugfs has them, as comments. */
void vm_print_reasons(const struct vm *vm, int vcpu);

/* The same for its causes. */
void vm_print_causes(const struct vm *vm, int vcpu);

#endif
