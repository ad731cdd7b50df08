// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instructions and exceptions.
 */
#include "bench/operations.h"
#include "bench/prepare.h"
#include "exit_probe_abi.h"
#include "hw/cpu.h"
#include "hw/exiting.h"
#include "hw/instructions.h"
#include "hw/registers.h"
#include "lib/text.h"

#define NOT_MAPPED ((uint64_t)MAPPED_GIB << 30)

static uint64_t xcr0;

const char *needs_kvm(void)
{
	char hypervisor[13];

	cpu_hypervisor(hypervisor, sizeof(hypervisor));
	return text_equal(hypervisor, "KVMKVMKVM") ? NULL : "the hypervisor is not KVM";
}

const char *needs_xsave(void)
{
	if (bench_svm_lacks_nrip)
		return "QEMU's SVM emulation does not intercept XSETBV";
	return cpu_features.ecx & CPUID_FEATURES_ECX_XSAVE ? NULL : "the CPU has no XSAVE";
}

const char *needs_invd(void)
{
	return bench_svm_lacks_nrip ? "QEMU's SVM emulation reports INVD as WBINVD" : needs_kvm();
}

void op_empty(void)
{
}

void op_leaf_read(void)
{
	cpuid(EXIT_PROBE_LEAF_TOTAL, 0);
}

void op_cpuid(void)
{
	cpuid(CPUID_FEATURES, 0);
}

/* KVM accepts both, but patches the other vendor's instruction on first use. */
void op_hypercall(void)
{
	if (bench_is_amd)
		vmmcall();
	else
		vmcall();
}

void op_wbinvd(void)
{
	wbinvd();
}

void op_invd(void)
{
	invd();
}

void op_rdpmc(void)
{
	try_rdpmc();
}

void op_rdtsc(void)
{
	rdtsc();
}

void op_pause(void)
{
	cpu_relax();
}

void begin_xsetbv(void)
{
	write_cr4(read_cr4() | CR4_OSXSAVE);
	xcr0 = xgetbv(0);
}

void op_xsetbv(void)
{
	xsetbv(0, xcr0);
}

void op_ud(void)
{
	try_ud2();
}

void op_bp(void)
{
	try_int3();
}

void op_pf(void)
{
	try_load(NOT_MAPPED);
}
