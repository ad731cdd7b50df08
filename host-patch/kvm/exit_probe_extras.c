// SPDX-License-Identifier: GPL-2.0-only
/*
 * What few hosts count besides: by CPU and by cause.
 */
#include <linux/jump_label.h>
#include <linux/kvm_host.h>

#include "exit_probe_cause.h"
#include "exit_probe_cpu.h"
#include "exit_probe_cycles.h"
#include "exit_probe_export.h"
#include "exit_probe_extras.h"

DEFINE_STATIC_KEY_FALSE(exit_probe_extras);
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_extras);

void exit_probe_set_extras(void)
{
	if (static_key_enabled(&exit_probe_per_cpu) || static_key_enabled(&exit_probe_by_cause))
		static_branch_enable(&exit_probe_extras);
	else
		static_branch_disable(&exit_probe_extras);
}

bool exit_probe_settle_extras(struct kvm_vcpu *vcpu, u32 slot, enum kvm_exit_probe_mode mode)
{
	const struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	u64 cycles = 0;

	if (mode == EXIT_PROBE_OFF) {
		/* What is told from here on is of the exit that does not count. */
		exit_probe_leave_cause(vcpu);
		return false;
	}
	if (mode == EXIT_PROBE_TIME)
		cycles = exit_probe_cycles(probe->stamp, probe->entered);
	if (static_branch_unlikely(&exit_probe_per_cpu))
		exit_probe_cpu_settle(vcpu, slot, mode, cycles);
	return static_branch_unlikely(&exit_probe_by_cause) &&
	       exit_probe_cause_settle(vcpu, slot, cycles);
}
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_settle_extras);

void exit_probe_return_extras(struct kvm_vcpu *vcpu, u64 waited, u64 asleep)
{
	const struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;

	if (static_branch_unlikely(&exit_probe_per_cpu))
		exit_probe_cpu_away(probe, waited, asleep);
	if (static_branch_unlikely(&exit_probe_by_cause) && probe->bucket == EXIT_PROBE_BLOCKED)
		exit_probe_cause_blocked(vcpu, asleep);
}
