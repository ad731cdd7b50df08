// SPDX-License-Identifier: GPL-2.0-only
/* What differs between SVM and VMX, as data. */
#include "vendor.h"

#include <cpuid.h>
#include <stddef.h>

#include "exit_probe_abi.h"
#include "ops.h"

#define CPUID_SVM (1u << 2) /* in ECX of leaf 0x80000001 */

static const struct vendor intel = {
	.name = "vmx",
	.id = EXIT_PROBE_VENDOR_INTEL,
	.cpuid = 10,
	.io = 30,
	.msr_write = 32,
	.hlt = 12,
	.nested_page = 48,
	.undefined_opcode = 0,
	.interrupt = 1,
	.timer = 52, /* the preemption timer */
	.known_mmio = 49,
	.msr_read = 31,
	.hypercall = 18,
	.hypercall_op = OP_VMCALL,
	.unhandled = { 3, 11, 17 },
	.undefined = { 35, 38, 42, 71, 0x400, 0x8000000a },
};

static const struct vendor amd = {
	.name = "svm",
	.id = EXIT_PROBE_VENDOR_AMD,
	.cpuid = 0x72,
	.io = 0x7b,
	.msr_write = 0x7c,
	.hlt = 0x78,
	.nested_page = 0x400,
	.undefined_opcode = 0x46,
	.interrupt = 0x60,
	.timer = 0x60,
	.known_mmio = 0x400,
	.msr_read = 0x7c,
	.hypercall = 0x81,
	.hypercall_op = OP_VMMCALL,
	.unhandled = { 0x70, 0x75, 0xffffffff },
	.undefined = { 0xa7, 0xb0, 0x3ff, 0x404, 0xefffffff, 0xfffffffb },
};

const struct vendor *vendor(void)
{
	unsigned int eax, ebx, ecx = 0, edx;

	__get_cpuid(0x80000001, &eax, &ebx, &ecx, &edx);
	return ecx & CPUID_SVM ? &amd : &intel;
}

struct reason {
	uint32_t code, bucket;
};

#define EXIT_REASON(code, name)           { code, code },
#define EXIT_REASON_FAR(slot, code, name) { code, slot },

static const struct reason vmx_reasons[] = {
#include "exit_probe_vmx.def"
};

static const struct reason svm_reasons[] = {
#include "exit_probe_svm.def"
};

static const struct reason *find(uint32_t code)
{
	bool svm = vendor() == &amd;
	const struct reason *reasons = svm ? svm_reasons : vmx_reasons;
	size_t i, n = svm ? sizeof(svm_reasons) / sizeof(svm_reasons[0])
			  : sizeof(vmx_reasons) / sizeof(vmx_reasons[0]);

	for (i = 0; i < n; i++)
		if (reasons[i].code == code)
			return &reasons[i];
	return NULL;
}

bool vendor_defines(uint32_t reason)
{
	return find(reason);
}

uint32_t vendor_bucket(uint32_t reason)
{
	return reason ? find(reason)->bucket : EXIT_PROBE_SLOT_ZERO;
}
