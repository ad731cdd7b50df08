/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_VMX_VMX_OPS_H
#define STUB_VMX_VMX_OPS_H

#include <asm/vmx.h>

#include "vmx.h"

static inline u64 vmcs_read64(unsigned long field)
{
	assert(field == GUEST_PHYSICAL_ADDRESS);
	return stub_vmcs.gpa;
}

#endif
