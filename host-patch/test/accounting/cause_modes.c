// SPDX-License-Identifier: GPL-2.0-only
/* Causes that are switched while vCPUs run, with each of the modes, and without memory. */
#include "trace.h"

#include "exit_probe_latch.h"
#include "exit_probe_tell.h"

static void set_causes(const char *what)
{
	SAME(stub_set_exit_probe_causes(what), 0);
}

static void port(u64 number)
{
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, number, 5);
}

static u64 exits_of(u64 number)
{
	return listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, number).exits;
}

static u64 other_exits(void)
{
	return listed(0, PORT_IO, EXIT_PROBE_CAUSE_OTHER, 0).exits;
}

static void the_parameter_of_causes(void)
{
	char word[16];

	SAME(stub_get_exit_probe_causes(word), 2);
	SAME(strcmp(word, "0\n"), 0);
	SAME(stub_set_exit_probe_causes("on"), -EINVAL);
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES, EXIT_PROBE_CAUSES_OFF, 0,
		EXIT_PROBE_PHASE_CAUSES, EXIT_PROBE_CAUSES);
	set_causes("rip");
	SAME(stub_get_exit_probe_causes(word), 4);
	SAME(strcmp(word, "rip\n"), 0);
	set_causes("1");
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES, EXIT_PROBE_CAUSES_DETAIL, 0,
		EXIT_PROBE_PHASE_CAUSES, EXIT_PROBE_CAUSES);
	set_causes("0");
	SAME(exit_probe_by_cause.key.enabled || exit_probe_extras.key.enabled, false);
}

/* A table is made when it is needed, and stays. */
static void causes_switched_on_and_off(void)
{
	const struct kvm_exit_probe_causes *table;

	run_begin();
	port(0x80);
	SAME(vcpu->exit_probe_causes == NULL, true);
	SAME(exits_of(0x80), 0);
	set_causes("1");
	all_take_the_mode();
	table = vcpu->exit_probe_causes;
	SAME(table == NULL, false);
	port(0x80);
	port(0x80);
	SAME(exits_of(0x80), 2);
	SAME(other_exits(), 1);
	set_causes("0");
	all_take_the_mode();
	port(0x80);
	SAME(vcpu->exit_probe_causes == table, true);
	latch_causes(vcpu, 0);
	answers(EXIT_PROBE_LEAF_CAUSES, 0, 0, 0, 0, 0);
	vm.arch.exit_probe_phase = 0;
	set_causes("1");
	all_take_the_mode();
	port(0x80);
	SAME(vcpu->exit_probe_causes == table, true);
	SAME(exits_of(0x80), 3);
	SAME(other_exits(), 2);
}

/* A change of the mode has no exit be of no cause that had one. */
static void a_change_keeps_the_open_exit(void)
{
	static const char *const modes[] = { "count", "off", "time", "count", "time" };
	u64 exits = 0;
	int i;

	causes_on("1");
	run_begin();
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		port(0x80);
		if (exit_probe_mode() != EXIT_PROBE_OFF)
			exits++;
		set_mode(modes[i]);
		if (exit_probe_mode() != EXIT_PROBE_OFF)
			SAME(exits_of(0x80), exits);
		all_take_the_mode();
		if (exit_probe_mode() != EXIT_PROBE_OFF)
			SAME(exits_of(0x80), exits);
	}
	SAME(other_exits(), 0);
}

/* The guest ran while the mode changed: what KVM finds out is not of the exit before. */
static void an_exit_that_does_not_count_has_no_cause(void)
{
	static const char *const modes[] = { "off", "count", "time" };
	int i;

	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		set_mode("time");
		causes_on("1");
		run_begin();
		cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MEMORY, 0x200000, 5);
		exit_probe_stamp_entry(vcpu);
		set_mode(modes[i]);
		set_mode(modes[i]);
		set_causes("rip");
		set_causes("1");
		exit_probe_stamp_exit(vcpu);
		exit_probe_settle(vcpu, NPT, settle_told);
		exit_probe_access_mmio(vcpu, 0xfee000b0, 4, true);
		set_mode("time");
		all_take_the_mode();
		SAME(listed(0, NPT, EXIT_PROBE_CAUSE_MMIO, 0xfee000b0).exits, 0);
		SAME(listed(0, NPT, EXIT_PROBE_CAUSE_MEMORY, 0x200000).exits, i + 1);
	}
}

/* Of a vCPU in mode off, the key may be on before the one that settles its exits. */
static void an_open_exit_is_final_in_mode_off(void)
{
	causes_on("1");
	run_begin();
	cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MEMORY, 0x200000, 5);
	vcpu->stat.exit_probe.mode = EXIT_PROBE_OFF;
	exit_probe_access_mmio(vcpu, 0xfee000b0, 4, true);
	SAME(vcpu->exit_probe_causes->open.key.kind, EXIT_PROBE_CAUSE_MEMORY);
}

static void causes_while_exits_are_counted(void)
{
	set_mode("count");
	causes_on("1");
	run_begin();
	port(0x80);
	port(0x80);
	block(vcpu, 100);
	port(0x81);
	SAME(trace_holds(vcpu).causes, 2);
	SAME(exits_of(0x80), 2);
	SAME(stub_tsc_reads, 0);
	/* The cycles of mode time are not of this one. */
	set_mode("time");
	all_take_the_mode();
	port(0x80);
	block(vcpu, 100);
	port(0x80);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).cycles, 5);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).blocked, 100);
	set_mode("count");
	all_take_the_mode();
	SAME(exits_of(0x80), 4);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).cycles, 0);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).blocked, 0);
}

/* As without rows: it counts nothing, and says so. */
static void no_memory_for_a_table(void)
{
	run_begin();
	port(0x80);
	SAME(exit_probe_generation(&vm) == 0, false);
	set_causes("1");
	stub_no_memory = true;
	all_take_the_mode();
	stub_no_memory = false;
	SAME(vcpu->exit_probe_causes == NULL, true);
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_OFF);
	SAME(exit_probe_generation(&vm), 0);
	port(0x80);
	SAME(count(EXIT_PROBE_EXITS), 1);
	set_causes("0");
	all_take_the_mode();
	SAME(exit_probe_generation(&vm) == 0, false);
	port(0x80);
	SAME(count(EXIT_PROBE_EXITS), 2);
}

/* The latch before is not one of this generation. */
static void no_memory_for_causes_in_a_latch(void)
{
	u64 now;

	run_begin();
	port(0x80);
	latch_causes(vcpu, 0);
	now = vcpu->exit_probe_latch->generation;
	SAME(now == vm.arch.exit_probe_generation, true);
	causes_on("1");
	stub_no_memory = true;
	answers(EXIT_PROBE_LEAF_TABLE, 7u << 24, 0, 0, 0, EXIT_PROBE_UNDEFINED);
	stub_no_memory = false;
	SAME(vm.arch.exit_probe_phase, 1);
	answers(EXIT_PROBE_LEAF_CAUSES, 0, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 7u << 24, 2, 0, 0, 0);
	SAME(vm.arch.exit_probe_phase, 8);
	now = vm.arch.exit_probe_generation;
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, now, now >> 32, 0, 0);
}

static void switch_on(void)
{
	stub_step = NULL;
	set_causes("1");
}

static int steps_left;

static void switch_on_later(void)
{
	if (!steps_left--)
		switch_on();
}

/*
 * When it reads the mode, and when it gets memory for its rows. It must not count before it
 * has a table: those exits would have no cause.
 */
static void causes_come_on_while_a_vcpu_takes_the_mode(void)
{
	int steps;

	for (steps = 0; steps < 2; steps++) {
		set_causes("0");
		exit_probe_free_causes(vcpu);
		vcpu->exit_probe_causes = NULL;
		exit_probe_free_rows(vcpu);
		vcpu->exit_probe_rows = NULL;
		steps_left = steps;
		stub_step = switch_on_later;
		exit_probe_check_mode(vcpu);
		stub_step = NULL;
		if (exit_probe_by_cause.key.enabled && exit_probe_of(vcpu)->mode)
			SAME(vcpu->exit_probe_causes == NULL, false);
		set_causes("1");
		exit_probe_check_mode(vcpu);
		SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_TIME);
		SAME(vcpu->exit_probe_causes == NULL, false);
	}
}

/* The CPUs have no causes; debugfs has those of the vCPUs. */
static void scope_host_has_no_causes(void)
{
	static char text[1024];

	SAME(stub_set_exit_probe_scope("host"), 0);
	causes_on("1");
	run_begin();
	port(0x80);
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES, EXIT_PROBE_CAUSES_OFF, 0,
		EXIT_PROBE_PHASE_CAUSES, EXIT_PROBE_CAUSES);
	latch_causes(vcpu, 0);
	answers(EXIT_PROBE_LEAF_CAUSES, 0, 0, 0, 0, 0);
	SAME(vcpu->exit_probe_latch->causes == NULL, true);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_ROW + 1, PORT_IO, 1, 0, 0);
	read_debugfs(vcpu, "exit_probe_causes", text, sizeof(text));
	SAME(strstr(text, "IO_INSTRUCTION port 0x80 none 0 exits=1") != NULL, true);
}

/* Half of the vCPUs are latched, then causes change: the latch is not valid, the next is. */
static void causes_switched_during_a_latch(void)
{
	static const char *const what[] = { "1", "0", "1", "rip", "0" };
	int i, v;

	vm.online_vcpus = STUB_VCPUS;
	run_begin();
	for (i = 0; i < ARRAY_SIZE(what); i++) {
		all_take_the_mode();
		for (v = 0; v < STUB_VCPUS; v++)
			port_exit(&vm.vcpu[v], 0x80 + v);
		answers(EXIT_PROBE_LEAF_TABLE, 0, 0, STUB_VCPUS - 64, 0, 0);
		set_causes(what[i]);
		latch_causes(vcpu, 0);
		answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GENERATION, 0, 0, 0, 0);
		all_take_the_mode();
		latch_causes(vcpu, 0);
		SAME(vcpu->exit_probe_latch->generation, vm.arch.exit_probe_generation);
	}
}

static void read_by_other(void)
{
	trace_holds(other);
}

/* Its cause is told before it is counted. */
static void a_reader_comes_while_an_exit_is_told(void)
{
	static const u32 reasons[] = { PORT_IO, MSR_READ, NPT };
	int i;

	causes_on("1");
	run_begin();
	while_told = read_by_other;
	for (i = 0; i < 300; i++) {
		cause_exit(vcpu, reasons[below(3)], EXIT_PROBE_CAUSE_PORT, below(4), 1 + below(9));
		if (!below(3))
			block(vcpu, below(100));
	}
	while_told = NULL;
	SAME(trace_holds(other).wrong, 0);
}

const struct test_case cause_mode_cases[] = {
	CASE(the_parameter_of_causes),
	CASE(causes_switched_on_and_off),
	CASE(a_change_keeps_the_open_exit),
	CASE(an_exit_that_does_not_count_has_no_cause),
	CASE(an_open_exit_is_final_in_mode_off),
	CASE(causes_while_exits_are_counted),
	CASE(no_memory_for_a_table),
	CASE(no_memory_for_causes_in_a_latch),
	CASE(causes_come_on_while_a_vcpu_takes_the_mode),
	CASE(scope_host_has_no_causes),
	CASE(causes_switched_during_a_latch),
	CASE(a_reader_comes_while_an_exit_is_told),
	{ NULL, NULL },
};
