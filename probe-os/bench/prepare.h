/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the benchmarks find on the machine.
 */
#ifndef BENCH_PREPARE_H
#define BENCH_PREPARE_H

#include <stdbool.h>

#include "firmware/acpi_machine.h"
#include "firmware/memory_map.h"

extern struct acpi_devices bench_devices;
extern struct range bench_fresh; /* memory that was never touched */
extern bool bench_is_amd;

/* Set if reads of them go on to the VMM, on a host that counts: QEMU's kernel-irqchip= */
extern bool bench_vmm_irqchip, bench_vmm_lapic;

/* True only of QEMU 7.2's emulation of SVM. */
extern bool bench_svm_lacks_nrip;

#endif
