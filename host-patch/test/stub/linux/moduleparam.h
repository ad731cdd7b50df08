/* SPDX-License-Identifier: GPL-2.0-only */
#define module_param(name, type, mode)                                                             \
	unsigned int *stub_param_##name(void)                                                      \
	{                                                                                          \
		return &name;                                                                      \
	}                                                                                          \
	extern int stub_param
