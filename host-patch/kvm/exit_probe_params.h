/* SPDX-License-Identifier: GPL-2.0-only */
/* The parameters of kvm.ko: set when it is loaded, never changed after. */
#ifndef __KVM_X86_EXIT_PROBE_PARAMS_H
#define __KVM_X86_EXIT_PROBE_PARAMS_H

/* Whose exits a guest can read, EXIT_PROBE_SCOPE_*. */
unsigned int exit_probe_scope(void);

/* The numbering of the course leaves, a year. */
unsigned int exit_probe_layout(void);

#endif /* __KVM_X86_EXIT_PROBE_PARAMS_H */
