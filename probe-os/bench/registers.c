// SPDX-License-Identifier: GPL-2.0-only
/*
 * Model-specific, control and debug registers. The values written are those already
 * there, or have no effect here.
 */
#include <stdint.h>

#include "bench/operations.h"
#include "hw/cpu.h"
#include "hw/exiting.h"
#include "hw/instructions.h"
#include "hw/registers.h"

#define MSR_TSC_ADJUST            0x3B
#define MSR_SPEC_CTRL             0x48
#define SPEC_CTRL_IBRS            1
#define MSR_PRED_CMD              0x49
#define PRED_CMD_IBPB             1
#define MSR_ARCH_CAPABILITIES     0x10A
#define ARCH_CAPABILITIES_TSX     0x80
#define MSR_TSX_CTRL              0x122
#define MSR_KERNEL_GS_BASE        0xC0000102

#define LEAF_FEATURES             7
#define FEATURES_EBX_TSC_ADJUST   0x00000002
#define FEATURES_EDX_SPEC_CTRL    0x04000000
#define FEATURES_EDX_CAPABILITIES 0x20000000
#define LEAF_AMD_FEATURES         0x80000008
#define AMD_EBX_IBPB              0x00001000
#define AMD_EBX_IBRS              0x00004000

const char *needs_tsc_adjust(void)
{
	return cpu_leaf(LEAF_FEATURES).ebx & FEATURES_EBX_TSC_ADJUST ? NULL
								     : "the CPU has no TSC_ADJUST";
}

const char *needs_tsx_ctrl(void)
{
	if (cpu_leaf(LEAF_FEATURES).edx & FEATURES_EDX_CAPABILITIES &&
	    rdmsr(MSR_ARCH_CAPABILITIES) & ARCH_CAPABILITIES_TSX)
		return NULL;
	return "the CPU has no TSX_CTRL";
}

const char *needs_spec_ctrl(void)
{
	return cpu_leaf(LEAF_FEATURES).edx & FEATURES_EDX_SPEC_CTRL ||
			       cpu_leaf(LEAF_AMD_FEATURES).ebx & AMD_EBX_IBRS
		       ? NULL
		       : "the CPU has no IBRS";
}

const char *needs_pred_cmd(void)
{
	return cpu_leaf(LEAF_FEATURES).edx & FEATURES_EDX_SPEC_CTRL ||
			       cpu_leaf(LEAF_AMD_FEATURES).ebx & AMD_EBX_IBPB
		       ? NULL
		       : "the CPU has no IBPB";
}

void op_rdmsr_tsc_adjust(void)
{
	rdmsr(MSR_TSC_ADJUST);
}

void op_wrmsr_tsc_adjust(void)
{
	wrmsr(MSR_TSC_ADJUST, 0);
}

void op_wrmsr_kernel_gs_base(void)
{
	wrmsr(MSR_KERNEL_GS_BASE, 0);
}

void op_wrmsr_tsx_ctrl(void)
{
	wrmsr(MSR_TSX_CTRL, 0);
}

void op_wrmsr_spec_ctrl(void)
{
	wrmsr(MSR_SPEC_CTRL, SPEC_CTRL_IBRS);
}

void op_wrmsr_pred_cmd(void)
{
	wrmsr(MSR_PRED_CMD, PRED_CMD_IBPB);
}

void op_mov_dr(void)
{
	read_dr7();
	cpuid(CPUID_FEATURES, 0);
}

void op_cr0_wp(void)
{
	static uint64_t cr0;

	if (!cr0)
		cr0 = read_cr0();
	cr0 ^= CR0_WP;
	write_cr0(cr0);
}

void op_cr4_pge(void)
{
	static uint64_t cr4;

	if (!cr4)
		cr4 = read_cr4();
	cr4 ^= CR4_PGE;
	write_cr4(cr4);
}

void op_cr3_write(void)
{
	write_cr3(read_cr3());
}

void op_invlpg(void)
{
	invlpg(LARGE_PAGE_SIZE);
}

void op_cr8_read(void)
{
	read_cr8();
}

void op_cr8_write(void)
{
	write_cr8(0);
}
