// SPDX-License-Identifier: GPL-2.0-only
/* The nested guest's VMCS, by SDM "Field Encoding in VMCS". */
#include "nested_vendor.h"

#include <string.h>

#include <asm/vmx.h>

#include "nested.h"

#define MSR_FEATURE_CONTROL 0x3a /* IA32_FEATURE_CONTROL */
#define FEATURES            5    /* locked, VMX outside SMX */

#define CR0                 0x80000031 /* paging, NE, ET, protected mode */
#define CR4                 0x2010     /* VMXE, PSE */

/* SDM "Reserved Controls and Default Settings": the default1 class */
#define PIN_DEFAULT1    0x00000016
#define CPU_DEFAULT1    0x0401e172
#define EXIT_DEFAULT1   0x00036dff
#define ENTRY_DEFAULT1  0x000011ff
#define USE_MSR_BITMAPS (1u << 28)

#define CODE_SELECTOR   0x08
#define DATA_SELECTOR   0x10
#define TASK_SELECTOR   0x18
#define FLAT_CODE       0xc09b /* access rights */
#define FLAT_DATA       0xc093
#define BUSY_TASK       0x008b
#define UNUSABLE        0x10000

struct field {
	uint32_t encoding, value;
};

/* Fields that are 0 are omitted; the hypervisor itself sets RIP of both sides. */
static const struct field fields[] = {
	{ 0x4000, PIN_DEFAULT1 },
	{ 0x4002, CPU_DEFAULT1 | USE_MSR_BITMAPS },
	{ 0x400c, EXIT_DEFAULT1 },
	{ 0x4012, ENTRY_DEFAULT1 },
	{ 0x2004, NESTED_BITMAP },
	{ 0x2800, 0xffffffff }, /* the VMCS link pointer: none */
	{ 0x2801, 0xffffffff },
	/* The guest: ES, CS, SS, DS, FS, GS, LDTR, TR */
	{ 0x0800, DATA_SELECTOR },
	{ 0x0802, CODE_SELECTOR },
	{ 0x0804, DATA_SELECTOR },
	{ 0x0806, DATA_SELECTOR },
	{ 0x0808, DATA_SELECTOR },
	{ 0x080a, DATA_SELECTOR },
	{ 0x080e, TASK_SELECTOR },
	{ 0x4800, 0xffffffff },
	{ 0x4802, 0xffffffff },
	{ 0x4804, 0xffffffff },
	{ 0x4806, 0xffffffff },
	{ 0x4808, 0xffffffff },
	{ 0x480a, 0xffffffff },
	{ 0x480e, 0x67 },
	{ 0x4814, FLAT_DATA },
	{ 0x4816, FLAT_CODE },
	{ 0x4818, FLAT_DATA },
	{ 0x481a, FLAT_DATA },
	{ 0x481c, FLAT_DATA },
	{ 0x481e, FLAT_DATA },
	{ 0x4820, UNUSABLE },
	{ 0x4822, BUSY_TASK },
	{ 0x6800, CR0 },
	{ 0x6802, GUEST_PAGES }, /* CR3 */
	{ 0x6804, CR4 },
	{ 0x681a, 0x400 }, /* DR7 */
	{ 0x6820, 2 },     /* RFLAGS */
	/* The host: ES, CS, SS, DS, FS, GS, TR */
	{ 0x0c00, DATA_SELECTOR },
	{ 0x0c02, CODE_SELECTOR },
	{ 0x0c04, DATA_SELECTOR },
	{ 0x0c06, DATA_SELECTOR },
	{ 0x0c08, DATA_SELECTOR },
	{ 0x0c0a, DATA_SELECTOR },
	{ 0x0c0c, TASK_SELECTOR },
	{ 0x6c00, CR0 },
	{ 0x6c02, GUEST_PAGES }, /* CR3 */
	{ 0x6c04, CR4 },
	{ 0 },
};

static void set_up(struct vm *vm)
{
	vm_set_msr(vm, 0, MSR_FEATURE_CONTROL, FEATURES);
	memcpy(vm->memory + NESTED_FIELDS, fields, sizeof(fields));
	vm_add(vm, OP_VMXON, NESTED_FIELDS, 0, 1);
}

/* Without VMCS shadowing; the first VM entry is VMLAUNCH, the others VMRESUME. */
const struct nested_vendor nested_vmx = {
	.cr0 = CR0,
	.cr4 = CR4,
	.set_up = set_up,
	.kind = OP_VMLAUNCH,
	.exits = {
		{ EXIT_REASON_VMCALL, 1, 0 },
		{ EXIT_REASON_VMCLEAR, 1, 0 },
		{ EXIT_REASON_VMPTRLD, 1, 0 },
		{ EXIT_REASON_VMWRITE, 1, 1 },
		{ EXIT_REASON_VMREAD, 0, 2 },
		{ EXIT_REASON_VMLAUNCH, 1, 0 },
		{ EXIT_REASON_VMRESUME, -1, 1 },
	},
};
