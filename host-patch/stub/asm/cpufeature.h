/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/types.h>

#define X86_FEATURE_SVM 0
extern bool stub_svm;
#define boot_cpu_has(feature) stub_svm
