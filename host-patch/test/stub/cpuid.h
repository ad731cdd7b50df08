/* SPDX-License-Identifier: GPL-2.0-only */
bool exit_probe_cpuid(struct kvm_vcpu *vcpu, u32 leaf, u32 item, u32 *eax, u32 *ebx, u32 *ecx,
		      u32 *edx);
