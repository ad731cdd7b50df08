// SPDX-License-Identifier: GPL-2.0-only
/* The nested guest's VMCB, by APM "Layout of VMCB". */
#include "nested_vendor.h"

#include <string.h>

#include <asm/svm.h>

#include "nested.h"

#define MSR_EFER           0xc0000080
#define EFER_SVME          (1u << 12)
#define MSR_VM_HSAVE_PA    0xc0010117

#define CR0                0x80000011 /* paging, ET, protected mode */
#define CR4                0x10       /* PSE */

#define INTERCEPT_CPUID    (1u << 18)
#define INTERCEPT_VMRUN    (1u << 0)
#define FLAT_CODE          0xc9b /* attributes as the VMCB packs them */
#define FLAT_DATA          0xc93
#define SEGMENT_ATTRIBUTES 2
#define SEGMENT_LIMIT      4

struct field {
	uint32_t offset, value;
};

/* Fields that are 0 are omitted; the hypervisor itself sets RIP. */
static const struct field fields[] = {
	{ 0x00c, INTERCEPT_CPUID },
	{ 0x010, INTERCEPT_VMRUN },
	{ 0x058, 1 },                              /* ASID */
	{ 0x400 + SEGMENT_ATTRIBUTES, FLAT_DATA }, /* ES */
	{ 0x400 + SEGMENT_LIMIT, 0xffffffff },
	{ 0x410 + SEGMENT_ATTRIBUTES, FLAT_CODE }, /* CS */
	{ 0x410 + SEGMENT_LIMIT, 0xffffffff },
	{ 0x420 + SEGMENT_ATTRIBUTES, FLAT_DATA }, /* SS */
	{ 0x420 + SEGMENT_LIMIT, 0xffffffff },
	{ 0x430 + SEGMENT_ATTRIBUTES, FLAT_DATA }, /* DS */
	{ 0x430 + SEGMENT_LIMIT, 0xffffffff },
	{ 0x4d0, EFER_SVME },
	{ 0x548, CR4 },
	{ 0x550, GUEST_PAGES }, /* CR3 */
	{ 0x558, CR0 },
	{ 0x560, 0x400 },      /* DR7 */
	{ 0x568, 0xffff0ff0 }, /* DR6 */
	{ 0x570, 2 },          /* RFLAGS */
};

static void set_up(struct vm *vm)
{
	uint8_t *vmcb = vm->memory + NESTED_CONTROL;
	unsigned int i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		memcpy(vmcb + fields[i].offset, &fields[i].value, sizeof(fields[i].value));
	vm_add(vm, OP_WRMSR, MSR_EFER, EFER_SVME, 1);
	vm_add(vm, OP_WRMSR, MSR_VM_HSAVE_PA, NESTED_HOST, 1);
}

const struct nested_vendor nested_svm = {
	.cr0 = CR0,
	.cr4 = CR4,
	.set_up = set_up,
	.kind = OP_VMRUN,
	.exits = { { SVM_EXIT_VMMCALL, 1, 0 }, { SVM_EXIT_VMRUN, 0, 1 } },
};
