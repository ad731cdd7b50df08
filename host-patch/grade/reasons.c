// SPDX-License-Identifier: GPL-2.0-only
/* Each reason: defined by the vendor's manual, handled by KVM, or neither; and none. */
#include "cases.h"

#include "exit_probe_abi.h"
#include "found.h"
#include "leaves.h"
#include "vendor.h"

#define REASONS 0x111 /* from 0 on */

static bool is_unhandled(uint32_t reason)
{
	return reason == vendor()->unhandled[0] || reason == vendor()->unhandled[1];
}

static void differs(struct doubt *doubt, const struct op *op, const char *what, const char *right)
{
	doubt_add(doubt, "leaf %#x of reason %u, which %s: %#x, %#x, %#x, %#x, not %s", op->a,
		  op->c, what, op->eax, op->ebx, op->ecx, op->edx, right);
}

/* What is in the other registers is another finding. */
static bool has_no_value(const struct op *op, enum ask ask)
{
	return op->edx != EXIT_PROBE_UNDEFINED &&
	       (ask == ASK_REASON_EXITS ? !op->eax : !op->ebx && !op->ecx);
}

static void check_reason(const struct op *op, enum ask ask, struct doubt *undefined,
			 struct doubt *defined, struct doubt *unhandled)
{
	bool said_undefined = answer_is(op, 0, 0, 0, EXIT_PROBE_UNDEFINED);

	if (!vendor_defines(op->c)) {
		if (!said_undefined)
			differs(undefined, op, "the manual does not define", "0, 0, 0, 0xffffffff");
	} else if (said_undefined) {
		differs(defined, op, "the manual defines", "EDX 0");
	} else if (is_unhandled(op->c) && !has_no_value(op, ask)) {
		differs(unhandled, op, "KVM does not handle", "0, 0, 0, 0");
	}
}

void each_reason(void)
{
	struct doubt undefined = { "" }, defined = { "" }, unhandled = { "" };
	uint32_t reason;
	int ask;
	struct vm vm;

	vm_create(&vm, 1);
	for (ask = ASK_REASON_EXITS; ask < ASKS; ask++) {
		if (!leaf_of(ask))
			continue;
		vm_clear(&vm);
		for (reason = 0; reason < REASONS; reason++)
			ask_add(&vm, ask, reason);
		vm_run(&vm, 0);
		for (reason = 0; reason < REASONS; reason++)
			check_reason(vm_op(&vm, reason), ask, &undefined, &defined, &unhandled);
	}
	found("undefined", &undefined, "0, 0, 0, 0xffffffff for each up to %u", REASONS - 1);
	found("defined", &defined, "none that the manual defines is answered as undefined");
	found("unhandled", &unhandled, "0 in all registers");
	vm_destroy(&vm);
}

/* No exit can have such a reason, so a number there is memory beyond the counters. */
static bool is_leak(const struct op *op, const struct op *unpatched)
{
	return op->eax && op->eax != EXIT_PROBE_UNDEFINED && op->eax != unpatched->eax &&
	       op->eax != op->a && op->eax != op->c;
}

void out_of_range(void)
{
	static const uint32_t far[] = { 0x200, 0x3ff, 0x404, 0x1000, 0xffff, 0x10000, 0x1000000 };
	const int fars = sizeof(far) / sizeof(far[0]);
	const struct op *unpatched;
	struct doubt doubt = { "" };
	int i, bit, ask;
	struct vm vm;

	vm_create(&vm, 1);
	for (ask = ASK_REASON_EXITS; ask < ASKS; ask++) {
		if (!leaf_of(ask))
			continue;
		vm_clear(&vm);
		vm_add(&vm, OP_CPUID, NEIGHBOUR, 0, 1);
		for (i = 0; i < fars; i++)
			ask_add(&vm, ask, far[i]);
		for (bit = 25; bit < 32; bit++)
			ask_add(&vm, ask, 1u << bit);
		for (i = 1; i <= 0x10000; i *= 16)
			ask_add(&vm, ask, -i - 0x100);
		vm_run(&vm, 0);
		unpatched = vm_op(&vm, 0);
		for (i = 1; i < vm.used; i++)
			if (is_leak(vm_op(&vm, i), unpatched))
				doubt_add(&doubt,
					  "leaf %#x of reason %#x: EAX is %#x: memory beyond the "
					  "counters",
					  vm_op(&vm, i)->a, vm_op(&vm, i)->c, vm_op(&vm, i)->eax);
	}
	found("bounds", &doubt, "an ECX that is no reason reads nothing else");
	vm_destroy(&vm);
}
