/* SPDX-License-Identifier: GPL-2.0-only */
/* How a guest becomes a hypervisor, on SVM and on VMX. */
#ifndef CONFORMANCE_NESTED_VENDOR_H
#define CONFORMANCE_NESTED_VENDOR_H

#include "vm.h"

/* How often the hypervisor's own instructions exit. */
struct nested_exits {
	uint32_t reason, once, per_round;
};

struct nested_vendor {
	uint32_t cr0, cr4;
	/* Set up the nested guest; add the operations that enable virtualization. */
	void (*set_up)(struct vm *vm);
	uint32_t kind; /* of the operation that runs it */
	struct nested_exits exits[8];
};

extern const struct nested_vendor nested_svm, nested_vmx;

#endif
