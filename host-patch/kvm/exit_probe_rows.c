// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of a vCPU, which exist as long as the vCPU.
 */
#include <linux/build_bug.h>
#include <linux/kvm_host.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "exit_probe_rows.h"

int exit_probe_create(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_rows *rows;

	/* More would be rounded up to 32 KiB. */
	BUILD_BUG_ON(sizeof(*rows) > SZ_16K);

	rows = kvcalloc(1, sizeof(*rows), GFP_KERNEL_ACCOUNT);
	if (!rows)
		return -ENOMEM;

	exit_probe_init_rows(rows);
	vcpu->exit_probe_rows = rows;
	vcpu->stat.exit_probe.slot = EXIT_PROBE_SLOT_NONE;
	return 0;
}

void exit_probe_destroy(struct kvm_vcpu *vcpu)
{
	kvfree(vcpu->exit_probe_rows);
}
