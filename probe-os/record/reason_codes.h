/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The codes of exit reasons by the names of both manuals, from the host patch's lists.
 */
#ifndef RECORD_REASON_CODES_H
#define RECORD_REASON_CODES_H

enum {
#define EXIT_REASON(code, name) VMX_##name = code,
#include "exit_probe_vmx.def"
#undef EXIT_REASON
#define EXIT_REASON(code, name)           SVM_##name = code,
#define EXIT_REASON_FAR(slot, code, name) SVM_##name = (int)code,
#include "exit_probe_svm.def"
#undef EXIT_REASON
#undef EXIT_REASON_FAR
};

#endif
