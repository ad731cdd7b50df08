// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parameters of kvm.ko. No VM sees a change of what its numbers mean.
 */
#include <linux/jump_label.h>
#include <linux/kvm_host.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "exit_probe_abi.h"
#include "exit_probe_cpu.h"
#include "exit_probe_extras.h"
#include "exit_probe_params.h"

/* Tells userspace that this KVM answers, and which ABI; KVM does not read it. */
static unsigned int exit_probe_abi = EXIT_PROBE_ABI_VERSION;
module_param(exit_probe_abi, uint, 0444);

/* A parameter whose values are words. */
struct exit_probe_choice {
	const char * const *words;
	unsigned int count;
	unsigned int chosen;
};

static int exit_probe_set_choice(const char *val, const struct kernel_param *kp)
{
	struct exit_probe_choice *choice = kp->arg;
	int i = __sysfs_match_string(choice->words, choice->count, val);

	if (i < 0)
		return i;
	WRITE_ONCE(choice->chosen, i);
	return 0;
}

static int exit_probe_get_choice(char *buffer, const struct kernel_param *kp)
{
	const struct exit_probe_choice *choice = kp->arg;

	return scnprintf(buffer, PAGE_SIZE, "%s\n", choice->words[choice->chosen]);
}

static const struct kernel_param_ops exit_probe_choice_ops = {
	.set = exit_probe_set_choice,
	.get = exit_probe_get_choice,
};

/* From EXIT_PROBE_SCOPE_VM on */
static const char * const exit_probe_scopes[] = { "vm", "vcpu", "host" };

static struct exit_probe_choice scope = {
	.words = exit_probe_scopes,
	.count = ARRAY_SIZE(exit_probe_scopes),
};

unsigned int exit_probe_scope(void)
{
	return EXIT_PROBE_SCOPE_VM + scope.chosen;
}

static int exit_probe_set_scope(const char *val, const struct kernel_param *kp)
{
	int r = exit_probe_set_choice(val, kp);

	if (r)
		return r;
	if (exit_probe_scope() == EXIT_PROBE_SCOPE_HOST)
		static_key_enable(&exit_probe_per_cpu.key);
	else
		static_key_disable(&exit_probe_per_cpu.key);
	exit_probe_set_extras();
	return 0;
}

static const struct kernel_param_ops exit_probe_scope_ops = {
	.set = exit_probe_set_scope,
	.get = exit_probe_get_choice,
};
module_param_cb(exit_probe_scope, &exit_probe_scope_ops, &scope, 0444);

static const char * const exit_probe_leaves[] = { "none", "all" };

static struct exit_probe_choice leaf = {
	.words = exit_probe_leaves,
	.count = ARRAY_SIZE(exit_probe_leaves),
	.chosen = 1,
};
module_param_cb(exit_probe_leaf, &exit_probe_choice_ops, &leaf, 0644);

bool exit_probe_leaf(void)
{
	return READ_ONCE(leaf.chosen);
}

static bool user = true;
module_param_named(exit_probe_user, user, bool, 0644);

bool exit_probe_user(void)
{
	return READ_ONCE(user);
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
