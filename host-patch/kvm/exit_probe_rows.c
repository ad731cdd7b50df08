// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of a vCPU. It gets them when it begins to count time, and keeps them.
 */
#include <linux/build_bug.h>
#include <linux/kvm_host.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "exit_probe_rows.h"

bool exit_probe_make_rows(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe_rows *rows;

	/* More would be rounded up to 32 KiB. */
	BUILD_BUG_ON(sizeof(*rows) > SZ_16K);

	if (vcpu->exit_probe_rows)
		return true;

	rows = kvcalloc(1, sizeof(*rows), GFP_KERNEL_ACCOUNT);
	if (!rows)
		return false;

	exit_probe_init_rows(rows);
	/* Other vCPUs may read them from now on. */
	smp_store_release(&vcpu->exit_probe_rows, rows);
	return true;
}

void exit_probe_free_rows(struct kvm_vcpu *vcpu)
{
	kvfree(vcpu->exit_probe_rows);
}
