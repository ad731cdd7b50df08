// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the tracer makes of events: phases, reasons, cycles, causes, the record.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "exit_probe_abi.h"
#include "probe/marks.h"
#include "record/check.h"
#include "refuse.h"
#include "test/cmocka_tap.h"
#include "trace_causes.h"
#include "trace_record.h"

#define AMD   EXIT_PROBE_VENDOR_AMD
#define INTEL EXIT_PROBE_VENDOR_INTEL
#define CPUID 0x72 /* AMD's codes */
#define HLT   0x78
#define IOIO  0x7B

static struct account account;
static struct record record, guest;
static struct chosen chosen;
static struct phase_names names;
static uint64_t now;

static int start(void **state)
{
	(void)state;
	memset(&account, 0, sizeof(account));
	memset(&record, 0, sizeof(record));
	memset(&guest, 0, sizeof(guest));
	memset(&chosen, 0, sizeof(chosen));
	memset(&names, 0, sizeof(names));
	now = 1000;
	return 0;
}

static void take(enum event_kind kind, uint32_t thread, uint64_t a, uint64_t b, uint64_t c)
{
	const struct event event = { kind, now, thread, { a, b, c } };

	assert_true(account_take(&account, &event));
	now += 10;
}

static void enter(uint32_t thread)
{
	take(EVENT_ENTRY, thread, 0, 0, 0);
}

static void leave(uint32_t thread, uint32_t reason)
{
	take(EVENT_EXIT, thread, reason, AMD, thread - 1);
}

static void exits(uint32_t reason, int count)
{
	while (count-- > 0) {
		leave(1, reason);
		enter(1);
	}
}

static void reads(uint32_t leaf, uint32_t index)
{
	leave(1, CPUID);
	take(EVENT_CPUID, 1, leaf, index, 0);
	enter(1);
}

/* A sample of a guest on a host that is not patched */
static void sample(uint32_t mark)
{
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	reads(MARK_LEAF, mark);
}

static void make_record(const struct record *of)
{
	account.now.tsc = now;
	assert_true(account_end(&account));
	assert_true(trace_record(&record, &account, &(struct trace_names){ of, &names }, &chosen));
	for (size_t i = 0; i < record.begin.causes; i++)
		assert_null(record_check_of("cause")(&record, i));
}

static uint64_t of_reason(const char *name, size_t phase)
{
	for (uint64_t i = 0; i < record.begin.reasons; i++)
		if (strcmp(record.reasons[i].name, name) == 0)
			return record.phase_reasons[phase].counts[i].exits;
	return 0;
}

static void a_latch_ends_a_phase_and_a_mark_names_it(void **state)
{
	(void)state;
	exits(IOIO, 3);
	sample(MARK_CHECKPOINT);
	exits(IOIO, 2);
	exits(HLT, 1);
	sample(MARK_CHECKPOINT + 1);
	exits(IOIO, 4);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_string_equal(record.checkpoints[0].name, "entry");
	assert_string_equal(record.phases[0].name, "cpu");
	assert_int_equal(record.checkpoints[0].counters.exits, 4);
	assert_int_equal(record.phases[0].counters.exits, 5);
	/* The mark of the sample before, and the latch */
	assert_int_equal(record.phases[0].reads, 2);
	assert_int_equal(record.phases[0].beyond, 3);
	assert_int_equal(of_reason("ioio", 0), 2);
	assert_int_equal(of_reason("hlt", 0), 1);
	assert_int_equal(of_reason("cpuid", 0), 2);
	assert_true(record_before_adds_up(&record));
	assert_true(record_phase_adds_up(&record, 1));
	assert_true(record_boot_adds_up(&record));
	assert_int_equal(record.host.source, SOURCE_TRACE);
	assert_int_equal(record.end.verdict, VERDICT_PASS);
}

static void a_mark_may_come_without_a_latch(void **state)
{
	(void)state;
	reads(MARK_LEAF, MARK_CHECKPOINT);
	exits(IOIO, 1);
	reads(MARK_LEAF, MARK_NAMED);
	make_record(NULL);
	assert_string_equal(record.phases[0].name, "mark_1");
	assert_int_equal(record.phases[0].beyond, 1);
}

/* Other guests read that leaf too: its index is no mark, and the read not the tracer's. */
static void other_reads_are_exits_like_others(void **state)
{
	(void)state;
	sample(MARK_CHECKPOINT);
	reads(MARK_LEAF, 0);
	reads(0x40000000, 0);
	sample(MARK_NOTHING);
	sample(MARK_CHECKPOINT + 1);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_int_equal(record.phases[0].beyond, 2);
	assert_int_equal(record.phases[0].reads, 4);
}

static void a_guest_that_starts_again_has_its_last_boot(void **state)
{
	(void)state;
	sample(MARK_CHECKPOINT);
	exits(IOIO, 5);
	sample(MARK_CHECKPOINT + 1);
	exits(HLT, 1);
	sample(MARK_CHECKPOINT);
	exits(IOIO, 1);
	sample(MARK_CHECKPOINT + 1);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_int_equal(record.phases[0].beyond, 1);
	assert_int_equal(record.checkpoints[0].counters.exits, 11);
}

static void a_guest_without_marks_has_one_phase(void **state)
{
	(void)state;
	exits(IOIO, 7);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_string_equal(record.phases[0].name, "end");
	assert_int_equal(record.phases[0].beyond, 7);
}

static void cycles_are_kernel_userspace_halted_or_guest(void **state)
{
	(void)state;
	enter(1);
	now = 2000;
	leave(1, IOIO); /* 1000 cycles of the guest */
	now = 2300;
	take(EVENT_USERSPACE, 1, 0, 0, 0);
	now = 2700;
	enter(1);
	now = 3000;
	leave(1, HLT);
	now = 4000;
	take(EVENT_WAKEUP, 1, 0, 0, 0);
	now = 4050;
	enter(1);
	assert_int_equal(account.now.counters.guest, 1000 + 300);
	assert_int_equal(account.now.counters.kernel, 300 + 50);
	assert_int_equal(account.now.counters.userspace, 400);
	assert_int_equal(account.now.counters.userspace_exits, 1);
	assert_int_equal(account.now.counters.halted, 1000);
	make_record(NULL);
	assert_int_equal(record.reasons[0].code, HLT);
	assert_int_equal(record.reasons[0].max, 50);
	assert_int_equal(record.reasons[0].histogram[6], 1);
}

static void an_entry_without_an_exit_has_one(void **state)
{
	(void)state;
	enter(1);
	enter(1);
	enter(2);
	leave(2, HLT);
	enter(2);
	assert_int_equal(account.unseen, 1);
	assert_int_equal(account.now.counters.exits, 2);
	make_record(NULL);
	assert_int_equal(of_reason("other", 0), 1);
}

/* A kernel of one's own: each of its marks is a latching read. */
static void ends(uint32_t phase)
{
	reads(EXIT_PROBE_LEAF_TABLE, phase << 24);
}

static void a_guests_own_marks_end_phases_by_number(void **state)
{
	(void)state;
	strcpy(names.of[3], "ports");
	exits(IOIO, 2);
	ends(0);
	exits(HLT, 1);
	ends(1);
	exits(IOIO, 4);
	ends(1); /* has ended already, as in KVM */
	ends(0);
	ends(255); /* is no mark */
	exits(IOIO, 1);
	ends(3); /* 2 is left out */
	exits(HLT, 6);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 4);
	assert_string_equal(record.checkpoints[0].name, "entry");
	assert_string_equal(record.phases[0].name, "phase_1");
	assert_string_equal(record.phases[1].name, "ports");
	assert_string_equal(record.phases[2].name, "end");
	assert_int_equal(record.checkpoints[0].counters.exits, 3);
	assert_int_equal(record.phases[0].beyond, 1);
	assert_int_equal(record.phases[0].reads, 1);
	assert_int_equal(of_reason("ioio", 1), 5);
	assert_int_equal(record.phases[1].beyond, 5);
	assert_int_equal(record.phases[1].reads, 4);
	assert_int_equal(record.phases[2].beyond, 6);
	assert_int_equal(record.phases[2].reads, 0);
	assert_int_equal(account.marks.late, 3);
	assert_true(record_boot_adds_up(&record));
	assert_true(record_causes_add_up(&record));
	for (size_t i = 1; i <= 3; i++)
		assert_true(record_phase_adds_up(&record, i));
}

static void one_mark_is_enough(void **state)
{
	(void)state;
	exits(IOIO, 2);
	ends(200);
	exits(HLT, 3);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_string_equal(record.checkpoints[0].name, "phase_200");
	assert_string_equal(record.phases[0].name, "end");
	assert_int_equal(record.phases[0].beyond, 3);
}

static void a_loop_of_marks_needs_no_room(void **state)
{
	(void)state;
	for (int i = 0; i < 2 * MARKS_MAX; i++)
		ends(0);
	exits(HLT, 1);
	make_record(NULL);
	assert_int_equal(record.phases[0].reads, 2 * MARKS_MAX - 1);
	assert_int_equal(record.phases[0].beyond, 1);
}

static void a_record_has_room_for_31_marks(void **state)
{
	(void)state;
	for (uint32_t phase = 0; phase < 31; phase++)
		ends(8 * phase);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, RECORD_CHECKPOINTS_MAX);
	assert_string_equal(record.checkpoints[30].name, "phase_240");
}

static struct vcpu_exits of_vcpu[3];

static void keep(uint32_t vcpu, const struct vcpu_exits *exits_of_vcpu)
{
	of_vcpu[vcpu] = *exits_of_vcpu;
}

static void each_vcpu_has_its_exits(void **state)
{
	(void)state;
	exits(IOIO, 4);
	exits(HLT, 2);
	leave(3, HLT);
	account_vcpus(&account, keep);
	assert_int_equal(of_vcpu[0].all, 6);
	assert_int_equal(of_vcpu[0].by_row[0], 4);
	assert_int_equal(of_vcpu[0].by_row[1], 2);
	assert_int_equal(of_vcpu[1].all, 0);
	assert_int_equal(of_vcpu[2].all, 1);
	assert_int_equal(of_vcpu[2].by_row[1], 1);
}

static void flags_are_not_part_of_intels_reason(void **state)
{
	(void)state;
	take(EVENT_EXIT, 1, 0x8000000A, INTEL, 0);
	make_record(NULL);
	assert_string_equal(record.reasons[0].name, "cpuid");
	assert_int_equal(record.host.vendor, INTEL);
}

static void reasons_without_room_are_other(void **state)
{
	(void)state;
	for (uint32_t code = 0; code < RECORD_REASONS_MAX + 10; code++)
		exits(code, 1);
	make_record(NULL);
	assert_int_equal(record.begin.reasons, RECORD_REASONS_MAX);
	assert_int_equal(of_reason("other", 0), 11);
	assert_true(record_phase_adds_up(&record, 1));
}

static void make_guest(const char *second)
{
	guest.begin = (struct record_begin){ .checkpoints = 2, .benches = 1 };
	strcpy(guest.checkpoints[0].name, "entry");
	strcpy(guest.checkpoints[1].name, second);
	guest.checkpoints[0].tsc = 5;
	guest.checkpoints[1].tsc = 77;
	guest.benches[0] = (struct record_bench){ .id = 3, .name = "cpuid", .n = 2 };
	guest.benches[0].status = BENCH_UNCHECKED;
	guest.end.verdict = VERDICT_UNPATCHED;
	strcpy(guest.end.reason, "the host is not patched");
}

static void the_guests_record_gets_the_exits(void **state)
{
	(void)state;
	make_guest("login");
	sample(MARK_CHECKPOINT);
	sample(MARK_CHECKPOINT + 1);
	exits(HLT, 3);
	sample(MARK_NAMED);
	sample(MARK_BENCH + 3);
	reads(MARK_LEAF, 0);
	reads(MARK_LEAF, 0);
	exits(0x60, 1);
	sample(MARK_BENCH + 3);
	make_record(&guest);
	assert_string_equal(record.phases[0].name, "login");
	assert_int_equal(record.phases[0].tsc, 72);
	assert_int_equal(record.phases[0].beyond, 3);
	assert_int_equal(record.benches[0].exits, 2);
	assert_int_equal(record.benches[0].noise, 1);
	assert_string_equal(record.benches[0].reasons[0].name, "intr");
	assert_string_equal(record.benches[0].reasons[1].name, "cpuid");
	assert_int_equal(record.end.verdict, VERDICT_PASS);
	assert_string_equal(record.end.reason, "");
}

/* On a patched host samples have no names, and the guest's record may not have all. */
static void marks_without_names_are_those_at_the_guests_time(void **state)
{
	(void)state;
	make_guest("kernel");
	guest.begin.benches = 0;
	guest.checkpoints[0].tsc = 70;
	guest.host.patched = 1;
	guest.host.causes = EXIT_PROBE_CAUSES_RIP; /* the trace has its own causes */
	guest.begin.causes = 9;
	guest.host.mode = EXIT_PROBE_MODE_COUNT; /* the trace has cycles all the same */
	exits(IOIO, 1);
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	now += 1000;
	exits(IOIO, 2);
	/* It may tell the number of the phase, which is not one of an item. */
	reads(EXIT_PROBE_LEAF_TABLE, 3U << 24 | EXIT_PROBE_TABLE_LATCH);
	reads(EXIT_PROBE_LEAF_TABLE, 3U << 24 | (EXIT_PROBE_TABLE_ROW + 1));
	now += 500;
	exits(IOIO, 4);
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	now += 500;
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	guest.checkpoints[1].tsc = 70 + 1700;
	make_record(&guest);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_int_equal(record.phases[0].beyond, 6);
	assert_int_equal(record.phases[0].reads, 3);
	assert_true(record_is_timed(&record));
	assert_int_equal(record.host.causes, EXIT_PROBE_CAUSES_DETAIL);
	assert_int_equal(record.begin.causes, 4);
}

/* KVM makes the latch in the first read. */
static void a_long_first_latch_moves_no_mark(void **state)
{
	uint64_t first;

	(void)state;
	make_guest("kernel");
	guest.begin.benches = 0;
	guest.checkpoints[0].tsc = 70;
	first = now;
	leave(1, CPUID);
	now += 400;
	take(EVENT_CPUID, 1, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 0);
	enter(1);
	exits(IOIO, 1);
	now += 300;
	guest.checkpoints[1].tsc = 70 + now - first;
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	now += 250;
	exits(IOIO, 1);
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	make_record(&guest);
	assert_int_equal(record.phases[0].beyond, 1);
	assert_int_equal(record.phases[0].reads, 1);
}

/* What a record has of causes */
static const struct record_cause *listed(size_t at)
{
	assert_true(at < record.begin.causes);
	return &record.causes[at];
}

static void assert_cause(size_t at, const char *reason, uint32_t kind, uint64_t detail,
			 uint32_t access, uint64_t width)
{
	const struct record_cause *cause = listed(at);

	assert_string_equal(cause->reason, reason);
	assert_int_equal(cause->kind, kind);
	assert_int_equal(cause->detail, detail);
	assert_int_equal(cause->access, access);
	assert_int_equal(cause->width, width);
}

/* Exits of which the exit's own event says all */
static void the_exit_says_its_cause(void **state)
{
	static const struct {
		uint32_t code, vendor;
		uint64_t info1, info2, interruption;
		const char *reason;
		uint32_t kind;
		uint64_t detail;
		uint32_t access;
		uint64_t width;
	} exits_of[] = {
#define R       EXIT_PROBE_ACCESS_READ
#define W       EXIT_PROBE_ACCESS_WRITE
#define K(kind) EXIT_PROBE_CAUSE_##kind
		/* IN AL, DX; OUT DX, EAX; REP OUTSW */
		{ IOIO, AMD, 0x03F80011, 0, 0, "ioio", K(PORT), 0x3F8, R, 1 },
		{ IOIO, AMD, 0x0CF80040, 0, 0, "ioio", K(PORT), 0xCF8, W, 4 },
		{ IOIO, AMD, 0x051000AC, 0, 0, "ioio", K(PORT), 0x510, W, 2 },
		{ 30, INTEL, 0x03F80008, 0, 0, "io_instruction", K(PORT), 0x3F8, R, 1 },
		{ 30, INTEL, 0x0CF80003, 0, 0, "io_instruction", K(PORT), 0xCF8, W, 4 },
		{ 30, INTEL, 0xFFFF0031, 0, 0, "io_instruction", K(PORT), 0xFFFF, W, 2 },
		{ 0x400, AMD, 6, 0x7FE12345, 0, "npf", K(MEMORY), 0x7FE00000, 0, 0 },
		{ 0x400, AMD, 0x14, 0x200000, 0, "npf", K(MEMORY), 0x200000, 0, 0 },
		/* A reserved bit: KVM knows that it is a device. */
		{ 0x400, AMD, 0xF, 0xFEB01234, 0, "npf", K(MMIO), 0xFEB01234, 0, 0 },
		{ 0x401, AMD, 0xFFFFFFFF, 1, 0, "avic_incomplete_ipi", K(APIC), 0x300, W, 0 },
		{ 0x402, AMD, 0x1000000B0, 0, 0, "avic_noaccel", K(APIC), 0xB0, W, 0 },
		{ 0x402, AMD, 0x390, 0, 0, "avic_noaccel", K(APIC), 0x390, R, 0 },
		{ 44, INTEL, 0x0380, 0, 0, "apic_access", K(APIC), 0x380, R, 0 },
		{ 44, INTEL, 0x1300, 0, 0, "apic_access", K(APIC), 0x300, W, 0 },
		{ 44, INTEL, 0xF0B0, 0, 0, "apic_access", K(NONE), 0, 0, 0 },
		{ 56, INTEL, 0x304, 0, 0, "apic_write", K(APIC), 0x300, W, 0 },
		/* MOV from and to, CLTS, LMSW */
		{ 28, INTEL, 0x18, 0, 0, "cr_access", K(CR), 8, R, 0 },
		{ 28, INTEL, 0x304, 0, 0, "cr_access", K(CR), 4, W, 0 },
		{ 28, INTEL, 0x20, 0, 0, "cr_access", K(CR), 0, W, 0 },
		{ 28, INTEL, 0x10030, 0, 0, "cr_access", K(CR), 0, W, 0 },
		{ 0x008, AMD, 0, 0, 0, "read_cr8", K(CR), 8, R, 0 },
		{ 0x010, AMD, 0, 0, 0, "write_cr0", K(CR), 0, W, 0 },
		{ 0x065, AMD, 0, 0, 0, "cr0_sel_write", K(CR), 0, W, 0 },
		{ 29, INTEL, 0x17, 0, 0, "dr_access", K(DR), 7, R, 0 },
		{ 29, INTEL, 0x306, 0, 0, "dr_access", K(DR), 6, W, 0 },
		{ 0x027, AMD, 0, 0, 0, "read_dr7", K(DR), 7, R, 0 },
		{ 0x030, AMD, 0, 0, 0, "write_dr0", K(DR), 0, W, 0 },
		{ 0, INTEL, 0x1000, 0, 0x80000B0E, "exception_nmi", K(VECTOR), 14, 0, 0 },
		{ 0, INTEL, 0, 0, 0x80000202, "exception_nmi", K(NONE), 0, 0, 0 },
		{ 0x05F, AMD, 0, 0, 0, "excp31", K(VECTOR), 31, 0, 0 },
		{ 45, INTEL, 0x31, 0, 0, "virtualized_eoi", K(VECTOR), 0x31, 0, 0 },
		{ 84, INTEL, 0x10, 0, 0, "rdmsr_imm", K(MSR), 0x10, R, 0 },
		{ 85, INTEL, 0x6E0, 0, 0, "wrmsr_imm", K(MSR), 0x6E0, W, 0 },
		/* An interrupt's vector is the host's business. */
		{ 1, INTEL, 0, 0, 0x800000EC, "external_interrupt", K(NONE), 0, 0, 0 },
		{ HLT, AMD, 5, 5, 0, "hlt", K(NONE), 0, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(exits_of) / sizeof(exits_of[0]); i++) {
		const struct event event = { EVENT_EXIT,
					     now,
					     1,
					     { exits_of[i].code, exits_of[i].vendor, 0, 0xFFF0,
					       exits_of[i].info1, exits_of[i].info2,
					       exits_of[i].interruption } };

		start(state);
		assert_true(account_take(&account, &event));
		make_record(NULL);
		assert_int_equal(record.begin.causes, 1);
		assert_int_equal(listed(0)->phase, 1);
		assert_cause(0, exits_of[i].reason, exits_of[i].kind, exits_of[i].detail,
			     exits_of[i].access, exits_of[i].width);
	}
}

/* The rest is told by KVM's handlers. */
static void events_after_the_exit_tell_the_rest(void **state)
{
	static const struct {
		uint32_t code, vendor;
		uint64_t info1;
		struct event told;
		uint32_t kind;
		uint64_t detail;
		uint32_t access;
		uint64_t width;
	} exits_of[] = {
		{ 31, INTEL, 0, { EVENT_MSR, 0, 0, { 0x1B } }, K(MSR), 0x1B, R, 0 },
		{ 32, INTEL, 0, { EVENT_MSR, 0, 0, { 0x6E0 } }, K(MSR), 0x6E0, W, 0 },
		{ 0x7C, AMD, 1, { EVENT_MSR, 0, 0, { 0xC0000080 } }, K(MSR), 0xC0000080, W, 0 },
		{ 0x7C, AMD, 0, { EVENT_MSR, 0, 0, { 0x10 } }, K(MSR), 0x10, R, 0 },
		{ CPUID, AMD, 0, { EVENT_CPUID, 0, 0, { 0xD, 1 } }, K(CPUID), 0xD, 0, 0 },
		{ 10, INTEL, 0, { EVENT_CPUID, 0, 0, { 7 } }, K(CPUID), 7, 0, 0 },
		{ 18, INTEL, 0, { EVENT_HYPERCALL, 0, 0, { 5 } }, K(HYPERCALL), 5, 0, 0 },
		{ 0x81, AMD, 0, { EVENT_HYPERCALL, 0, 0, { 9 } }, K(HYPERCALL), 9, 0, 0 },
		{ 0x403, AMD, 0, { EVENT_VMGEXIT, 0, 0, { 0x7B } }, K(GHCB), 0x7B, 0, 0 },
		{ 48, INTEL, 2, { EVENT_PAGE_FAULT, 0, 0, { 0x3FFFFF } }, K(MEMORY), 0x200000, 0, 0 },
		{ 48, INTEL, 4, { EVENT_PAGE_FAULT, 0, 0, { 0x1000 } }, K(MEMORY), 0, 0, 0 },
		{ 48,
		  INTEL,
		  2,
		  { EVENT_MMIO, 0, 0, { 2, 4, 0xFEC00010 } },
		  K(MMIO),
		  0xFEC00010,
		  W,
		  4 },
		{ 49,
		  INTEL,
		  0,
		  { EVENT_MMIO, 0, 0, { 1, 8, 0xFED000F0 } },
		  K(MMIO),
		  0xFED000F0,
		  R,
		  8 },
		{ 49,
		  INTEL,
		  0,
		  { EVENT_FAST_MMIO, 0, 0, { 0xFEB01004 } },
		  K(MMIO),
		  0xFEB01004,
		  0,
		  0 },
		{ 0x400, AMD, 6, { EVENT_MMIO, 0, 0, { 2, 2, 0xB8000 } }, K(MMIO), 0xB8000, W, 2 },
		{ 0x400,
		  AMD,
		  0xE,
		  { EVENT_FAST_MMIO, 0, 0, { 0xFEB01004 } },
		  K(MMIO),
		  0xFEB01004,
		  0,
		  0 },
	};

	for (size_t i = 0; i < sizeof(exits_of) / sizeof(exits_of[0]); i++) {
		const struct event event = { EVENT_EXIT,
					     now,
					     1,
					     { exits_of[i].code, exits_of[i].vendor, 0, 0xFFF0,
					       exits_of[i].info1, 0x12345678, 0 } };
		struct event told = exits_of[i].told;

		start(state);
		enter(1);
		assert_true(account_take(&account, &event));
		told.thread = 2; /* another vCPU's */
		told.value[0]++;
		assert_true(account_take(&account, &told));
		told.thread = 1;
		told.value[0]--;
		assert_true(account_take(&account, &told));
		told.value[0]++; /* A second one is of the same exit. */
		assert_true(account_take(&account, &told));
		enter(1);
		make_record(NULL);
		assert_int_equal(record.begin.causes, 1);
		assert_int_equal(listed(0)->kind, exits_of[i].kind);
		assert_int_equal(listed(0)->detail, exits_of[i].detail);
		assert_int_equal(listed(0)->access, exits_of[i].access);
		assert_int_equal(listed(0)->width, exits_of[i].width);
		assert_int_equal(listed(0)->error, 0);
	}
}

/* KVM asks the VMM, which answers after KVM_RUN returned; the instruction goes on to the next
 * address without an entry. */
static void a_device_is_told_by_its_first_access(void **state)
{
	(void)state;
	take(EVENT_EXIT, 1, 48, INTEL, 0);
	take(EVENT_PAGE_FAULT, 1, 0xFED40000, 0, 0);
	take(EVENT_MMIO, 1, 0, 4, 0xFED40000);
	take(EVENT_USERSPACE, 1, 0, 0, 0);
	take(EVENT_MMIO, 1, 1, 4, 0xFED40000);
	take(EVENT_MMIO, 1, 0, 4, 0xFED40004);
	take(EVENT_USERSPACE, 1, 0, 0, 0);
	take(EVENT_MMIO, 1, 1, 4, 0xFED40004);
	enter(1);
	take(EVENT_EXIT, 1, 48, INTEL, 0);
	take(EVENT_PAGE_FAULT, 1, 0xFED40000, 0, 0);
	enter(1);
	/* What KVM emulates for another exit is none of this. */
	take(EVENT_EXIT, 1, 12, INTEL, 0);
	take(EVENT_MMIO, 1, 1, 4, 0xFEE00020);
	take(EVENT_MSR, 1, 0x1B, 0, 0);
	enter(1);
	make_record(NULL);
	assert_int_equal(record.begin.causes, 3);
	assert_cause(0, "hlt", K(NONE), 0, 0, 0);
	assert_cause(1, "ept_violation", K(MEMORY), 0xFEC00000, 0, 0);
	assert_cause(2, "ept_violation", K(MMIO), 0xFED40000, R, 4);
	assert_int_equal(listed(2)->exits, 1);
}

static void svms_fast_path_tells_before_the_exit(void **state)
{
	const struct event write = { EVENT_EXIT, now, 1, { 0x7C, AMD, 0, 0, 1 } };

	(void)state;
	enter(1);
	take(EVENT_MSR, 1, 0x830, 0, 0);
	assert_true(account_take(&account, &write));
	enter(1);
	assert_true(account_take(&account, &write));
	take(EVENT_MSR, 1, 0x838, 0, 0);
	enter(1);
	/* It went back without an exit's event: the next exit is another. */
	take(EVENT_MSR, 1, 0x830, 0, 0);
	enter(1);
	assert_true(account_take(&account, &write));
	take(EVENT_MSR, 1, 0x80B, 0, 0);
	enter(1);
	make_record(NULL);
	assert_int_equal(record.begin.causes, 4);
	assert_cause(0, "other", K(OTHER), 0, 0, 0);
	assert_cause(1, "msr", K(MSR), 0x80B, W, 0);
	assert_cause(2, "msr", K(MSR), 0x830, W, 0);
	assert_cause(3, "msr", K(MSR), 0x838, W, 0);
}

static void what_no_event_told_may_be_of_any_cause_of_the_reason(void **state)
{
	(void)state;
	exits(HLT, 1);
	exits(CPUID, 3);
	reads(7, 0);
	make_record(NULL);
	assert_int_equal(record.begin.causes, 3);
	assert_cause(0, "cpuid", K(OTHER), 0, 0, 0);
	assert_int_equal(listed(0)->exits, 3);
	assert_int_equal(listed(0)->error, 0);
	assert_cause(1, "cpuid", K(CPUID), 7, 0, 0);
	assert_int_equal(listed(1)->exits, 1);
	assert_int_equal(listed(1)->error, 3);
	assert_int_equal(listed(2)->error, 0);
}

static void leave_by(uint32_t thread, uint32_t port)
{
	const struct event event = {
		EVENT_EXIT, now, thread, { IOIO, AMD, thread - 1, 0, port << 16 | 0x10 }
	};

	assert_true(account_take(&account, &event));
	now += 10;
}

static void writes(uint32_t port, int count)
{
	while (count-- > 0) {
		leave_by(1, port);
		enter(1);
	}
}

static void assert_phase(size_t at, uint64_t phase, uint64_t port, uint64_t n, uint64_t kernel)
{
	assert_cause(at, "ioio", K(PORT), port, W, 1);
	assert_int_equal(listed(at)->phase, phase);
	assert_int_equal(listed(at)->exits, n);
	assert_int_equal(listed(at)->kernel, kernel);
}

/* Samples without a checkpoint's name do not end a phase of the record. */
static void causes_go_by_the_records_phases(void **state)
{
	(void)state;
	writes(0x80, 3);
	sample(MARK_CHECKPOINT);
	writes(0x80, 2);
	sample(MARK_NOTHING);
	writes(0x80, 1);
	sample(MARK_BENCH + 3);
	writes(0x80, 1);
	sample(MARK_CHECKPOINT + 1);
	writes(0x80, 9);
	make_record(NULL);
	assert_phase(1, 0, 0x80, 3, 30);
	assert_phase(4, 1, 0x80, 4, 40);
	assert_int_equal(record.begin.causes, 5);
	/* The latch ends its phase; the mark is of the next one. */
	assert_cause(0, "cpuid", K(CPUID), EXIT_PROBE_LEAF_TABLE, 0, 0);
	assert_int_equal(listed(0)->exits, 1);
	assert_cause(2, "cpuid", K(CPUID), EXIT_PROBE_LEAF_TABLE, 0, 0);
	assert_int_equal(listed(2)->exits, 3);
}

/* An exit is of the phase in which it began, also its cycles. */
static void an_exit_over_a_mark_is_of_its_first_phase(void **state)
{
	(void)state;
	leave_by(2, 0x60);
	sample(MARK_CHECKPOINT);
	enter(2);
	leave_by(2, 0x64);
	sample(MARK_CHECKPOINT + 1);
	leave_by(2, 0x61);
	sample(MARK_CHECKPOINT + 2);
	enter(2);
	make_record(NULL);
	assert_phase(1, 0, 0x60, 1, 70);
	assert_int_equal(record.reasons[1].boot.exits, 2);
	/* The last checkpoint came before the end of this one. */
	assert_phase(record.begin.causes - 1, 2, 0x61, 1, 0);
	/* The next exit came without an entry: how long it took is not known. */
	assert_phase(record.begin.causes - 4, 1, 0x64, 1, 0);
}

static void exits_of_earlier_boots_are_before_the_entry(void **state)
{
	(void)state;
	writes(0x80, 3);
	sample(MARK_CHECKPOINT);
	writes(0x80, 2);
	sample(MARK_CHECKPOINT + 1);
	writes(0x84, 1);
	sample(MARK_CHECKPOINT);
	writes(0x80, 7);
	sample(MARK_CHECKPOINT + 1);
	make_record(NULL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_phase(2, 0, 0x80, 5, 50);
	assert_phase(3, 0, 0x84, 1, 10);
	assert_phase(record.begin.causes - 1, 1, 0x80, 7, 70);
}

/* The smallest lose their lines, but the phases do not for firmware, nor all of firmware for
 * the phases. Each reason may need a line for the others. */
static void a_record_has_the_largest_causes(void **state)
{
	const uint64_t room = RECORD_CAUSES_MAX - 3, quarter = (RECORD_CAUSES_MAX - 2) / 4;

	(void)state;
	for (uint32_t port = 0; port < 600; port++)
		writes(port, port < 100 ? 2 : 3);
	reads(MARK_LEAF, MARK_CHECKPOINT);
	exits(HLT, 1);
	writes(0x3F8, 5);
	reads(MARK_LEAF, MARK_CHECKPOINT + 1);
	make_record(NULL);
	/* Firmware's CPUID went, too. */
	assert_int_equal(record.begin.causes, room + 2);
	assert_cause(0, "cpuid", K(OTHER), 0, 0, 0);
	assert_phase(1, 0, 0, 2, 20);
	assert_phase(1 + 6, 0, 100, 3, 30);
	assert_cause(507, "ioio", K(OTHER), 0, 0, 0);
	assert_int_equal(listed(507)->exits, 2 * (100 - 6));
	assert_int_equal(listed(1)->error, 0);
	assert_cause(508, "cpuid", K(CPUID), MARK_LEAF, 0, 0);
	assert_cause(509, "hlt", K(NONE), 0, 0, 0);
	assert_phase(510, 1, 0x3F8, 5, 50);

	start(state);
	for (uint32_t port = 0; port < 200; port++)
		writes(port, 1);
	reads(MARK_LEAF, MARK_CHECKPOINT);
	for (uint32_t port = 0; port < 600; port++)
		writes(port, 2);
	reads(MARK_LEAF, MARK_CHECKPOINT + 1);
	make_record(NULL);
	/* CPUID's and its others' come first. */
	assert_phase(quarter, 0, quarter - 2, 1, 10);
	assert_int_equal(listed(quarter + 1)->kind, K(OTHER));
	assert_phase(quarter + 2, 1, 0, 2, 20);
}

/* Causes, of pages here, without end */
static void a_causes_table_is_bounded(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < CAUSES_LISTED + 5; i++) {
		const struct event event = { EVENT_EXIT, now, 1, { 0x400, AMD, 0, 0, 2, i << 21 } };

		assert_true(account_take(&account, &event));
		enter(1);
	}
	assert_int_equal(account.causes.used, CAUSES_LISTED + 1);
	sample(MARK_NOTHING);
	exits(HLT, 1);
	make_record(NULL);
	assert_int_equal(account.now.counters.exits, CAUSES_LISTED + 5 + 3);
	assert_int_equal(of_reason("npf", 0), CAUSES_LISTED + 5);
}

static void leave_at(uint64_t rip, uint32_t reason)
{
	const struct event event = { EVENT_EXIT, now, 1, { reason, AMD, 0, rip, 0x00800010 } };

	assert_true(account_take(&account, &event));
	now += 10;
}

static void an_exits_rip_is_its_cause_if_asked_for(void **state)
{
	(void)state;
	leave_at(0xFFFF0, IOIO);
	assert_int_equal(account.causes.used, 0);
	make_record(NULL);
	assert_int_equal(record.host.causes, EXIT_PROBE_CAUSES_DETAIL);
	assert_cause(0, "ioio", K(PORT), 0x80, W, 1);
	start(state);
	account.with_rip = true;
	leave_at(0x100000, IOIO);
	leave_at(0x100000, IOIO);
	leave_at(0x100000, HLT);
	leave_at(0x100002, IOIO);
	make_record(NULL);
	assert_int_equal(record.host.causes, EXIT_PROBE_CAUSES_RIP);
	assert_int_equal(record.begin.causes, 3);
	assert_cause(0, "hlt", K(RIP), 0x100000, 0, 0);
	assert_cause(1, "ioio", K(RIP), 0x100000, 0, 0);
	assert_int_equal(listed(1)->exits, 2);
	assert_cause(2, "ioio", K(RIP), 0x100002, 0, 0);
}

static void the_table_has_all_causes_by_phase(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	writes(0x3F8, 2);
	exits(0x4E, 1);
	exits(0x7C, 1);
	reads(MARK_LEAF, MARK_CHECKPOINT);
	exits(HLT, 1);
	reads(MARK_LEAF, MARK_CHECKPOINT + 1);
	exits(0x4E, 3);
	make_record(NULL);
	assert_string_equal(listed(record.begin.causes - 1)->name, "");
	assert_cause(2, "ioio", K(PORT), 0x3F8, W, 1);
	assert_string_equal(listed(2)->name, "COM1 data");
	trace_causes_print(&record, &account, &chosen, out);
	fclose(out);
	assert_string_equal(
		text,
		"\nphase                   n          kernel  cause\n"
		"before                  2              20  ioio port 0x3f8 write 1, COM1 data\n"
		"before                  1              10  excp14 vector 14, #PF\n"
		"before                  1              20  cpuid cpuid 0x4fffffff, Exit Probe\n"
		"cpu                     1               0  cpuid cpuid 0x4fffffff, Exit Probe\n"
		"cpu                     1              10  hlt none\n"
		"after                   3              30  excp14 vector 14, #PF\n"
		"all                     1              10  msr other\n");
	free(text);
}

/* The last tests, as there is one refusal in a run */
static void a_missing_mark_is_refused(void **state)
{
	(void)state;
	make_guest("cpu");
	sample(MARK_CHECKPOINT);
	exits(HLT, 1);
	assert_false(
		trace_record(&record, &account, &(struct trace_names){ &guest, &names }, &chosen));
	assert_non_null(strstr(refusal(), "no mark for the checkpoint cpu"));
}

static void a_32nd_mark_is_refused(void **state)
{
	(void)state;
	for (uint32_t phase = 0; phase < 32; phase++)
		ends(phase);
	assert_false(
		trace_record(&record, &account, &(struct trace_names){ NULL, &names }, &chosen));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_latch_ends_a_phase_and_a_mark_names_it, start),
		cmocka_unit_test_setup(a_mark_may_come_without_a_latch, start),
		cmocka_unit_test_setup(other_reads_are_exits_like_others, start),
		cmocka_unit_test_setup(a_guest_that_starts_again_has_its_last_boot, start),
		cmocka_unit_test_setup(a_guest_without_marks_has_one_phase, start),
		cmocka_unit_test_setup(cycles_are_kernel_userspace_halted_or_guest, start),
		cmocka_unit_test_setup(an_entry_without_an_exit_has_one, start),
		cmocka_unit_test_setup(each_vcpu_has_its_exits, start),
		cmocka_unit_test_setup(flags_are_not_part_of_intels_reason, start),
		cmocka_unit_test_setup(reasons_without_room_are_other, start),
		cmocka_unit_test_setup(the_guests_record_gets_the_exits, start),
		cmocka_unit_test_setup(marks_without_names_are_those_at_the_guests_time, start),
		cmocka_unit_test_setup(a_long_first_latch_moves_no_mark, start),
		cmocka_unit_test_setup(the_exit_says_its_cause, start),
		cmocka_unit_test_setup(events_after_the_exit_tell_the_rest, start),
		cmocka_unit_test_setup(a_device_is_told_by_its_first_access, start),
		cmocka_unit_test_setup(svms_fast_path_tells_before_the_exit, start),
		cmocka_unit_test_setup(what_no_event_told_may_be_of_any_cause_of_the_reason, start),
		cmocka_unit_test_setup(causes_go_by_the_records_phases, start),
		cmocka_unit_test_setup(an_exit_over_a_mark_is_of_its_first_phase, start),
		cmocka_unit_test_setup(exits_of_earlier_boots_are_before_the_entry, start),
		cmocka_unit_test_setup(a_record_has_the_largest_causes, start),
		cmocka_unit_test_setup(a_causes_table_is_bounded, start),
		cmocka_unit_test_setup(an_exits_rip_is_its_cause_if_asked_for, start),
		cmocka_unit_test_setup(the_table_has_all_causes_by_phase, start),
		cmocka_unit_test_setup(a_guests_own_marks_end_phases_by_number, start),
		cmocka_unit_test_setup(one_mark_is_enough, start),
		cmocka_unit_test_setup(a_loop_of_marks_needs_no_room, start),
		cmocka_unit_test_setup(a_record_has_room_for_31_marks, start),
		cmocka_unit_test_setup(a_missing_mark_is_refused, start),
		cmocka_unit_test_setup(a_32nd_mark_is_refused, start),
	};

	return run_tap(tests);
}
