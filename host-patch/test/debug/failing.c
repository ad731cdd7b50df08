// SPDX-License-Identifier: GPL-2.0-only
/*
 * Create a vCPU with its first allocation failing, then with the second, and so on
 * until no allocation fails: each time the vCPU is complete, or refused. Then the same
 * with its first run, which always succeeds.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static int must(int result, const char *what)
{
	if (result < 0) {
		printf("not ok - %s: %s\n", what, strerror(errno));
		exit(1);
	}
	return result;
}

/* Make the n-th allocation from here fail, or none if 0. */
static void fail_nth(int fd, int n)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%d", n);

	must(pwrite(fd, text, length, 0), "fail-nth");
}

/* The allocations before the failing one; 0 after it. */
static int left(int fd)
{
	char text[16] = "";

	must(pread(fd, text, sizeof(text) - 1, 0), "fail-nth");
	return atoi(text);
}

static int make_vm(int kvm)
{
	int vm = must(ioctl(kvm, KVM_CREATE_VM, 0), "KVM_CREATE_VM");

	must(ioctl(vm, KVM_CREATE_IRQCHIP), "KVM_CREATE_IRQCHIP");
	return vm;
}

/* Returns whether it was as it should be. */
static int fail_creation(int kvm, int nth)
{
	int failed = 0, wrong = 0, to_come = 0, n;

	for (n = 1; !to_come; n++) {
		int vm = make_vm(kvm), vcpu, error;

		fail_nth(nth, n);
		vcpu = ioctl(vm, KVM_CREATE_VCPU, 0);
		error = errno;
		to_come = left(nth);
		fail_nth(nth, 0);
		if (vcpu >= 0) {
			close(vcpu);
		} else {
			failed++;
			wrong += error != ENOMEM;
		}
		close(vm);
	}
	printf("# %d allocations of a vCPU failed, %d of them refused the vCPU\n", n - 2, failed);
	printf("%s - a vCPU whose allocation fails is refused with ENOMEM\n",
	       failed > 0 && !wrong ? "ok" : "not ok");
	return failed && !wrong;
}

/* In its first run a vCPU gets its rows. Without them it counts nothing. */
static int fail_first_run(int kvm, int nth)
{
	int size = must(ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0), "KVM_GET_VCPU_MMAP_SIZE");
	int wrong = 0, to_come = 0, n;

	for (n = 1; !to_come; n++) {
		int vm = make_vm(kvm),
		    vcpu = must(ioctl(vm, KVM_CREATE_VCPU, 0), "KVM_CREATE_VCPU");
		struct kvm_run *run = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu, 0);

		if (run == MAP_FAILED)
			must(-1, "mmap of kvm_run");
		run->immediate_exit = 1;
		fail_nth(nth, n);
		wrong += ioctl(vcpu, KVM_RUN, 0) != -1 || errno != EINTR;
		to_come = left(nth);
		fail_nth(nth, 0);
		munmap(run, size);
		close(vcpu);
		close(vm);
	}
	printf("# %d allocations of a first run failed\n", n - 2);
	printf("%s - a vCPU whose first run has no memory runs all the same\n",
	       n > 2 && !wrong ? "ok" : "not ok");
	return n > 2 && !wrong;
}

int main(void)
{
	int kvm = must(open("/dev/kvm", O_RDWR), "/dev/kvm");
	int nth = must(open("/proc/self/fail-nth", O_RDWR), "the kernel can fail allocations");
	int created = fail_creation(kvm, nth), ran = fail_first_run(kvm, nth);

	return !created || !ran;
}
