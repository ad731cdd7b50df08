/* SPDX-License-Identifier: GPL-2.0-only */
/* A vCPU's mode, and its complete state, to save and restore it. */
#ifndef CONFORMANCE_VM_MODES_H
#define CONFORMANCE_VM_MODES_H

#include "vm.h"

/* Protected and long mode have one for each ring: VM_FLAT + 3 is ring 3. */
enum vm_mode { VM_REAL, VM_VIRTUAL_8086, VM_FLAT, VM_LONG = VM_FLAT + 4, VM_MODES = VM_LONG + 4 };

/* The list of a vCPU, for the loops that execute one. */
struct op *vm_list(const struct vm *vm, int vcpu);

/* Go to the start of the loop that executes the vCPU's list in that mode. */
void vm_set_mode(struct vm *vm, int vcpu, enum vm_mode mode);

/* Run a vCPU to the end of its list; continue after a signal. */
void vm_enter(struct vm *vm, int vcpu);

#define VM_SAVED_MSRS 8

struct vm_state {
	struct kvm_mp_state mp;
	struct kvm_regs regs;
	struct kvm_sregs sregs;
	struct kvm_fpu fpu;
	struct kvm_lapic_state lapic;
	struct kvm_vcpu_events events;
	struct kvm_debugregs debug;
	struct {
		struct kvm_msrs head;
		struct kvm_msr_entry entry[VM_SAVED_MSRS];
	} msrs;
};

void vm_save(struct vm *vm, int vcpu, struct vm_state *state);
void vm_restore(struct vm *vm, int vcpu, const struct vm_state *state);

#endif
