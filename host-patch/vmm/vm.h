/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small VMM: makes a VM and gives its vCPUs lists of operations. Any failed call
 * ends the program.
 */
#ifndef VMM_VM_H
#define VMM_VM_H

#include <stdbool.h>
#include <stdint.h>

#include <linux/kvm.h>

#include "ops.h"

#define VM_VCPUS 8 /* at most */

/* One operation as it lies in the guest's memory. */
struct op {
	uint32_t kind, a, c, count;
	uint32_t eax, ebx, ecx, edx;
	uint64_t tsc;
	uint64_t unused[3];
};

struct vcpu {
	int fd, stats;
	struct kvm_run *run;
};

struct vm {
	int fd, vcpus;
	struct vcpu vcpu[VM_VCPUS];
	uint8_t *memory, *touch;
	int used;               /* operations in the list */
	uint64_t vmm_exits;     /* accesses that reached the VMM, but PORT_END */
	uint64_t interruptions; /* KVM_RUN ended by a signal */
};

/* Make a VM with the irqchip and the PIT in the kernel. */
void vm_create(struct vm *vm, int vcpus);
void vm_destroy(struct vm *vm);

/* Afterwards its kvm_run must not be used. */
void vm_unmap_run(struct vm *vm, int vcpu);

/* Add a vCPU, at any time. */
void vm_add_vcpu(struct vm *vm);

/* Linux 5.13 and older show statistics in debugfs alone. */
bool vm_has_stats_fd(const struct vm *vm);

/* Code and data from 0 to the end of memory, of this privilege level */
void vm_flat_segments(struct kvm_sregs *sregs, int ring, bool is_64);

/* All code segments from now on have this privilege level. */
void vm_set_ring(struct vm *vm, int vcpu, int ring);

/* Enable paging with one large page, identity-mapped. */
void vm_set_paging(struct vm *vm, int vcpu, uint32_t cr0, uint32_t cr4);

/* What a machine's firmware would set. */
void vm_set_msr(struct vm *vm, int vcpu, uint32_t msr, uint64_t value);

/* Empty the list; add to it, which returns the operation's place in it. */
void vm_clear(struct vm *vm);
int vm_add(struct vm *vm, uint32_t kind, uint32_t a, uint32_t c, uint32_t count);
const struct op *vm_op(const struct vm *vm, int place);

/* Print how KVM_RUN ended, which the list does not explain, and die. */
void vm_lost(const struct kvm_run *run) __attribute__((noreturn));

/* Let a vCPU execute the list; each HLT is ended after SETTLE_US. */
void vm_run(struct vm *vm, int vcpu);

#endif
