/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of exit reasons that each vCPU has. */
#ifndef __KVM_X86_EXIT_PROBE_ROWS_H
#define __KVM_X86_EXIT_PROBE_ROWS_H

#include <linux/kvm_host.h>

int exit_probe_create(struct kvm_vcpu *vcpu);
void exit_probe_destroy(struct kvm_vcpu *vcpu);

#endif /* __KVM_X86_EXIT_PROBE_ROWS_H */
