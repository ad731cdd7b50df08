// SPDX-License-Identifier: GPL-2.0-only
/* The modes in which a guest can read, and the state of a vCPU that a VMM moves. */
#include "vm_modes.h"
#include "check.h"

#include <errno.h>
#include <sys/ioctl.h>

#define CR0_PE     0x1u
#define CR0_ET     0x10u
#define CR0_PG     0x80000000u
#define CR4_PAE    0x20
#define EFER_LONG  0x500 /* LME, LMA */
#define PAGE_TABLE 0x7   /* present, writable, the user's, too */
#define PAGE_LARGE 0xe7  /* the same, accessed, dirty, 2 MiB */
#define PAGE_SIZE  0x1000
#define FLAGS      0x3002  /* IOPL 3: any ring may write to ports */
#define FLAGS_VM   0x20000 /* virtual-8086 mode: the task's bitmap selects the ports */

/* SDM "Task-State Segment (TSS)": the offset of its I/O bitmap, and the min value of it */
#define TASK_IO_BITMAP 102
#define TASK_SIZE      104

struct op *vm_list(const struct vm *vm, int vcpu)
{
	return (struct op *)(vm->memory + GUEST_OPS + vcpu * GUEST_LIST_SIZE);
}

/* Virtual-8086 mode is ring 3, and has data segments only. */
static void set_16bit(struct kvm_sregs *sregs, uint32_t list, bool is_virtual)
{
	struct kvm_segment data = { .limit = 0xffff, .type = 3, .present = 1, .s = 1 };
	struct kvm_segment code;

	data.dpl = is_virtual ? 3 : 0;
	code = data;
	code.type = is_virtual ? 3 : 11;
	data.base = list;
	data.selector = list >> 4;
	sregs->cs = code;
	sregs->ds = sregs->es = sregs->fs = sregs->gs = sregs->ss = data;
}

/* A task whose I/O bitmap, all zeros, allows the ports up to PORT_END. */
static void set_task(struct vm *vm, struct kvm_sregs *sregs)
{
	struct kvm_segment task = { .base = GUEST_TASK, .selector = 0x18, .type = 11, .present = 1 };

	task.limit = TASK_SIZE + PORT_END / 8 + 1;
	vm->memory[GUEST_TASK + TASK_IO_BITMAP] = TASK_SIZE;
	sregs->tr = task;
}

/* The low 4 MiB, identity-mapped. */
static void map_long(struct vm *vm)
{
	uint64_t *table = (uint64_t *)(vm->memory + GUEST_PAGES);

	table[0] = (GUEST_PAGES + PAGE_SIZE) | PAGE_TABLE;
	table[512] = (GUEST_PAGES + 2 * PAGE_SIZE) | PAGE_TABLE;
	table[1024] = PAGE_LARGE;
	table[1025] = 2 << 20 | PAGE_LARGE;
}

void vm_set_mode(struct vm *vm, int vcpu, enum vm_mode mode)
{
	uint32_t list = GUEST_OPS + vcpu * GUEST_LIST_SIZE;
	bool is_64 = mode >= VM_LONG, is_16 = mode < VM_FLAT;
	struct kvm_regs regs = { .rflags = FLAGS, .rsi = is_16 ? 0 : list };
	struct kvm_sregs sregs;
	int fd = vm->vcpu[vcpu].fd;

	must(ioctl(fd, KVM_GET_SREGS, &sregs), "KVM_GET_SREGS");
	sregs.cr0 = CR0_ET;
	sregs.cr4 = 0;
	sregs.efer = 0;
	set_task(vm, &sregs);
	if (mode != VM_REAL)
		sregs.cr0 |= CR0_PE;
	if (mode == VM_VIRTUAL_8086)
		regs.rflags |= FLAGS_VM;
	if (is_16) {
		regs.rip = GUEST_ASK_REAL;
		set_16bit(&sregs, list, mode == VM_VIRTUAL_8086);
	} else {
		regs.rip = is_64 ? GUEST_ASK_LONG : GUEST_ASK_FLAT;
		vm_flat_segments(&sregs, mode - (is_64 ? VM_LONG : VM_FLAT), is_64);
	}
	if (is_64) {
		map_long(vm);
		sregs.cr0 |= CR0_PG;
		sregs.cr3 = GUEST_PAGES;
		sregs.cr4 = CR4_PAE;
		sregs.efer = EFER_LONG;
	}
	must(ioctl(fd, KVM_SET_SREGS, &sregs), "KVM_SET_SREGS");
	must(ioctl(fd, KVM_SET_REGS, &regs), "KVM_SET_REGS");
}

void vm_enter(struct vm *vm, int vcpu)
{
	struct kvm_run *run = vm->vcpu[vcpu].run;

	while (ioctl(vm->vcpu[vcpu].fd, KVM_RUN, 0) < 0)
		if (errno != EINTR)
			die("KVM_RUN");
	if (run->exit_reason != KVM_EXIT_IO || run->io.port != PORT_END)
		vm_lost(run);
}

/* TSC first, as the deadline depends on its offset. */
static const uint32_t saved_msrs[VM_SAVED_MSRS] = {
	0x10,       /* IA32_TIME_STAMP_COUNTER */
	0x3b,       /* IA32_TSC_ADJUST */
	0x6e0,      /* IA32_TSC_DEADLINE */
	0x174,      /* IA32_SYSENTER_CS */
	0x277,      /* IA32_PAT */
	0xc0000081, /* IA32_STAR */
	0xc0000084, /* IA32_FMASK */
	0xc0000102, /* IA32_KERNEL_GS_BASE */
};

/* The instruction that exited to the VMM completes only in the next KVM_RUN. */
static void finish_io(struct vm *vm, int vcpu)
{
	struct kvm_run *run = vm->vcpu[vcpu].run;

	run->immediate_exit = 1;
	if (ioctl(vm->vcpu[vcpu].fd, KVM_RUN, 0) != -1 || errno != EINTR)
		die("KVM_RUN with immediate_exit");
	run->immediate_exit = 0;
}

void vm_save(struct vm *vm, int vcpu, struct vm_state *state)
{
	int i, fd = vm->vcpu[vcpu].fd;

	finish_io(vm, vcpu);

	must(ioctl(fd, KVM_GET_MP_STATE, &state->mp), "KVM_GET_MP_STATE");
	must(ioctl(fd, KVM_GET_REGS, &state->regs), "KVM_GET_REGS");
	must(ioctl(fd, KVM_GET_SREGS, &state->sregs), "KVM_GET_SREGS");
	must(ioctl(fd, KVM_GET_FPU, &state->fpu), "KVM_GET_FPU");
	must(ioctl(fd, KVM_GET_LAPIC, &state->lapic), "KVM_GET_LAPIC");
	must(ioctl(fd, KVM_GET_VCPU_EVENTS, &state->events), "KVM_GET_VCPU_EVENTS");
	must(ioctl(fd, KVM_GET_DEBUGREGS, &state->debug), "KVM_GET_DEBUGREGS");
	state->msrs.head.nmsrs = VM_SAVED_MSRS;
	for (i = 0; i < VM_SAVED_MSRS; i++)
		state->msrs.entry[i].index = saved_msrs[i];
	if (ioctl(fd, KVM_GET_MSRS, &state->msrs) != VM_SAVED_MSRS)
		die("KVM_GET_MSRS");
}

void vm_restore(struct vm *vm, int vcpu, const struct vm_state *state)
{
	int fd = vm->vcpu[vcpu].fd;

	must(ioctl(fd, KVM_SET_SREGS, &state->sregs), "KVM_SET_SREGS");
	must(ioctl(fd, KVM_SET_REGS, &state->regs), "KVM_SET_REGS");
	must(ioctl(fd, KVM_SET_FPU, &state->fpu), "KVM_SET_FPU");
	if (ioctl(fd, KVM_SET_MSRS, &state->msrs) != VM_SAVED_MSRS)
		die("KVM_SET_MSRS");
	must(ioctl(fd, KVM_SET_LAPIC, &state->lapic), "KVM_SET_LAPIC");
	must(ioctl(fd, KVM_SET_VCPU_EVENTS, &state->events), "KVM_SET_VCPU_EVENTS");
	must(ioctl(fd, KVM_SET_DEBUGREGS, &state->debug), "KVM_SET_DEBUGREGS");
	must(ioctl(fd, KVM_SET_MP_STATE, &state->mp), "KVM_SET_MP_STATE");
}
