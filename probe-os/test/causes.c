// SPDX-License-Identifier: GPL-2.0-only
/*
 * The causes of exits: collected from a host, and shown to people.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "probe/causes.h"
#include "record/cause.h"
#include "test/cmocka_tap.h"
#include "test/latch.h"
#include "test/sample_record.h"

#define CPUID_CODE 10
#define IO_CODE    30
#define LAST_CODE  0x80000021

static struct sample points[3];
static const struct sample *const samples[] = { &points[0], &points[1], &points[2] };

static uint64_t low(uint64_t value)
{
	return value & UINT32_MAX;
}

/* Adds a cause to the host's latch. */
static void host_has(uint32_t code, uint32_t phase, uint32_t kind, uint64_t detail, uint64_t exits,
		     uint64_t kernel)
{
	latch_causes[latch_causes_count++] = (struct latch_cause){
		.key = { code, phase << 24 | kind << 16 | EXIT_PROBE_ACCESS_WRITE << 8 | 4,
			 (uint32_t)low(detail), (uint32_t)(detail >> 32) },
		.counts = { (uint32_t)low(exits), (uint32_t)(exits >> 32), (uint32_t)low(kernel),
			    (uint32_t)(kernel >> 32) },
	};
}

/* The sample record without causes; its checkpoints told these phases. */
static void set_up(uint32_t first, uint32_t second, uint32_t third)
{
	make_sample(true);
	drop_causes();
	latch_causes_count = 0;
	points[0].phase = first;
	points[1].phase = second;
	points[2].phase = third;
}

/* What else the record's reasons have */
static void host_has_the_rest(uint64_t cpuid, uint64_t io)
{
	host_has(CPUID_CODE, 0, EXIT_PROBE_CAUSE_OTHER, 0, cpuid, 5);
	latch_causes[latch_causes_count - 1].blocked.eax = 9;
	host_has(IO_CODE, 0, EXIT_PROBE_CAUSE_OTHER, 0, io, 0);
	host_has(LAST_CODE, points[2].phase, EXIT_PROBE_CAUSE_NONE, 0, 1, 0);
}

static const char *collect(uint64_t lines)
{
	return causes_collect(&sample, samples, lines);
}

static const struct record_cause *assert_cause(uint64_t index, uint64_t phase, const char *reason,
					       uint32_t kind, uint64_t detail, uint64_t exits)
{
	const struct record_cause *cause = &sample.causes[index];

	assert_true(index < sample.begin.causes);
	assert_int_equal(cause->phase, phase);
	assert_string_equal(cause->reason, reason);
	assert_int_equal(cause->kind, kind);
	assert_int_equal(cause->detail, detail);
	assert_int_equal(cause->exits, exits);
	return cause;
}

static void assert_valid(void)
{
	sample.begin.lines = sample.end.lines = record_lines(&sample.begin);
	write_sample();
	assert_true(parse(log_text));
}

static void causes_are_collected_in_order(void **state)
{
	const struct record_cause *cause;

	(void)state;
	set_up(0, 1, 2);
	host_has(IO_CODE, 2, EXIT_PROBE_CAUSE_PORT, 0x3F8, 1, 0);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 0xCFC, 1, 0);
	latch_causes[1].blocked = (struct cpuid){ .ecx = 2, .edx = 1 };
	host_has(CPUID_CODE, 1, EXIT_PROBE_CAUSE_RIP, 7ULL << 32 | 9, 3, 0);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 0xCF8, 2, 0);
	host_has_the_rest(16, 1);
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_int_equal(sample.begin.causes, 7);
	cause = assert_cause(0, 0, "cpuid", EXIT_PROBE_CAUSE_OTHER, 0, 16);
	assert_int_equal(cause->kernel, 5);
	assert_int_equal(cause->blocked, 9);
	assert_int_equal(cause->access + cause->width, 0);
	assert_cause(1, 0, "io_instruction", EXIT_PROBE_CAUSE_OTHER, 0, 1);
	assert_cause(2, 1, "cpuid", EXIT_PROBE_CAUSE_RIP, 7ULL << 32 | 9, 3);
	cause = assert_cause(3, 1, "io_instruction", EXIT_PROBE_CAUSE_PORT, 0xCF8, 2);
	assert_int_equal(cause->access, EXIT_PROBE_ACCESS_WRITE);
	assert_int_equal(cause->width, 4);
	assert_string_equal(cause->name, "PCI config address");
	cause = assert_cause(4, 1, "io_instruction", EXIT_PROBE_CAUSE_PORT, 0xCFC, 1);
	assert_int_equal(cause->error, 1ULL << 32 | 2);
	assert_cause(5, 2, "io_instruction", EXIT_PROBE_CAUSE_PORT, 0x3F8, 1);
	assert_cause(6, 2, "reason_80000021", EXIT_PROBE_CAUSE_NONE, 0, 1);
	assert_valid();
}

/* The second checkpoint told no number, so that the third ended the phases of both. */
static void a_checkpoint_without_a_number_is_part_of_the_next(void **state)
{
	(void)state;
	set_up(0, 0, 1);
	host_has(IO_CODE, 0, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 1, 3, 0);
	host_has_the_rest(19, 0);
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_cause(1, 0, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 2);
	assert_cause(2, 2, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 3);
	assert_valid();
}

/* Another program ended phase 1 in between. */
static void phases_of_one_checkpoint_are_added(void **state)
{
	(void)state;
	set_up(0, 2, 3);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	host_has(IO_CODE, 2, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	host_has(IO_CODE, 4, EXIT_PROBE_CAUSE_PORT, 1, 1, 0);
	latch_causes[0].blocked.ecx = latch_causes[1].blocked.ecx = 1;
	host_has_the_rest(19, 0);
	points[1].phase = 2;
	points[0].phase = 1;
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_cause(1, 0, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 2);
	assert_cause(2, 1, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 2);
	set_up(0, 1, 3);
	host_has(IO_CODE, 2, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	host_has(IO_CODE, 3, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	latch_causes[0].blocked.ecx = latch_causes[1].blocked.ecx = 1;
	/* Later than any that was told */
	host_has(IO_CODE, 4, EXIT_PROBE_CAUSE_PORT, 1, 1, 0);
	host_has_the_rest(19, 0);
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_int_equal(assert_cause(1, 2, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 5)->error,
			 2);
	assert_valid();
}

static void a_second_boot_has_the_first_before_it(void **state)
{
	(void)state;
	set_up(9, 9, 10);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 1, 1, 0);
	host_has(IO_CODE, 9, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	host_has(IO_CODE, 10, EXIT_PROBE_CAUSE_PORT, 1, 2, 0);
	host_has_the_rest(19, 0);
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_cause(1, 0, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 3);
	assert_cause(2, 2, "io_instruction", EXIT_PROBE_CAUSE_PORT, 1, 2);
	assert_valid();
}

/* Of 100 lines, firmware has 25, the phases the rest; three reasons may need one each. */
static void the_smallest_go_to_the_rest(void **state)
{
	const uint64_t room = 100 - 25 - 3;
	uint64_t ports = 0;

	(void)state;
	set_up(0, 1, 2);
	sample.reasons[1].before = sample.reasons[1].boot = (struct record_count){ 0 };
	for (uint64_t i = 0; i < 1000; i++) {
		/* 1 to 1000, in an order that is none */
		uint64_t exits = i * 387 % 1000 + 1;

		host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, i, exits, 1);
		sample.reasons[1].boot.exits += exits;
		sample.reasons[1].boot.kernel++;
	}
	host_has_the_rest(19, 0);
	sample.reasons[2].boot.exits = latch_causes[1002].counts.eax = 2000;
	assert_null(collect(100));
	/* The largest is of another reason; two reasons have a rest. */
	assert_int_equal(sample.begin.causes, room + 2);
	for (uint64_t i = 0; i < sample.begin.causes; i++) {
		const struct record_cause *cause = &sample.causes[i];

		assert_true(i == 0 || record_cause_is_after(&sample, cause, cause - 1));
		if (cause->kind != EXIT_PROBE_CAUSE_PORT)
			continue;
		assert_true(cause->exits > 1000 - (room - 1));
		assert_int_equal(cause->error, 0);
		ports++;
	}
	assert_int_equal(ports, room - 1);
	assert_cause(1, 0, "io_instruction", EXIT_PROBE_CAUSE_OTHER, 0,
		     (1000 - ports) * (1000 - ports + 1) / 2);
}

/* It may have more exits than the phases have, by many causes. */
static void firmware_has_a_quarter_of_the_lines(void **state)
{
	uint64_t of_boot = 0;

	(void)state;
	set_up(0, 1, 2);
	sample.reasons[1].before = sample.reasons[1].boot = (struct record_count){ 0 };
	for (uint64_t i = 0; i < 1000; i++)
		host_has(IO_CODE, i >= 500, EXIT_PROBE_CAUSE_PORT, i, i >= 500 ? 1 : 9, 0);
	sample.reasons[1].boot.exits = 10 * 500;
	host_has_the_rest(19, 0);
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_int_equal(sample.begin.causes, RECORD_CAUSES_MAX - 3 + 3);
	for (uint64_t i = 0; i < sample.begin.causes; i++)
		of_boot += sample.causes[i].phase > 0;
	assert_int_equal(of_boot, RECORD_CAUSES_MAX * 3 / 4 - 3);
}

/* Of one that lost its line in an earlier phase of the same checkpoint, exits are missing. */
static void a_cause_that_may_have_lost_its_line_has_an_error(void **state)
{
	(void)state;
	set_up(9, 9, 10);
	sample.reasons[1].before = sample.reasons[1].boot = (struct record_count){ 0 };
	for (uint64_t i = 0; i < 30; i++)
		host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, i, 7, 0);
	host_has(IO_CODE, 2, EXIT_PROBE_CAUSE_PORT, 29, 8, 0);
	host_has(IO_CODE, 10, EXIT_PROBE_CAUSE_PORT, 29, 9, 0);
	sample.reasons[1].boot.exits = 7 * 30 + 8 + 9;
	host_has_the_rest(19, 0);
	assert_null(collect(100));
	for (uint64_t i = 0; i < sample.begin.causes; i++) {
		const struct record_cause *cause = &sample.causes[i];

		if (strcmp(cause->reason, "io_instruction") != 0)
			continue;
		assert_true(cause->exits == 8 ? cause->error >= 7 : cause->error == 0);
		if (cause->kind == EXIT_PROBE_CAUSE_OTHER)
			assert_int_equal(cause->exits, 6 * 7);
	}
}

static void wrong_answers_are_refused(void **state)
{
	static const char unknown[] = "the host names a cause that the probe does not know";

	(void)state;
	set_up(0, 1, 2);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_OTHER + 1, 1, 5, 0);
	assert_string_equal(collect(RECORD_CAUSES_MAX), unknown);
	set_up(0, 1, 2);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 1, 5, 0);
	latch_causes[0].key.ebx |= 7 << 8;
	assert_string_equal(collect(RECORD_CAUSES_MAX), unknown);
	set_up(0, 1, 2);
	host_has(31, 1, EXIT_PROBE_CAUSE_MSR, 1, 5, 0);
	assert_string_equal(collect(RECORD_CAUSES_MAX),
			    "a cause is of a reason that the host's table of reasons lacks");
	set_up(0, 1, 2);
	host_has(IO_CODE, 1, EXIT_PROBE_CAUSE_PORT, 1, 1, 0);
	host_has_the_rest(19, 5);
	assert_string_equal(collect(RECORD_CAUSES_MAX),
			    "the causes do not add up to their reasons");
	assert_int_equal(sample.begin.causes, 0);
	set_up(0, 1, 2);
	latch_causes_count = UINT32_MAX;
	assert_string_equal(collect(RECORD_CAUSES_MAX),
			    "the host's table of causes is larger than its items");
}

static void a_latch_may_have_none(void **state)
{
	(void)state;
	set_up(0, 1, 2);
	assert_null(collect(RECORD_CAUSES_MAX));
	assert_int_equal(sample.begin.causes, 0);
	assert_valid();
}

/* A host of an earlier ABI, or a wrong one, has no phases. */
static void a_host_may_have_no_phases(void **state)
{
	(void)state;
	assert_int_equal(sample_phase_in(&(struct cpuid){ .ebx = 3 }), 3);
	assert_int_equal(sample_phase_in(&(struct cpuid){ .ebx = EXIT_PROBE_PHASE_LAST }),
			 EXIT_PROBE_PHASE_LAST);
	assert_int_equal(sample_phase_in(&(struct cpuid){ .ebx = EXIT_PROBE_PHASE_LAST + 1 }), 0);
	assert_int_equal(sample_phase_in(&(struct cpuid){ .edx = EXIT_PROBE_UNDEFINED }), 0);
	assert_int_equal(sample_phase_in(&(struct cpuid){ .ebx = 3, .edx = EXIT_PROBE_UNDEFINED }),
			 0);
}

/* In each latching read, also where vCPUs are left */
static void a_sample_tells_its_phase(void **state)
{
	(void)state;
	latch_left = 65;
	points[0].phase = EXIT_PROBE_PHASE_LAST;
	sample_latch(&points[0]);
	assert_true(sample_is_latched(&points[0]));
	assert_int_equal(points[0].repeats, 2);
	assert_int_equal(latch_phase, EXIT_PROBE_PHASE_LAST);
	points[0].phase = 0;
	sample_latch(&points[0]);
	assert_int_equal(latch_phase, 0);
}

static void assert_text(uint32_t kind, uint64_t detail, uint32_t access, const char *wanted)
{
	const struct record_cause cause = { .kind = kind, .detail = detail, .access = access };
	char line[80];
	struct text text = text_in(line, sizeof(line));

	cause_put(&text, &cause);
	assert_string_equal(line, wanted);
}

static void causes_are_named_for_people(void **state)
{
	(void)state;
	assert_text(EXIT_PROBE_CAUSE_PORT, 0x3F8, EXIT_PROBE_ACCESS_WRITE, "port 0x3f8 write");
	assert_text(EXIT_PROBE_CAUSE_PORT, 0, EXIT_PROBE_ACCESS_READ, "port 0x0 read");
	assert_text(EXIT_PROBE_CAUSE_CR, 8, EXIT_PROBE_ACCESS_READ, "cr 8 read");
	assert_text(EXIT_PROBE_CAUSE_VECTOR, 14, 0, "vector 14");
	assert_text(EXIT_PROBE_CAUSE_NONE, 0, 0, "none");
	assert_text(EXIT_PROBE_CAUSE_RIP, UINT64_MAX, EXIT_PROBE_ACCESS_RING + 3,
		    "rip 0xffffffffffffffff ring3");
}

static void the_largest_come_first(void **state)
{
	uint64_t at;

	(void)state;
	make_sample(true);
	assert_int_equal(cause_next_largest(&sample, true, SAMPLE_CAUSES), 0);
	assert_int_equal(cause_next_largest(&sample, true, 0), SAMPLE_CAUSES);
	at = cause_next_largest(&sample, false, SAMPLE_CAUSES);
	assert_int_equal(at, 4);
	at = cause_next_largest(&sample, false, at);
	assert_int_equal(at, 5);
	assert_int_equal(cause_next_largest(&sample, false, at), SAMPLE_CAUSES);
	/* As many exits: in the order of the record */
	sample.causes[5].exits = sample.causes[4].exits;
	assert_int_equal(cause_next_largest(&sample, false, SAMPLE_CAUSES), 4);
	assert_int_equal(cause_next_largest(&sample, false, 4), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(causes_are_collected_in_order),
		cmocka_unit_test(a_checkpoint_without_a_number_is_part_of_the_next),
		cmocka_unit_test(phases_of_one_checkpoint_are_added),
		cmocka_unit_test(a_second_boot_has_the_first_before_it),
		cmocka_unit_test(the_smallest_go_to_the_rest),
		cmocka_unit_test(firmware_has_a_quarter_of_the_lines),
		cmocka_unit_test(a_cause_that_may_have_lost_its_line_has_an_error),
		cmocka_unit_test(wrong_answers_are_refused),
		cmocka_unit_test(a_latch_may_have_none),
		cmocka_unit_test(a_host_may_have_no_phases),
		cmocka_unit_test(a_sample_tells_its_phase),
		cmocka_unit_test(causes_are_named_for_people),
		cmocka_unit_test(the_largest_come_first),
	};

	return run_tap(tests);
}
