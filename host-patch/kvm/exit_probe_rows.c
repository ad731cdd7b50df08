// SPDX-License-Identifier: GPL-2.0-only
/*
 * The per-reason table of a vCPU, which exists as long as the vCPU.
 */
#include <linux/kvm_host.h>
#include <linux/slab.h>

#include "exit_probe_rows.h"

int exit_probe_create(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_rows *rows;
	int slot;

	rows = kvcalloc(1, sizeof(*rows), GFP_KERNEL_ACCOUNT);
	if (!rows)
		return -ENOMEM;

	for (slot = 0; slot < EXIT_PROBE_SLOTS; slot++)
		rows->row[slot].min = U64_MAX;
	vcpu->exit_probe_rows = rows;
	vcpu->stat.exit_probe.slot = EXIT_PROBE_SLOT_NONE;
	return 0;
}

void exit_probe_destroy(struct kvm_vcpu *vcpu)
{
	kvfree(vcpu->exit_probe_rows);
}
