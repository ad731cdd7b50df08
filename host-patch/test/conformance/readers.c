// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who may read: exit_probe_leaf, also of one VM, and exit_probe_user, changed while VMs
 * exist.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "answers.h"
#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "parameter.h"
#include "vm.h"
#include "vm_stats.h"

#define NEIGHBOUR 0x4FFFFE00 /* unpatched KVM answers all leaves here alike */

static void check_answered(struct vm *vm, const char *who)
{
	vm_clear(vm);
	vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_SIGNATURE, 0, 1);
	vm_add(vm, OP_FEP, EXIT_PROBE_LEAF_SIGNATURE, 0, 1);
	vm_run(vm, 0);
	for (int i = 0; i < 2; i++)
		check(answer_is(vm_op(vm, i), EXIT_PROBE_LEAF_LAST_EXTENDED,
				EXIT_PROBE_SIGNATURE_EBX, EXIT_PROBE_SIGNATURE_ECX,
				EXIT_PROBE_SIGNATURE_EDX),
		      "%s is answered%s", who, i ? ", emulated" : "");
}

static void check_hidden(struct vm *vm, const char *who)
{
	static const uint32_t leaves[] = { 0x4FFFFF00, 0x4FFFFF01, 0x4FFFFF02, 0x4FFFFF03,
					   0x4FFFFFFC, 0x4FFFFFFD, 0x4FFFFFFE, 0x4FFFFFFF };
	const struct op *plain;
	int last, answered = 0;

	vm_clear(vm);
	for (unsigned int i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++) {
		vm_add(vm, OP_CPUID, leaves[i], 0, 1);
		vm_add(vm, OP_FEP, leaves[i], 0, 1);
	}
	last = vm_add(vm, OP_CPUID, NEIGHBOUR, 0, 1);
	vm_run(vm, 0);
	plain = vm_op(vm, last);
	for (int i = 0; i < last; i++)
		answered +=
			!answer_is(vm_op(vm, i), plain->eax, plain->ebx, plain->ecx, plain->edx);
	check_same(answered, 0, "%s sees an unpatched host", who);
}

/* The VM's own file; kernels before 5.19 have none. */
static void check_file(struct vm *vm)
{
	char path[192];
	FILE *file;

	vm_debugfs(vm, path, sizeof(path) - 16);
	strcat(path, "/exit_probe_leaf");
	if (access(path, F_OK))
		return;
	for (int answers = 0; answers < 2; answers++) {
		file = fopen(path, "w");
		if (!file || fprintf(file, "%d", answers) < 0 || fclose(file))
			die(path);
		if (answers)
			check_answered(vm, "a VM's own exit_probe_leaf is 1: it");
		else
			check_hidden(vm, "a VM's own exit_probe_leaf is 0: it");
	}
}

void readers(void)
{
	struct vm vm, hidden;

	vm_create(&vm, 1);
	parameter_set("exit_probe_user", "0");
	check_answered(&vm, "exit_probe_user=0: ring 0");
	vm_set_ring(&vm, 0, 3);
	check_hidden(&vm, "exit_probe_user=0: ring 3");
	parameter_set("exit_probe_user", "1");
	check_answered(&vm, "exit_probe_user=1 again: ring 3");

	check_file(&vm);

	parameter_set("exit_probe_leaf", "none");
	check_answered(&vm, "exit_probe_leaf=none: a VM from before");
	vm_create(&hidden, 1);
	check_hidden(&hidden, "exit_probe_leaf=none: a new VM");
	check(vm_stat(&hidden, 0, "exit_probe_exits", 0) > 0,
	      "exit_probe_leaf=none: its exits are counted for the host");
	vm_destroy(&vm);
	parameter_set("exit_probe_leaf", "all");
	check_hidden(&hidden, "exit_probe_leaf=all again: the VM from before");
	vm_destroy(&hidden);
	vm_create(&vm, 1);
	check_answered(&vm, "exit_probe_leaf=all again: a new VM");
	vm_destroy(&vm);
}
