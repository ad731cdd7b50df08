// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record of a guest's own phases, from KVM's lines of causes.
 */
#include <stdlib.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "host_record.h"
#include "mark/exit_probe_mark.h"
#include "record/check.h"
#include "test/cmocka_tap.h"

_Static_assert(EXIT_PROBE_MARK_LEAF == EXIT_PROBE_LEAF_TABLE, "the header stands alone");
_Static_assert(EXIT_PROBE_TABLE_PHASE_SHIFT == 24 && EXIT_PROBE_TABLE_LATCH == 0, "so it has");
_Static_assert(EXIT_PROBE_MARK_LAST == EXIT_PROBE_PHASE_LAST - 1, "the last phase never ends");

#define COSTS(exits, error) " exits=" #exits " cycles=7 blocked=0 error=" #error "\n"
#define MARK(phase)         #phase " 0x72 CPUID cpuid 0x4fffff03 none 0" COSTS(1, 0)

static struct record record;
static struct phase_names names;
static const char *wrong;

static int start(void **state)
{
	(void)state;
	memset(&record, 0, sizeof(record));
	memset(&names, 0, sizeof(names));
	return 0;
}

/* Of one vCPU each; NULL: there is no second one. */
static void make_of(const char *first, const char *second)
{
	struct cause_totals totals = { 0 };

	assert_int_equal(cause_totals_add(&totals, first), 0);
	if (second)
		assert_int_equal(cause_totals_add(&totals, second), 0);
	wrong = host_record(&record, &totals, &names);
	cause_totals_free(&totals);
}

static void check(const char *kind, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++)
		assert_null(record_check_of(kind)(&record, i));
}

static void make(const char *first, const char *second)
{
	make_of(first, second);
	assert_null(wrong);
	check("begin", 1);
	check("host", 1);
	check("checkpoint", record.begin.checkpoints);
	check("phase", record.begin.checkpoints - 1);
	check("reason", record.begin.reasons);
	check("reasons", record.begin.checkpoints - 1);
	check("cause", record.begin.causes);
	check("end", 1);
}

static uint64_t of_reason(const char *name, size_t phase)
{
	for (uint64_t i = 0; i < record.begin.reasons; i++)
		if (strcmp(record.reasons[i].name, name) == 0)
			return record.phase_reasons[phase].counts[i].exits;
	return 0;
}

static void a_mark_ends_the_phase_that_runs(void **state)
{
	(void)state;
	strcpy(names.of[5], "ports");
	make("0 0x7b IOIO port 0x3f8 write 1" COSTS(9, 0)
		     MARK(0) "1 0x7b IOIO port 0x80 write 1" COSTS(
			     40, 0) "1 0x7b IOIO port 0x3f8 write 1" COSTS(2, 0)
			     MARK(1) "6 0x78 HLT none 0 none 0" COSTS(3, 0),
	     NULL);
	assert_int_equal(record.host.source, SOURCE_HOST);
	assert_int_equal(record.host.vendor, EXIT_PROBE_VENDOR_AMD);
	assert_int_equal(record.begin.checkpoints, 3);
	assert_string_equal(record.checkpoints[0].name, "entry");
	assert_string_equal(record.phases[0].name, "ports");
	assert_string_equal(record.phases[1].name, "end");
	assert_int_equal(record.checkpoints[0].counters.exits, 10);
	assert_int_equal(record.phases[0].beyond, 42);
	assert_int_equal(record.phases[0].reads, 1);
	assert_int_equal(of_reason("ioio", 0), 42);
	assert_int_equal(record.phases[1].beyond, 3);
	assert_int_equal(record.begin.causes, 6);
	assert_false(record_is_timed(&record));
	assert_false(record_has_moments(&record));
}

static void without_marks_there_is_one_phase(void **state)
{
	(void)state;
	make("0 0x1e IO_INSTRUCTION port 0x3f8 write 1" COSTS(
		     9, 0) "0 - BEFORE_ENTRY other 0 none 0" COSTS(0, 0),
	     NULL);
	assert_int_equal(record.host.vendor, EXIT_PROBE_VENDOR_INTEL);
	assert_int_equal(record.begin.checkpoints, 2);
	assert_string_equal(record.checkpoints[0].name, "start");
	assert_string_equal(record.phases[0].name, "end");
	assert_int_equal(record.phases[0].beyond, 9);
	assert_int_equal(record.begin.reasons, 1);
}

static void vcpus_are_added_up(void **state)
{
	(void)state;
	make(MARK(0) "1 0x78 HLT none 0 none 0" COSTS(3, 0),
	     "0 0x60 INTR host_vector 0xec none 0" COSTS(
		     2, 0) "0 0x60 INTR host_vector 0xfd none 0" COSTS(4, 0) "1 0x78 HLT none 0 "
									     "none 0" COSTS(1, 0));
	assert_int_equal(record.phases[0].beyond, 4);
	assert_int_equal(record.reasons[0].before.exits, 6);
	/* A record has no vectors of the host. */
	assert_int_equal(record.begin.causes, 3);
	assert_int_equal(record.causes[0].kind, EXIT_PROBE_CAUSE_NONE);
	assert_int_equal(record.causes[0].detail, 0);
	assert_int_equal(record.causes[0].exits, 6);
}

/* What lost its place in KVM's table is of the phase whose causes took it. */
static void missing_exits_are_of_the_phase_that_lost_them(void **state)
{
	(void)state;
	make("0 0x7b IOIO port 0x80 write 1" COSTS(9, 0) MARK(
		     0) "1 0x7b IOIO port 0x81 write 1" COSTS(5, 3)
		     MARK(1) "2 0x7b IOIO port 0x81 write 1" COSTS(
			     1, 0) "0 0x7b IOIO other 0 none 0" COSTS(2, 0) "0 0x78 HLT other 0 "
									    "none 0" COSTS(1, 0),
	     NULL);
	assert_int_equal(record.checkpoints[0].counters.exits, 10);
	assert_int_equal(of_reason("ioio", 0), 7);
	assert_int_equal(of_reason("hlt", 0), 1);
	assert_int_equal(record.phases[0].beyond, 8);
	assert_int_equal(record.phases[1].beyond, 1);
	assert_int_equal(record.causes[1].kind, EXIT_PROBE_CAUSE_OTHER);
	assert_int_equal(record.causes[3].kind, EXIT_PROBE_CAUSE_OTHER);
	assert_int_equal(record.causes[3].exits, 2);
	assert_int_equal(record.causes[2].error, 2);
	assert_int_equal(record.causes[0].error, 0);
}

static void exits_of_an_unknown_phase_are_refused(void **state)
{
	(void)state;
	/* Causes were not on at first. */
	make_of(MARK(1) "0 0x7b IOIO other 0 none 0" COSTS(2, 0), NULL);
	assert_string_equal(wrong, HOST_RECORD_MISSING);
	/* Two phases lost some. */
	start(state);
	make_of("0 0x7b IOIO port 0x81 write 1" COSTS(5, 3) "1 0x7b IOIO port 0x81 write 1" COSTS(
			5, 1) "0 0x7b IOIO other 0 none 0" COSTS(4, 0),
		NULL);
	assert_string_equal(wrong, HOST_RECORD_MISSING);
}

static void addresses_do_not_tell_marks(void **state)
{
	(void)state;
	make_of("0 0x72 CPUID rip 0x1000 ring0 64" COSTS(5, 0), NULL);
	assert_non_null(strstr(wrong, "exit_probe_causes=rip"));
}

static void a_reason_of_no_manual_is_refused(void **state)
{
	(void)state;
	make_of("0 0x72 NONSENSE none 0 none 0" COSTS(5, 0), NULL);
	assert_non_null(strstr(wrong, "no manual"));
}

static void make_phases(unsigned int count)
{
	char text[8192] = "", line[256];

	for (unsigned int phase = 0; phase < count; phase++) {
		snprintf(line, sizeof(line), "%u 0x72 CPUID cpuid 0x4fffff03 none 0" COSTS(1, 0),
			 phase);
		strcat(text, line);
	}
	make_of(text, NULL);
}

static void a_record_has_room_for_31_marks(void **state)
{
	(void)state;
	make_phases(32);
	assert_null(wrong);
	assert_int_equal(record.begin.checkpoints, 32);
	assert_string_equal(record.checkpoints[30].name, "phase_30");
	start(state);
	make_phases(33);
	assert_non_null(strstr(wrong, "more than 31 phases"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_mark_ends_the_phase_that_runs, start),
		cmocka_unit_test_setup(without_marks_there_is_one_phase, start),
		cmocka_unit_test_setup(vcpus_are_added_up, start),
		cmocka_unit_test_setup(missing_exits_are_of_the_phase_that_lost_them, start),
		cmocka_unit_test_setup(exits_of_an_unknown_phase_are_refused, start),
		cmocka_unit_test_setup(addresses_do_not_tell_marks, start),
		cmocka_unit_test_setup(a_reason_of_no_manual_is_refused, start),
		cmocka_unit_test_setup(a_record_has_room_for_31_marks, start),
	};

	return run_tap(tests);
}
