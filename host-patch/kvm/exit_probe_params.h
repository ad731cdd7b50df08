/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parameters of kvm.ko. Scope and layout are set when it is loaded and never
 * change afterwards. The others may change at any time.
 */
#ifndef __KVM_X86_EXIT_PROBE_PARAMS_H
#define __KVM_X86_EXIT_PROBE_PARAMS_H

#include <linux/types.h>

/* Whose exits a guest can read, EXIT_PROBE_SCOPE_*. */
unsigned int exit_probe_scope(void);

/* The numbering of the course leaves, a year. */
unsigned int exit_probe_layout(void);

/* Whether a VM that is created now may read. */
bool exit_probe_leaf(void);

/* Whether the guest's ring 3 may read. */
bool exit_probe_user(void);

#endif /* __KVM_X86_EXIT_PROBE_PARAMS_H */
