// SPDX-License-Identifier: GPL-2.0-only
/* What caused the exits of one vCPU: told, refined, counted and shown. */
#include "trace.h"

#include "exit_probe_latch.h"
#include "exit_probe_tell.h"

static void begin(void)
{
	causes_on("1");
	run_begin();
}

static void port_has(u64 port, u64 exits, u64 cycles)
{
	struct exit_probe_cause cause = listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, port);

	SAME(cause.exits, exits);
	SAME(cause.cycles, cycles);
	SAME(cause.error, 0);
}

static void known_work(void)
{
	int i;

	begin();
	for (i = 0; i < 300; i++)
		cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x3f8 + i % 3, 10 + i % 3);
	cause_exit(vcpu, MSR_READ, EXIT_PROBE_CAUSE_MSR, 0x3f8, 7);
	SAME(trace_holds(vcpu).wrong, 0);
	port_has(0x3f8, 100, 100 * 11);
	port_has(0x3f9, 100, 100 * 12);
	port_has(0x3fa, 100, 99 * 10 + 7);
	SAME(listed(0, MSR_READ, EXIT_PROBE_CAUSE_MSR, 0x3f8).exits, 1);
	SAME(listed(0, MSR_READ, EXIT_PROBE_CAUSE_OTHER, 0).exits, 0);
}

/* Its cycles come with the next one. */
static void an_exit_that_is_open_is_listed(void)
{
	begin();
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 5);
	port_has(0x80, 1, 0);
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 9);
	port_has(0x80, 2, 9);
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x81, 3);
	port_has(0x80, 2, 12);
	port_has(0x81, 1, 0);
}

static void an_exit_is_of_the_phase_in_which_it_began(void)
{
	begin();
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 5);
	latch_causes(vcpu, 0);
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 70);
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 9);
	port_has(0x80, 1, 70);
	SAME(listed(1, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).exits, 2);
	SAME(listed(1, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).cycles, 9);
	SAME(trace_holds(vcpu).other, 0);
}

static const struct exit_probe_cause_key *open_key(void)
{
	return &vcpu->exit_probe_causes->open.key;
}

static void key_is(u8 kind, u8 access, u8 width, u64 detail)
{
	SAME(open_key()->kind, kind);
	SAME(open_key()->access, access);
	SAME(open_key()->width, width);
	SAME(open_key()->detail, detail);
}

static void what_is_told_first_holds(void)
{
	begin();
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 5);
	exit_probe_access_mmio(vcpu, 0xfee00000, 4, true);
	exit_probe_tell_ghcb_cause(vcpu, 0x7b);
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_READ, 1, 0x81);
	key_is(EXIT_PROBE_CAUSE_PORT, 0, 0, 0x80);
	cause_exit(vcpu, 0x77, EXIT_PROBE_CAUSE_NONE, 0, 5);
	exit_probe_tell_ghcb_cause(vcpu, 1ULL << 40);
	exit_probe_tell_ghcb_cause(vcpu, 0x7b);
	key_is(EXIT_PROBE_CAUSE_GHCB, 0, 0, 1ULL << 40);
}

static void memory_may_be_a_device(void)
{
	begin();
	cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MEMORY, 0xfea00000, 5);
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MEMORY, 0, 0, 0x200000);
	exit_probe_tell_ghcb_cause(vcpu, 1);
	key_is(EXIT_PROBE_CAUSE_MEMORY, 0, 0, 0xfea00000);
	exit_probe_access_mmio(vcpu, 0xfea12344, 8, false);
	exit_probe_access_mmio(vcpu, 0xfea12348, 4, true);
	key_is(EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_READ, 8, 0xfea12344);
	/* Known as a device's, but not how it is accessed */
	cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MMIO, 0xfee000b0, 5);
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MEMORY, 0, 0, 0x200000);
	key_is(EXIT_PROBE_CAUSE_MMIO, 0, 0, 0xfee000b0);
	exit_probe_access_mmio(vcpu, 0xfee000b0, 4, true);
	exit_probe_access_mmio(vcpu, 0xfee00300, 4, false);
	key_is(EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_WRITE, 4, 0xfee000b0);
}

/* KVM emulates big real mode: those accesses had no exit. */
static void a_pass_tells_no_cause(void)
{
	begin();
	cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MEMORY, 0x200000, 5);
	exit_probe_pass(vcpu);
	exit_probe_access_mmio(vcpu, 0xb8000, 2, true);
	key_is(EXIT_PROBE_CAUSE_MEMORY, 0, 0, 0x200000);
	cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MEMORY, 0x0, 5);
	exit_probe_access_mmio(vcpu, 0xb8000, 2, true);
	key_is(EXIT_PROBE_CAUSE_MMIO, EXIT_PROBE_ACCESS_WRITE, 2, 0xb8000);
}

/* Before the first exit, and if causes are off */
static void no_exit_no_cause(void)
{
	exit_probe_access_mmio(vcpu, 0xfee000b0, 4, true);
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MSR, 0, 0, 1);
	begin();
	exit_probe_access_mmio(vcpu, 0xfee000b0, 4, true);
	exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_MSR, 0, 0, 1);
	block(vcpu, 50);
	SAME(vcpu->exit_probe_causes->open.exits, 0);
	cause_exit(vcpu, 12, EXIT_PROBE_CAUSE_NONE, 0, 5);
	key_is(EXIT_PROBE_CAUSE_NONE, 0, 0, 0);
	SAME(listed(0, 12, EXIT_PROBE_CAUSE_NONE, 0).exits, 1);
	SAME(listed(0, EXIT_PROBE_REASON_NONE, EXIT_PROBE_CAUSE_OTHER, 0).cycles, 5);
	SAME(listed(0, EXIT_PROBE_REASON_NONE, EXIT_PROBE_CAUSE_OTHER, 0).blocked, 50);
}

static void blocked_time_is_of_a_cause(void)
{
	begin();
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 5);
	block(vcpu, 300);
	block(vcpu, 20);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).blocked, 320);
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x81, 5);
	put(true);
	stub_tsc += 7000;
	load(0);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).blocked, 320);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x81).blocked, 0);
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 5);
	halt(900, 0);
	block(vcpu, 1);
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80).blocked, 321);
}

static void at_rip(u64 rip, bool long_mode, bool l, bool db, int ring)
{
	vcpu->arch.rip = rip;
	vcpu->arch.long_mode = long_mode;
	vcpu->arch.cs_l = l;
	vcpu->arch.cs_db = db;
	vcpu->ring = ring;
	cause_exit(vcpu, PORT_IO, EXIT_PROBE_CAUSE_PORT, 0x80, 5);
}

static void the_instruction_pointer(void)
{
	causes_on("rip");
	run_begin();
	at_rip(0xffffffff81000000, true, true, false, 0);
	exit_probe_access_mmio(vcpu, 0xfee000b0, 4, true);
	key_is(EXIT_PROBE_CAUSE_RIP, 8, 64, 0xffffffff81000000);
	at_rip(0x401000, true, false, true, 3);
	key_is(EXIT_PROBE_CAUSE_RIP, 11, 32, 0x401000);
	at_rip(0xffff0, false, true, false, 0);
	key_is(EXIT_PROBE_CAUSE_RIP, 8, 16, 0xffff0);
	vcpu->arch.guest_state_protected = true;
	at_rip(0x401000, true, false, true, 3);
	key_is(EXIT_PROBE_CAUSE_NONE, 0, 0, 0);
	exit_probe_tell_ghcb_cause(vcpu, 0x72);
	key_is(EXIT_PROBE_CAUSE_NONE, 0, 0, 0);
	vcpu->ring = 0;
	SAME(listed(0, PORT_IO, EXIT_PROBE_CAUSE_RIP, 0x401000).exits, 1);
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES, EXIT_PROBE_CAUSES_RIP, 0,
		EXIT_PROBE_PHASE_CAUSES, EXIT_PROBE_CAUSES);
}

/* In debugfs the host's vectors have their numbers. */
static void debugfs_shows_causes(void)
{
	static char text[4096];

	read_debugfs(vcpu, "exit_probe_causes", text, sizeof(text));
	SAME(text[0], 0);
	run_begin();
	trip(5, 5);
	begin();
	cause_exit(vcpu, HOST_IRQ, EXIT_PROBE_CAUSE_HOST_VECTOR, 0xec, 5);
	told.kind = EXIT_PROBE_CAUSE_NONE;
	vm.arch.exit_probe_phase = 3;
	cause_exit(vcpu, NPT, EXIT_PROBE_CAUSE_MEMORY, 0xfea00000, 6);
	exit_probe_access_mmio(vcpu, 0xfea00010, 4, true);
	block(vcpu, 9);
	read_debugfs(vcpu, "exit_probe_causes", text, sizeof(text));
	SAME(strcmp(text, "0 0x1 EXTERNAL_INTERRUPT host_vector 0xec none 0"
			  " exits=1 cycles=6 blocked=0 error=0\n"
			  "3 0x30 EPT_VIOLATION mmio 0xfea00010 write 4"
			  " exits=1 cycles=0 blocked=9 error=0\n"
			  "0 0xa CPUID other 0 none 0 exits=1 cycles=0 blocked=0 error=0\n"
			  "0 - BEFORE_ENTRY other 0 none 0 exits=0 cycles=10 blocked=0 error=0\n"),
	     0);
	causes_on("rip");
	at_rip(0x1000, true, true, false, 3);
	read_debugfs(vcpu, "exit_probe_causes", text, sizeof(text));
	SAME(strstr(text, "3 0x1e IO_INSTRUCTION rip 0x1000 ring3 64 exits=1") != NULL, true);
	SAME(strstr(text, "mmio 0xfea00010 write 4 exits=1 cycles=0 blocked=9") != NULL, true);
	read_debugfs(vcpu, "exit_probe_reasons", text, sizeof(text));
	SAME(strstr(text, "0x30 EPT_VIOLATION exits=1 cycles=0 blocked=9\n") != NULL, true);
}

const struct test_case cause_cases[] = {
	CASE(known_work),
	CASE(an_exit_that_is_open_is_listed),
	CASE(an_exit_is_of_the_phase_in_which_it_began),
	CASE(what_is_told_first_holds),
	CASE(memory_may_be_a_device),
	CASE(a_pass_tells_no_cause),
	CASE(no_exit_no_cause),
	CASE(blocked_time_is_of_a_cause),
	CASE(the_instruction_pointer),
	CASE(debugfs_shows_causes),
	{ NULL, NULL },
};
