// SPDX-License-Identifier: GPL-2.0-only
/*
 * A VM that does nothing until it is killed. Its name is in the arguments, as for
 * QEMU.
 */
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(void)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);

	if (kvm < 0 || ioctl(kvm, KVM_CREATE_VM, 0) < 0) {
		perror("hold-vm: /dev/kvm");
		return 1;
	}
	puts("ready");
	fflush(stdout);
	pause();
	return 0;
}
