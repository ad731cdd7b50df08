// SPDX-License-Identifier: GPL-2.0-only
/* The VMM. */
#include "check.h"
#include "vm.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#define PAGE               4096
#define SETTLE_US          20000 /* how long a HLT lasts */
#define CPUID_ROOM         256
#define TSS_ADDRESS        0xfffbd000

#define PDE_OF_ALL         0xe3 /* present, writable, accessed, dirty, 4 MiB from 0 */

#define CPUID_TSC_DEADLINE (1u << 24) /* in ECX of leaf 1 */
#define APIC_BASE_X2APIC   (1u << 10) /* SDM "Local APIC State After It Has Been Enabled" */

extern const uint8_t guest_code[];
extern const uint32_t guest_size;

__asm__(".section .rodata\n"
	".global guest_code, guest_size\n"
	"guest_code:\n"
	".incbin \"" GUEST_BIN "\"\n"
	"1:\n"
	".balign 4\n"
	"guest_size:\n"
	".long 1b - guest_code\n"
	".previous\n");

_Static_assert(sizeof(struct op) == OP_SIZE, "an operation");
_Static_assert(GUEST_MEMORY == 4 << 20, "one page of 4 MiB");

static void wake(int signal)
{
	(void)signal;
}

static uint8_t *add_memory(struct vm *vm, int slot, uint32_t address, uint32_t size)
{
	uint8_t *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	struct kvm_userspace_memory_region region = {
		.slot = slot,
		.guest_phys_addr = address,
		.memory_size = size,
		.userspace_addr = (uintptr_t)memory,
	};

	if (memory == MAP_FAILED)
		die("mmap");
	/* With a huge page all first touches would be one exit. */
	madvise(memory, size, MADV_NOHUGEPAGE);
	/* A child's copy of the memory would cause more first touches. */
	madvise(memory, size, MADV_DONTFORK);
	must(ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &region), "KVM_SET_USER_MEMORY_REGION");
	return memory;
}

void vm_flat_segments(struct kvm_sregs *sregs, int ring, bool is_64)
{
	struct kvm_segment flat = {
		.limit = 0xffffffff, .present = 1, .s = 1, .g = 1, .db = 1, .dpl = ring
	};

	flat.type = 3;
	flat.selector = 0x10 | ring;
	sregs->ds = sregs->es = sregs->fs = sregs->gs = sregs->ss = flat;
	flat.type = 11;
	flat.selector = 0x08 | ring;
	flat.l = is_64;
	flat.db = !is_64;
	sregs->cs = flat;
}

void vm_set_ring(struct vm *vm, int vcpu, int ring)
{
	struct kvm_regs regs = { .rip = GUEST_CODE, .rflags = 0x3002 };
	struct kvm_sregs sregs;
	int fd = vm->vcpu[vcpu].fd;

	must(ioctl(fd, KVM_GET_SREGS, &sregs), "KVM_GET_SREGS");
	sregs.cr0 |= 1;
	sregs.apic_base |= APIC_BASE_X2APIC;
	vm_flat_segments(&sregs, ring, false);
	must(ioctl(fd, KVM_SET_SREGS, &sregs), "KVM_SET_SREGS");
	must(ioctl(fd, KVM_SET_REGS, &regs), "KVM_SET_REGS");
}

void vm_set_paging(struct vm *vm, int vcpu, uint32_t cr0, uint32_t cr4)
{
	struct kvm_sregs sregs;
	int fd = vm->vcpu[vcpu].fd;

	*(uint32_t *)(vm->memory + GUEST_PAGES) = PDE_OF_ALL;
	must(ioctl(fd, KVM_GET_SREGS, &sregs), "KVM_GET_SREGS");
	sregs.cr0 = cr0;
	sregs.cr3 = GUEST_PAGES;
	sregs.cr4 = cr4;
	must(ioctl(fd, KVM_SET_SREGS, &sregs), "KVM_SET_SREGS");
}

void vm_set_msr(struct vm *vm, int vcpu, uint32_t msr, uint64_t value)
{
	struct {
		struct kvm_msrs head;
		struct kvm_msr_entry entry;
	} one = { .head.nmsrs = 1, .entry = { .index = msr, .data = value } };

	if (must(ioctl(vm->vcpu[vcpu].fd, KVM_SET_MSRS, &one), "KVM_SET_MSRS") != 1)
		die("an MSR");
}

static void set_cpuid(int kvm, int vcpu, unsigned int id)
{
	struct kvm_cpuid2 *cpuid =
		calloc(1, sizeof(*cpuid) + CPUID_ROOM * sizeof(struct kvm_cpuid_entry2));
	unsigned int i;

	if (!cpuid)
		die("calloc");
	cpuid->nent = CPUID_ROOM;
	must(ioctl(kvm, KVM_GET_SUPPORTED_CPUID, cpuid), "KVM_GET_SUPPORTED_CPUID");
	for (i = 0; i < cpuid->nent; i++) {
		struct kvm_cpuid_entry2 *entry = &cpuid->entries[i];

		/* KVM's local APIC has the TSC deadline, but KVM does not report it. */
		if (entry->function == 1) {
			entry->ecx |= CPUID_TSC_DEADLINE;
			entry->ebx = (entry->ebx & 0xffffff) | id << 24;
		}
		/* KVM reports the APIC ID of the CPU that calls it. */
		if (entry->function == 0xb || entry->function == 0x1f)
			entry->edx = id;
	}
	must(ioctl(vcpu, KVM_SET_CPUID2, cpuid), "KVM_SET_CPUID2");
	free(cpuid);
}

static void add_vcpu(struct vm *vm, int kvm, int i)
{
	struct kvm_mp_state running = { .mp_state = KVM_MP_STATE_RUNNABLE };
	struct vcpu *vcpu = &vm->vcpu[i];
	int size = must(ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0), "KVM_GET_VCPU_MMAP_SIZE");

	vcpu->fd = must(ioctl(vm->fd, KVM_CREATE_VCPU, i), "KVM_CREATE_VCPU");
	vcpu->run = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu->fd, 0);
	if (vcpu->run == MAP_FAILED)
		die("mmap of kvm_run");
	/* Linux 5.13 and older have no statistics descriptor. */
	vcpu->stats = -1;
	if (ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_BINARY_STATS_FD) > 0)
		vcpu->stats = must(ioctl(vcpu->fd, KVM_GET_STATS_FD, 0), "KVM_GET_STATS_FD");
	set_cpuid(kvm, vcpu->fd, i);
	must(ioctl(vcpu->fd, KVM_SET_MP_STATE, &running), "KVM_SET_MP_STATE");
	vm_set_ring(vm, i, 0);
}

void vm_add_vcpu(struct vm *vm)
{
	int kvm = must(open("/dev/kvm", O_RDWR), "/dev/kvm");

	add_vcpu(vm, kvm, vm->vcpus++);
	close(kvm);
}

void vm_create(struct vm *vm, int vcpus)
{
	struct sigaction action = { .sa_handler = wake };
	struct kvm_pit_config pit = { 0 };
	int kvm = must(open("/dev/kvm", O_RDWR), "/dev/kvm");

	memset(vm, 0, sizeof(*vm));
	/* A signal may interrupt this, like KVM_RUN. */
	do
		vm->fd = ioctl(kvm, KVM_CREATE_VM, 0);
	while (vm->fd < 0 && errno == EINTR);
	must(vm->fd, "KVM_CREATE_VM");
	must(ioctl(vm->fd, KVM_SET_TSS_ADDR, TSS_ADDRESS), "KVM_SET_TSS_ADDR");
	must(ioctl(vm->fd, KVM_CREATE_IRQCHIP, 0), "KVM_CREATE_IRQCHIP");
	must(ioctl(vm->fd, KVM_CREATE_PIT2, &pit), "KVM_CREATE_PIT2");
	vm->memory = add_memory(vm, 0, 0, GUEST_MEMORY);
	vm->touch = add_memory(vm, 1, GUEST_TOUCH, GUEST_TOUCH_MAX * PAGE);
	memcpy(vm->memory + GUEST_CODE, guest_code, guest_size);
	close(kvm);
	while (vm->vcpus < vcpus)
		vm_add_vcpu(vm);
	sigaction(SIGALRM, &action, NULL);
}

void vm_unmap_run(struct vm *vm, int vcpu)
{
	munmap(vm->vcpu[vcpu].run, PAGE);
	munmap((uint8_t *)vm->vcpu[vcpu].run + PAGE, 2 * PAGE);
}

bool vm_has_stats_fd(const struct vm *vm)
{
	return vm->vcpu[0].stats >= 0;
}

void vm_destroy(struct vm *vm)
{
	int i;

	for (i = 0; i < vm->vcpus; i++) {
		vm_unmap_run(vm, i);
		if (vm_has_stats_fd(vm))
			close(vm->vcpu[i].stats);
		close(vm->vcpu[i].fd);
	}
	close(vm->fd);
	munmap(vm->memory, GUEST_MEMORY);
	munmap(vm->touch, GUEST_TOUCH_MAX * PAGE);
}

static struct op *ops(const struct vm *vm)
{
	return (struct op *)(vm->memory + GUEST_OPS);
}

void vm_clear(struct vm *vm)
{
	vm->used = 0;
	ops(vm)[0] = (struct op){ .kind = OP_END };
}

int vm_add(struct vm *vm, uint32_t kind, uint32_t a, uint32_t c, uint32_t count)
{
	if ((vm->used + 2) * OP_SIZE > GUEST_MEMORY - GUEST_OPS)
		die("too many operations");
	ops(vm)[vm->used] = (struct op){ .kind = kind, .a = a, .c = c, .count = count };
	ops(vm)[vm->used + 1] = (struct op){ .kind = OP_END };
	return vm->used++;
}

const struct op *vm_op(const struct vm *vm, int place)
{
	return &ops(vm)[place];
}

static void end_hlt(struct vm *vm, int vcpu)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_RUNNABLE };

	vm->interruptions++;
	must(ioctl(vm->vcpu[vcpu].fd, KVM_SET_MP_STATE, &state), "KVM_SET_MP_STATE");
}

static bool has_hlt(const struct vm *vm)
{
	int i;

	for (i = 0; i < vm->used; i++)
		if (ops(vm)[i].kind == OP_HLT)
			return true;
	return false;
}

void vm_lost(const struct kvm_run *run)
{
	printf("# KVM_RUN ended with reason %u", run->exit_reason);
	if (run->exit_reason == KVM_EXIT_IO)
		printf(", port %#x", run->io.port);
	putchar('\n');
	errno = EIO;
	die("KVM_RUN");
}

void vm_run(struct vm *vm, int vcpu)
{
	struct itimerval timer = { .it_value.tv_usec = has_hlt(vm) ? SETTLE_US : 0 };
	struct kvm_run *run = vm->vcpu[vcpu].run;

	vm->vmm_exits = 0;
	vm->interruptions = 0;
	setitimer(ITIMER_REAL, &timer, NULL);
	for (;;) {
		if (ioctl(vm->vcpu[vcpu].fd, KVM_RUN, 0) < 0) {
			if (errno != EINTR)
				die("KVM_RUN");
			end_hlt(vm, vcpu);
		} else if (run->exit_reason == KVM_EXIT_MMIO) {
			vm->vmm_exits++;
		} else if (run->exit_reason != KVM_EXIT_IO) {
			vm_lost(run);
		} else if (run->io.port == PORT_END) {
			return;
		} else {
			vm->vmm_exits++;
		}
	}
}
