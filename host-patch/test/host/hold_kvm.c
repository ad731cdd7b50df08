// SPDX-License-Identifier: GPL-2.0-only
/* A module that uses the distribution's KVM, as VirtualBox's does. */
#include <linux/module.h>

struct kvm_vcpu;
struct kvm_vcpu *kvm_get_running_vcpu(void);

static int __init hold_kvm_init(void)
{
	return kvm_get_running_vcpu() ? -EBUSY : 0;
}
module_init(hold_kvm_init);

static void __exit hold_kvm_exit(void)
{
}
module_exit(hold_kvm_exit);

MODULE_DESCRIPTION("Use the distribution's KVM");
MODULE_LICENSE("GPL");
