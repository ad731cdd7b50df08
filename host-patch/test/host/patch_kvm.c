// SPDX-License-Identifier: GPL-2.0-only
/* A livepatch of the distribution's KVM. */
#include <linux/livepatch.h>
#include <linux/module.h>

static void *no_running_vcpu(void)
{
	return NULL;
}

static struct klp_func functions[] = {
	{ .old_name = "kvm_get_running_vcpu", .new_func = no_running_vcpu },
	{},
};

static struct klp_object objects[] = {
	{ .name = "kvm", .funcs = functions },
	{},
};

static struct klp_patch patch = { .mod = THIS_MODULE, .objs = objects };

static int __init patch_kvm_init(void)
{
	return klp_enable_patch(&patch);
}
module_init(patch_kvm_init);

static void __exit patch_kvm_exit(void)
{
}
module_exit(patch_kvm_exit);

MODULE_DESCRIPTION("A livepatch of KVM");
MODULE_INFO(livepatch, "Y");
MODULE_LICENSE("GPL");
