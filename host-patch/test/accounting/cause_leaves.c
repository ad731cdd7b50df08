// SPDX-License-Identifier: GPL-2.0-only
/* The leaf of causes, and the phases that readers tell. */
#include "trace.h"

#include "exit_probe_latch.h"

#define KEY     EXIT_PROBE_CAUSES_KEY
#define COUNTS  EXIT_PROBE_CAUSES_COUNTS
#define BLOCKED EXIT_PROBE_CAUSES_BLOCKED

static void begin(void)
{
	causes_on("1");
	run_begin();
}

static void causes_are(u32 n)
{
	answers(EXIT_PROBE_LEAF_CAUSES, 0, n, 0, 0, 0);
}

static void is_undefined(u32 item)
{
	answers(EXIT_PROBE_LEAF_CAUSES, item, 0, 0, 0, EXIT_PROBE_UNDEFINED);
}

/* The number of the row of a kind */
static u32 row_of_kind(u8 kind)
{
	u32 i;

	for (i = 0; i < vcpu->exit_probe_latch->causes_used; i++)
		if (exit_probe_nth_cause(vcpu->exit_probe_latch->causes, i)->key.kind == kind)
			break;
	return i + 1;
}

static void leaf_causes(void)
{
	static const u32 wrong[] = { 4,          0xff,       0xffff,  0x10000,    0x10004,
				     0x20000,    0x20004,    0x30000, 0x30001,    0x40001,
				     0x01000000, 0x80000000, ~0u,     0x7fff0001, 0x1000001 };
	u32 i;

	is_undefined(1);
	causes_are(0);
	begin();
	is_undefined(KEY + 1);
	causes_are(0);
	vm.arch.exit_probe_phase = 0xfe;
	cause_exit(vcpu, 0, EXIT_PROBE_CAUSE_NONE, 0, 6);
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_WRITE, 4,
			      0x1234567890abcdef);
	block(vcpu, 0x100000003);
	stub_tsc += 0x200000000;
	trip(5, 5);
	causes_are(0);
	latch_causes(vcpu, 0);
	causes_are(3);
	i = row_of_kind(EXIT_PROBE_CAUSE_MMIO);
	answers(EXIT_PROBE_LEAF_CAUSES, KEY + i, 0, 0xfe040204, 0x90abcdef, 0x12345678);
	answers(EXIT_PROBE_LEAF_CAUSES, COUNTS + i, 1, 0, 5, 2);
	answers(EXIT_PROBE_LEAF_CAUSES, BLOCKED + i, 3, 1, 0, 0);
	i = row_of_kind(EXIT_PROBE_CAUSE_NONE);
	answers(EXIT_PROBE_LEAF_CAUSES, KEY + i, CPUID, 0xfe000000, 0, 0);
	answers(EXIT_PROBE_LEAF_CAUSES, KEY + 3, EXIT_PROBE_REASON_NONE, 0x000d0000, 0, 0);
	answers(EXIT_PROBE_LEAF_CAUSES, COUNTS + 3, 0, 0, 6, 0);
	answers(EXIT_PROBE_LEAF_CAUSES, BLOCKED + 3, 0, 0, 0, 0);
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		is_undefined(wrong[i]);
}

static void the_largest_latch(void)
{
	u32 i, n;

	vm.online_vcpus = 32;
	begin();
	all_take_the_mode();
	for (i = 0; i < 60000; i++)
		port_exit(&vm.vcpu[i % 32], below(1 << 20));
	latch_causes(vcpu, 0);
	n = EXIT_PROBE_CAUSES + 2; /* the rests: of PORT_IO, and before the first entry */
	causes_are(n);
	is_undefined(KEY + n + 1);
	is_undefined(COUNTS + n + 1);
	is_undefined(BLOCKED + n + 1);
}

/* It is of the moment of the latch, and of its generation. */
static void a_latch_of_causes(void)
{
	begin();
	port_exit(vcpu, 0x80);
	latch_causes(vcpu, 0);
	causes_are(2);
	port_exit(vcpu, 0x81);
	causes_are(2);
	answers(EXIT_PROBE_LEAF_CAUSES, COUNTS + 1, 1, 0, 0, 0);
	/* The totals of the same generation leave it. */
	exit_probe_latch_totals(vcpu);
	causes_are(2);
	exit_probe_renew(&vm);
	causes_are(2);
	exit_probe_latch_totals(vcpu);
	causes_are(0);
	is_undefined(KEY + 1);
	latch_causes(vcpu, 0);
	causes_are(3);
	/* Of a table in pieces there is none. */
	vm.online_vcpus = STUB_VCPUS;
	answers(EXIT_PROBE_LEAF_TABLE, 0, 0, STUB_VCPUS - 64, 0, 0);
	causes_are(0);
	is_undefined(KEY + 1);
	is_undefined(COUNTS + 1);
}

static void phase_is(u32 phase)
{
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES, EXIT_PROBE_CAUSES_DETAIL, phase,
		EXIT_PROBE_PHASE_CAUSES, EXIT_PROBE_CAUSES);
}

static void end_phase_is(u32 ended, u32 phase)
{
	latch_causes(vcpu, ended);
	phase_is(phase);
}

static void phases(void)
{
	begin();
	phase_is(0);
	end_phase_is(0, 1);
	end_phase_is(0, 1);
	end_phase_is(1, 2);
	/* Items of the table are not numbers of a phase. */
	answers(EXIT_PROBE_LEAF_TABLE, 9u << 24 | 1, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	phase_is(2);
	end_phase_is(40, 41);
	end_phase_is(39, 41);
	end_phase_is(0, 41);
	answers(EXIT_PROBE_LEAF_TOTALS, 40u << 24, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	phase_is(41);
	end_phase_is(41, 42);
	end_phase_is(253, 254);
	end_phase_is(254, 255);
	end_phase_is(255, 255);
	end_phase_is(254, 255);
	port_exit(vcpu, 0x80);
	end_phase_is(255, 255);
	SAME(listed(255, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).exits, 1);
}

/* At once to the last one, which never ends. */
static void the_last_phase(void)
{
	begin();
	end_phase_is(255, 255);
	end_phase_is(254, 255);
}

static void end_phase_1(void)
{
	stub_step = NULL;
	exit_probe_end_phase(&vm, 1);
}

static int steps_left;

static void end_phase_1_later(void)
{
	if (!steps_left--)
		end_phase_1();
}

/* None of the two is lost, whichever is first. */
static void phases_that_end_at_once(void)
{
	int steps;

	for (steps = 0; steps < 3; steps++) {
		vm.arch.exit_probe_phase = 1;
		steps_left = steps;
		stub_step = end_phase_1_later;
		exit_probe_end_phase(&vm, 5);
		stub_step = NULL;
		SAME(vm.arch.exit_probe_phase, 6);
		vm.arch.exit_probe_phase = 1;
		steps_left = steps;
		stub_step = end_phase_1_later;
		exit_probe_end_phase(&vm, 1);
		stub_step = NULL;
		SAME(vm.arch.exit_probe_phase, 2);
	}
}

/* Each vCPU has its own latch; phases are the VM's. */
static void a_second_reader(void)
{
	struct regs r;

	begin();
	port_exit(vcpu, 0x80);
	latch_causes(vcpu, 0);
	port_exit(other, 0x80);
	latch_causes(other, 0);
	phase_is(1);
	latch_causes(other, 1);
	phase_is(2);
	causes_are(2);
	SAME(ask(other, EXIT_PROBE_LEAF_CAUSES, 0, &r), true);
	SAME(r.eax, 3);
	SAME(listed(1, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).exits, 1);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).exits, 1);
	trace_holds(vcpu);
	trace_holds(other);
}

/* Ring 3, if that may not read, ends no phase either. */
static void who_may_not_read_ends_no_phase(void)
{
	bool *stub_param_exit_probe_user(void);

	begin();
	*stub_param_exit_probe_user() = false;
	vcpu->ring = 3;
	leaf_is_not_ours(EXIT_PROBE_LEAF_CAUSES);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TABLE);
	SAME(vm.arch.exit_probe_phase, 0);
}

const struct test_case cause_leaf_cases[] = {
	CASE(leaf_causes),       CASE(the_largest_latch),
	CASE(a_latch_of_causes), CASE(phases),
	CASE(the_last_phase),    CASE(phases_that_end_at_once),
	CASE(a_second_reader),   CASE(who_may_not_read_ends_no_phase),
	{ NULL, NULL },
};
