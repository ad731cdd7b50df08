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
#include "refuse.h"
#include "test/cmocka_tap.h"
#include "trace_record.h"

#define AMD   EXIT_PROBE_VENDOR_AMD
#define INTEL EXIT_PROBE_VENDOR_INTEL
#define CPUID 0x72 /* AMD's codes */
#define HLT   0x78
#define IOIO  0x7B

static struct account account;
static struct record record, guest;
static struct chosen chosen;
static uint64_t now;

static int start(void **state)
{
	(void)state;
	memset(&account, 0, sizeof(account));
	memset(&record, 0, sizeof(record));
	memset(&guest, 0, sizeof(guest));
	memset(&chosen, 0, sizeof(chosen));
	now = 1000;
	return 0;
}

static void take(enum event_kind kind, uint32_t thread, uint64_t a, uint64_t b, uint64_t c)
{
	const struct event event = { kind, now, thread, { a, b, c, 0 } };

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
	assert_true(trace_record(&record, &account, of, &chosen));
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
	guest.host.mode = EXIT_PROBE_MODE_COUNT; /* the trace has cycles all the same */
	exits(IOIO, 1);
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	now += 1000;
	exits(IOIO, 2);
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	now += 500;
	exits(IOIO, 4);
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	now += 500;
	reads(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH);
	guest.checkpoints[1].tsc = 70 + 1700;
	make_record(&guest);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_int_equal(record.phases[0].beyond, 6);
	assert_int_equal(record.phases[0].reads, 2);
	assert_true(record_is_timed(&record));
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

static void a_causes_table_is_bounded(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	for (uint64_t i = 0; i < CAUSES_ROOM; i++)
		take(EVENT_MSR, 1, 1, i, 0);
	take(EVENT_MSR, 1, 1, 7, 0);
	causes_print(&account.causes, AMD, 0, "before", out);
	causes_print_others(&account.causes, out);
	fclose(out);
	assert_non_null(strstr(text, "before                  2  MSR 0x00000007 write\n"));
	assert_non_null(strstr(text, "other               32768  "));
	free(text);
}

static void causes_have_port_width_and_direction(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	take(EVENT_PIO, 1, 1, 0xCF8, 4);
	take(EVENT_PIO, 1, 1, 0xCF8, 4);
	take(EVENT_PIO, 1, 0, 0xCFC, 2);
	take(EVENT_MMIO, 1, 0, 4, 0xFEC00000); /* KVM asks the VMM: the read follows */
	take(EVENT_MMIO, 1, 1, 4, 0xFEC00000);
	take(EVENT_PAGE_FAULT, 1, 0x212345, 0, 0);
	causes_print(&account.causes, AMD, 0, "pci", out);
	fclose(out);
	assert_string_equal(text, "pci                     2  port 0x0cf8 write, 4 bytes\n"
				  "pci                     1  port 0x0cfc read, 2 bytes\n"
				  "pci                     1  device 0xfec00000 read, 4 bytes\n"
				  "pci                     1  page fault in 0x200000, 2 MiB\n");
	free(text);
}

static void leave_at(uint64_t rip, uint32_t reason)
{
	const struct event event = { EVENT_EXIT, now, 1, { reason, AMD, 0, rip } };

	assert_true(account_take(&account, &event));
}

static void an_exits_rip_is_a_cause_if_asked_for(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	leave_at(0xFFFF0, IOIO);
	account.with_rip = true;
	leave_at(0x100000, IOIO);
	leave_at(0x100000, IOIO);
	leave_at(0x100000, HLT);
	leave_at(0x100002, IOIO);
	causes_print(&account.causes, AMD, 0, "pci", out);
	fclose(out);
	assert_string_equal(text, "pci                     2  exit ioio at RIP 0x100000\n"
				  "pci                     1  exit hlt at RIP 0x100000\n"
				  "pci                     1  exit ioio at RIP 0x100002\n");
	free(text);
}

/* The last test, as there is one refusal in a run */
static void a_missing_mark_is_refused(void **state)
{
	(void)state;
	make_guest("cpu");
	sample(MARK_CHECKPOINT);
	exits(HLT, 1);
	assert_false(trace_record(&record, &account, &guest, &chosen));
	assert_non_null(strstr(refusal(), "no mark for the checkpoint cpu"));
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
		cmocka_unit_test_setup(a_causes_table_is_bounded, start),
		cmocka_unit_test_setup(causes_have_port_width_and_direction, start),
		cmocka_unit_test_setup(an_exits_rip_is_a_cause_if_asked_for, start),
		cmocka_unit_test_setup(a_missing_mark_is_refused, start),
	};

	return run_tap(tests);
}
