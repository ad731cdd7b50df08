// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parameters of kvm.ko. They are set when the module is loaded and never
 * change afterwards, so no VM sees a change.
 */
#include <linux/kvm_host.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "exit_probe_abi.h"
#include "exit_probe_params.h"

/* Tells userspace that this KVM answers, and which ABI; KVM does not read it. */
static unsigned int exit_probe_abi = EXIT_PROBE_ABI_VERSION;
module_param(exit_probe_abi, uint, 0444);

static const char * const exit_probe_scopes[] = {
	[EXIT_PROBE_SCOPE_OFF]  = "off",
	[EXIT_PROBE_SCOPE_VM]   = "vm",
	[EXIT_PROBE_SCOPE_VCPU] = "vcpu",
	[EXIT_PROBE_SCOPE_HOST] = "host",
};

static unsigned int scope = EXIT_PROBE_SCOPE_VM;

static int exit_probe_set_scope(const char *val, const struct kernel_param *kp)
{
	int i = sysfs_match_string(exit_probe_scopes, val);

	if (i < 0)
		return i;
	*(unsigned int *)kp->arg = i;
	return 0;
}

static int exit_probe_get_scope(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n",
			 exit_probe_scopes[*(unsigned int *)kp->arg]);
}

static const struct kernel_param_ops exit_probe_scope_ops = {
	.set = exit_probe_set_scope,
	.get = exit_probe_get_scope,
};
module_param_cb(exit_probe_scope, &exit_probe_scope_ops, &scope, 0444);

unsigned int exit_probe_scope(void)
{
	return scope;
}

static unsigned int layout = EXIT_PROBE_LAYOUT_FIRST;

static int exit_probe_set_layout(const char *val, const struct kernel_param *kp)
{
	unsigned int year;
	int r = kstrtouint(val, 0, &year);

	if (r)
		return r;
	if (year < EXIT_PROBE_LAYOUT_FIRST || year > EXIT_PROBE_LAYOUT_LAST)
		return -EINVAL;
	*(unsigned int *)kp->arg = year;
	return 0;
}

static const struct kernel_param_ops exit_probe_layout_ops = {
	.set = exit_probe_set_layout,
	.get = param_get_uint,
};
module_param_cb(exit_probe_layout, &exit_probe_layout_ops, &layout, 0444);

unsigned int exit_probe_layout(void)
{
	return layout;
}
