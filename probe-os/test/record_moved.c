// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records of a VM that was moved, by writers that notice and by those that do not.
 */
#include <string.h>

#include "record/moved.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

/* Gives the last checkpoint the counters of another host. */
static void move_sample(void)
{
	make_sample(true);
	drop_causes();
	sample.checkpoints[2].counters = (struct record_counters){ .exits = 9, .kernel = 1 };
	sample.checkpoints[2].generation = 8;
}

/* Writes differences below zero, as a writer that does not notice the move. */
static void write_unnoticed(void)
{
	struct record_counters *to = &sample.phases[1].counters;
	const uint64_t *from = (const uint64_t *)&sample.checkpoints[1].counters;
	const uint64_t *at = (const uint64_t *)&sample.checkpoints[2].counters;

	for (size_t i = 0; i < sizeof(*to) / sizeof(uint64_t); i++)
		((uint64_t *)to)[i] = at[i] - from[i];
	sample.phases[1].reads = 4;
	sample.phases[1].beyond = to->exits - 4;
	write_sample();
}

static void assert_left_out(void)
{
	static const struct record_counters none;
	const struct record *record = &reader.record;

	assert_false(record->phases[0].moved);
	assert_int_equal(record->phases[0].counters.exits, 10);
	assert_true(record->phases[1].moved);
	assert_memory_equal(&record->phases[1].counters, &none, sizeof(none));
	assert_int_equal(record->phases[1].tsc, 0);
	assert_int_equal(record->phases[1].beyond, 0);
	assert_int_equal(record->reasons[0].boot.exits, 6);
	assert_int_equal(record->reasons[0].before.exits, 4);
	assert_int_equal(record->reasons[0].histogram[1], 0);
	assert_int_equal(record->reasons[0].blocked, 0);
	assert_int_equal(record->reasons[2].boot.exits, 0);
	assert_int_equal(record->end.verdict, VERDICT_MOVED);
	assert_string_equal(record->end.reason, "moved between cpu and end");
	assert_string_equal(reader.note, "the VM was moved or restored, or its host changed the "
					 "mode, between cpu and end: the numbers there are left "
					 "out");
}

static void an_unnoticed_move_is_left_out(void **state)
{
	(void)state;
	move_sample();
	write_unnoticed();
	assert_non_null(strstr(log_text, " beyond=184467440737095"));
	assert_true(parse(log_text));
	assert_left_out();
}

/* Written again and read back, the record stays the same. */
static void the_rest_is_a_valid_record(void **state)
{
	(void)state;
	move_sample();
	write_unnoticed();
	assert_true(parse(log_text));
	sample = reader.record;
	write_sample();
	assert_null(strstr(log_text, "184467440737095"));
	assert_non_null(strstr(log_text, "phase id=2 name=end crc="));
	assert_non_null(strstr(log_text, "reasons id=2 name=end crc="));
	assert_true(parse(log_text));
	assert_left_out();
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
}

static void any_falling_counter_or_tsc_is_a_move(void **state)
{
	(void)state;
	make_sample(true);
	drop_causes();
	sample.checkpoints[2].counters.halted = 0;
	write_unnoticed();
	assert_true(parse(log_text));
	assert_true(reader.record.phases[1].moved);
	make_sample(false);
	sample.checkpoints[2].tsc = 1;
	sample.phases[1].tsc = 1ULL - 1000;
	write_sample();
	assert_true(parse(log_text));
	assert_true(reader.record.phases[1].moved);
	assert_int_equal(reader.record.end.verdict, VERDICT_MOVED);
}

/* No counter is lower: a VM that is restored later may have run longer elsewhere. */
static void another_generation_is_a_move(void **state)
{
	(void)state;
	make_sample(true);
	drop_causes();
	sample.checkpoints[2].generation = 8;
	write_unnoticed();
	assert_true(parse(log_text));
	assert_left_out();
	sample = reader.record;
	write_sample();
	assert_non_null(strstr(log_text, "phase id=2 name=end crc="));
	assert_true(parse(log_text));
	assert_memory_equal(&reader.record, &sample, sizeof(sample));
}

/* The mode was changing when a sample was taken: neither phase around it is valid. */
static void a_generation_of_0_is_a_move(void **state)
{
	(void)state;
	make_sample(true);
	drop_causes();
	sample.checkpoints[1].generation = 0;
	write_unnoticed();
	assert_true(parse(log_text));
	assert_string_equal(reader.record.end.reason,
			    "moved between entry and cpu, between cpu and end");
	make_sample(true);
	drop_causes();
	for (size_t i = 0; i < 3; i++)
		sample.checkpoints[i].generation = 0;
	write_unnoticed();
	assert_true(parse(log_text));
	assert_true(reader.record.phases[0].moved && reader.record.phases[1].moved);
}

/* Records before version 6, and hosts that are not patched, have none. */
static void a_record_may_have_no_generations(void **state)
{
	(void)state;
	make_sample(true);
	make_earlier();
	write_sample();
	assert_true(parse(log_text));
	assert_false(record_is_moved(&reader.record));
	make_sample(false);
	write_sample();
	assert_true(parse(log_text));
	assert_false(record_is_moved(&reader.record));
}

/* A host tells those since the VM came there, and none of the phases before. */
static void a_moved_record_has_no_causes(void **state)
{
	static const char why[] = "causes of a VM that was moved";

	(void)state;
	make_sample(true);
	sample.checkpoints[2].generation = 8;
	write_unnoticed();
	assert_refused(log_text, 15, why);
	sample.phases[1] = record_phase_of(&sample, 2, 0);
	memset(sample.phase_reasons[1].counts, 0, sizeof(sample.phase_reasons[1].counts));
	sample.reasons[0].boot = sample.phase_reasons[0].counts[0];
	sample.reasons[2].boot = (struct record_count){ 0 };
	memset(sample.reasons[0].histogram, 0, sizeof(sample.reasons[0].histogram));
	assert_sample_refused(15, why);
}

static void two_moves_are_both_reported(void **state)
{
	(void)state;
	move_sample();
	sample.checkpoints[1].counters.exits = 4;
	sample.checkpoints[2].counters.exits = 3;
	sample.phases[0].counters.exits = 4ULL - 5;
	write_unnoticed();
	assert_true(parse(log_text));
	assert_string_equal(reader.record.end.reason,
			    "moved between entry and cpu, between cpu and end");
	assert_int_equal(reader.record.reasons[0].boot.exits, 0);
}

static void a_worse_verdict_stays(void **state)
{
	(void)state;
	move_sample();
	sample.end.verdict = VERDICT_FAIL;
	strcpy(sample.end.reason, "bad");
	write_unnoticed();
	assert_true(parse(log_text));
	assert_int_equal(reader.record.end.verdict, VERDICT_FAIL);
	assert_string_equal(reader.record.end.reason, "bad");
}

static void a_phase_left_out_must_have_a_move(void **state)
{
	(void)state;
	move_sample();
	sample.phases[1] = record_phase_of(&sample, 2, 0);
	memset(sample.phase_reasons[1].counts, 0, sizeof(sample.phase_reasons[1].counts));
	sample.reasons[0].boot = sample.phase_reasons[0].counts[0];
	sample.reasons[2].boot = (struct record_count){ 0 };
	sample.reasons[0].before.exits = 4;
	memset(sample.reasons[0].histogram, 0, sizeof(sample.reasons[0].histogram));
	sample.reasons[0].blocked = 0;
	assert_sample_refused(17, "a phase is left out, but the verdict is not moved");
	sample.end.verdict = VERDICT_MOVED;
	write_sample();
	assert_true(parse(log_text));
	/* Without a move no phase may be left out. */
	make_sample(true);
	sample.phases[1].moved = 1;
	assert_sample_refused(9, "tsc= is missing");
	/* The other phases must still add up. */
	move_sample();
	sample.phase_reasons[0].counts[0].exits++;
	write_unnoticed();
	assert_refused(log_text, 17,
		       "the VM was moved, and the reasons of the other phases do not add up");
}

/* Three reasons fell below zero, in 32 bits each. */
static void a_bench_with_a_move_in_it_is_skipped(void **state)
{
	struct record_bench *bench = &sample.benches[1];

	(void)state;
	make_sample(true);
	bench->status = BENCH_FAIL;
	strcpy(bench->reason, "the exits are not the expected ones");
	bench->exits = 12884893647;
	bench->userspace_exits = 18446744073709547034ULL;
	bench->reasons[0].exits = 4294964549;
	sample.end.verdict = VERDICT_FAIL;
	strcpy(sample.end.reason, "bench hlt: the exits are not the expected ones");
	write_sample();
	assert_true(parse(log_text));
	bench = &reader.record.benches[1];
	assert_int_equal(bench->status, BENCH_SKIP);
	assert_string_equal(bench->reason, RECORD_BENCH_MOVED);
	assert_int_equal(bench->exits + bench->userspace_exits + bench->n + bench->tsc.max, 0);
	assert_int_equal(reader.record.benches[0].status, BENCH_PASS);
	assert_int_equal(reader.record.end.verdict, VERDICT_MOVED);
	assert_string_equal(reader.record.end.reason, "moved during bench hlt");
	assert_string_equal(reader.note,
			    "the VM was moved or restored, or its host changed the mode, "
			    "during bench hlt: the numbers there are left out");
	make_sample(true);
	sample.benches[1].halted = 0ULL - 1;
	write_sample();
	assert_true(parse(log_text));
	assert_int_equal(reader.record.end.verdict, VERDICT_MOVED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unnoticed_move_is_left_out),
		cmocka_unit_test(the_rest_is_a_valid_record),
		cmocka_unit_test(any_falling_counter_or_tsc_is_a_move),
		cmocka_unit_test(another_generation_is_a_move),
		cmocka_unit_test(a_generation_of_0_is_a_move),
		cmocka_unit_test(a_record_may_have_no_generations),
		cmocka_unit_test(a_moved_record_has_no_causes),
		cmocka_unit_test(two_moves_are_both_reported),
		cmocka_unit_test(a_worse_verdict_stays),
		cmocka_unit_test(a_phase_left_out_must_have_a_move),
		cmocka_unit_test(a_bench_with_a_move_in_it_is_skipped),
	};

	return run_tap(tests);
}
