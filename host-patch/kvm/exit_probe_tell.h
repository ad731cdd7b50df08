/* SPDX-License-Identifier: GPL-2.0-only */
/* Hooks where KVM finds out what caused an exit, beside where it is settled. */
#ifndef __KVM_X86_EXIT_PROBE_TELL_H
#define __KVM_X86_EXIT_PROBE_TELL_H

#include <linux/jump_label.h>
#include <linux/kvm_host.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"

static inline u8 exit_probe_write_if(bool write)
{
	return write ? EXIT_PROBE_ACCESS_WRITE : EXIT_PROBE_ACCESS_READ;
}

/* An emulated instruction accesses a device, of KVM or the VMM. */
static inline void exit_probe_access_mmio(struct kvm_vcpu *vcpu, gpa_t gpa, unsigned int bytes,
					  bool write)
{
	if (static_branch_unlikely(&exit_probe_by_cause))
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MMIO,
				      write ? EXIT_PROBE_ACCESS_WRITE : EXIT_PROBE_ACCESS_READ,
				      bytes, gpa);
}

/* A guest with encrypted state tells its exit code in the GHCB. */
static inline void exit_probe_tell_ghcb_cause(struct kvm_vcpu *vcpu, u64 exit_code)
{
	if (static_branch_unlikely(&exit_probe_by_cause))
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_GHCB, 0, 0, exit_code);
}

#endif /* __KVM_X86_EXIT_PROBE_TELL_H */
