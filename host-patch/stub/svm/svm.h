/* SPDX-License-Identifier: GPL-2.0-only */
/* What SVM says of an exit: the test sets it. */
#ifndef STUB_SVM_SVM_H
#define STUB_SVM_SVM_H

#include <linux/kvm_host.h>

#define PFERR_RSVD_MASK (1 << 3)

struct vmcb_control_area {
	u64 exit_info_1, exit_info_2;
};

struct vmcb {
	struct vmcb_control_area control;
};

struct vcpu_svm {
	struct vmcb *vmcb;
};

struct vcpu_svm *to_svm(struct kvm_vcpu *vcpu);

#endif
