/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_MODULEPARAM_H
#define STUB_MODULEPARAM_H

#include <linux/kvm_host.h>

/* The test sets a parameter by its name. */
struct kernel_param {
	void *arg;
};

struct kernel_param_ops {
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
};

#define stub_uint                      unsigned int
#define stub_bool                      bool

#define module_param(name, type, mode) module_param_named(name, name, type, mode)

#define module_param_named(name, variable, type, mode)                                             \
	stub_##type *stub_param_##name(void)                                                       \
	{                                                                                          \
		return &(variable);                                                                \
	}                                                                                          \
	extern int stub_param

#define module_param_cb(name, ops, arg, mode)                                                      \
	int stub_set_##name(const char *val)                                                       \
	{                                                                                          \
		const struct kernel_param kp = { arg };                                            \
		return (ops)->set(val, &kp);                                                       \
	}                                                                                          \
	int stub_get_##name(char *buffer)                                                          \
	{                                                                                          \
		const struct kernel_param kp = { arg };                                            \
		return (ops)->get(buffer, &kp);                                                    \
	}                                                                                          \
	extern int stub_param

#define scnprintf snprintf

static inline int kstrtouint(const char *val, unsigned int base, unsigned int *result)
{
	char *end;

	*result = strtoul(val, &end, base);
	return *val && !*end ? 0 : -EINVAL;
}

static inline int param_get_uint(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%u\n", *(unsigned int *)kp->arg);
}

static inline int __sysfs_match_string(const char *const *names, int n, const char *val)
{
	int i;

	for (i = 0; i < n; i++)
		if (!strcmp(names[i], val))
			return i;
	return -EINVAL;
}

#define sysfs_match_string(names, val) __sysfs_match_string(names, ARRAY_SIZE(names), val)

#endif
