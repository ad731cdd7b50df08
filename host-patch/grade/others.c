// SPDX-License-Identifier: GPL-2.0-only
/* What a guest reads on leaves that no layout has, to compare with an unpatched KVM. */
#include <stdio.h>

#include "cases.h"
#include "vm.h"

void dump(void)
{
	static const uint32_t ranges[][2] = { { 0, 0x20 },
					      { 0x40000000, 0x40000010 },
					      { 0x4FFFFEF0, 0x4FFFFFFB },
					      { 0x50000000, 0x50000010 },
					      { 0x80000000, 0x80000020 } };
	static const uint32_t items[] = { 0, 1, 0x7f, 0xffffffff };
	uint32_t leaf;
	unsigned int i;
	int k;
	struct vm vm;

	vm_create(&vm, 1);
	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		for (leaf = ranges[i][0]; leaf <= ranges[i][1]; leaf++) {
			vm_clear(&vm);
			for (k = 0; k < 4; k++)
				vm_add(&vm, OP_CPUID, leaf, items[k], 1);
			vm_run(&vm, 0);
			for (k = 0; k < 4; k++) {
				const struct op *op = vm_op(&vm, k);

				printf("leaf %#x, ECX %#x: %#x, %#x, %#x, %#x\n", leaf, op->c,
				       op->eax, op->ebx, op->ecx, op->edx);
			}
		}
	vm_destroy(&vm);
}
