// SPDX-License-Identifier: GPL-2.0-only
/* All registers of an answer: what the layout gives no value is 0. */
#include "cases.h"

#include "exit_probe_abi.h"
#include "found.h"
#include "leaves.h"
#include "vendor.h"

/* Where a value that does not belong there is from */
static const char *origin(const struct op *op, uint32_t value)
{
	if (value == STALE)
		return "what the guest had in it";
	if (value == op->a)
		return "the leaf's own number";
	return "of the host, which no guest may see";
}

static void check_zero(struct doubt *doubt, const struct op *op, const char *name, uint32_t value)
{
	if (value)
		doubt_add(doubt, "leaf %#x: %s is %#x: %s", op->a, name, value, origin(op, value));
}

void all_registers(void)
{
	struct doubt unused = { "" }, ecx = { "" };
	int place[ASKS], ask;
	struct vm vm;

	vm_create(&vm, 1);
	vm_add(&vm, OP_OUT, PORT_KERNEL, 0, 10);
	for (ask = 0; ask < ASKS; ask++)
		if (leaf_of(ask))
			place[ask] = ask_add(&vm, ask, vendor()->io);
	vm_run(&vm, 0);
	for (ask = 0; ask < ASKS; ask++) {
		const struct op *op = vm_op(&vm, place[ask]);

		if (!leaf_of(ask))
			continue;
		check_zero(&unused, op, "EDX", op->edx);
		if (!ask_has_exits(ask))
			check_zero(&unused, op, "EAX", op->eax);
		if (!ask_has_cycles(ask)) {
			check_zero(&unused, op, "EBX", op->ebx);
			if (op->ecx)
				doubt_add(&ecx, "leaf %#x: ECX is %#x: %s", op->a, op->ecx,
					  op->ecx == op->c ? "what the guest asked with"
							   : origin(op, op->ecx));
		}
	}
	found("registers", &unused,
	      "EAX, EBX and EDX are 0 where the layout has no value for them");
	found("ecx", &ecx, "ECX is 0 where the layout has no value for it");
	vm_destroy(&vm);
}
