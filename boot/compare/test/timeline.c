// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits over time by reason agree with the record at each checkpoint, and with the samples
 * between.
 */
#include <string.h>

#include "made_record.h"
#include "model.h"
#include "test/cmocka_tap.h"
#include "timeline.h"

static struct comparison comparison;
static struct record record;
static struct samples samples;
static struct timeline line;
static struct slots slots;

static int start(void **state)
{
	(void)state;
	memset(&comparison, 0, sizeof(comparison));
	make_full(&record, 0);
	comparison.count = 1;
	strcpy(comparison.sets[0].label, "a");
	comparison.sets[0].run_count = 1;
	comparison.sets[0].runs[0].record = &record;
	return 0;
}

static int end(void **state)
{
	(void)state;
	facts_free(&comparison.sets[0].facts);
	samples_free(&samples);
	return 0;
}

static const struct run *fill(void)
{
	model_fill(&comparison);
	slots = slots_of(&comparison);
	return &comparison.sets[0].runs[0];
}

static uint64_t sum_of(const struct moment *moment)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < SLOTS; i++)
		sum += moment->exits[i];
	return sum;
}

/* Exits of the record up to a checkpoint, and to the middle of the phase before it, in halves */
static uint64_t exits_at(const char *reason, uint64_t id, unsigned int half)
{
	uint64_t sum = 0, last = 0;

	for (uint64_t i = 0; i < record.begin.reasons; i++) {
		if (reason && strcmp(record.reasons[i].name, reason) != 0)
			continue;
		for (uint64_t j = 0; j <= id; j++) {
			last = j ? record.phase_reasons[j - 1].counts[i].exits
				 : record.reasons[i].before.exits;
			sum += j < id ? last : last * half / 2;
		}
	}
	return sum;
}

/* Two rows a phase, a second apart: in its middle, and at its end */
static void sample(uint64_t first_row)
{
	static char text[100000];
	size_t used = (size_t)snprintf(text, sizeof(text), "time_ms,exits,exits_ioio,exits_npf\n");

	for (uint64_t row = first_row; row < 2 * record.begin.checkpoints; row++) {
		const uint64_t id = row / 2;
		const unsigned int half = row % 2 + 1;

		used += (size_t)snprintf(text + used, sizeof(text) - used, "%llu,%llu,%llu,%llu\n",
					 (unsigned long long)(1000 * row),
					 (unsigned long long)exits_at(NULL, id, half),
					 (unsigned long long)exits_at("ioio", id, half),
					 (unsigned long long)exits_at("npf", id, half));
	}
	if (!samples_read(&samples, text, used, &record))
		fail_msg("%s", samples.error);
	comparison.sets[0].runs[0].samples = &samples;
}

static void assert_checkpoints(size_t first_phase)
{
	for (size_t i = first_phase; i < line.phase_count; i++) {
		const struct timeline_phase *phase = &line.phases[i];
		const size_t id = i - first_phase + 1;

		assert_string_equal(phase->name, record.checkpoints[id].name);
		assert_true(sum_of(&line.moments[phase->first]) ==
			    record.checkpoints[id - 1].counters.exits);
		assert_true(sum_of(&line.moments[phase->last]) ==
			    record.checkpoints[id].counters.exits);
		for (size_t j = phase->first; j < phase->last; j++)
			assert_true(line.moments[j].us <= line.moments[j + 1].us);
	}
}

static void checkpoints_alone(void **state)
{
	(void)state;
	assert_true(timeline_of(fill(), &slots, &line));
	assert_false(line.is_sampled);
	assert_int_equal(line.phase_count, record.begin.checkpoints - 1);
	assert_checkpoints(0);
	/* 30 ms of the boot stage, then 3.1 s of the kernel */
	assert_true(line.moments[0].us == 0 && line.moments[1].us == 30000 &&
		    line.moments[2].us == 3130000);
}

static void samples_between_checkpoints(void **state)
{
	size_t ioio;

	(void)state;
	sample(0);
	assert_true(timeline_of(fill(), &slots, &line));
	assert_true(line.is_sampled);
	assert_int_equal(line.phase_count, record.begin.checkpoints);
	assert_null(line.phases[0].name);
	assert_checkpoints(1);
	/* Phase 2 has a row in its middle, and takes two seconds. */
	ioio = slot_of(&slots, "ioio");
	assert_int_equal(line.phases[2].last - line.phases[2].first, 2);
	assert_true(line.moments[line.phases[2].last].us - line.moments[line.phases[2].first].us ==
		    2000000);
	assert_true(line.moments[line.phases[2].first + 1].exits[ioio] == exits_at("ioio", 2, 1));
	assert_true(line.moments[line.phases[2].last].exits[ioio] == exits_at("ioio", 2, 2));
}

static void late_samples_are_not_used(void **state)
{
	(void)state;
	sample(3);
	assert_true(timeline_of(fill(), &slots, &line));
	assert_false(line.is_sampled);
}

static void a_moved_phase_has_no_time(void **state)
{
	(void)state;
	make_moved(&record, 4);
	assert_true(timeline_of(fill(), &slots, &line));
	assert_true(line.moments[3].us == line.moments[4].us);
	assert_true(sum_of(&line.moments[3]) == sum_of(&line.moments[4]));
}

static void without_reasons_there_is_no_line(void **state)
{
	(void)state;
	strip_reasons(&record);
	assert_false(timeline_of(fill(), &slots, &line));
}

static void the_largest_reasons_have_slots(void **state)
{
	(void)state;
	fill();
	/* npf has the largest share of cycles, ioio that of exits; nmi is rare. */
	assert_string_equal(slots.names[0], "npf");
	assert_string_equal(slots.names[1], "ioio");
	assert_string_equal(slots.names[SLOT_OTHER], "other reasons");
	assert_int_equal(slot_of(&slots, "nmi"), SLOT_OTHER);
	for (size_t i = 0; i < SLOT_OTHER; i++)
		assert_int_equal(slot_of(&slots, slots.names[i]), i);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(checkpoints_alone),
		TEST(samples_between_checkpoints),
		TEST(late_samples_are_not_used),
		TEST(a_moved_phase_has_no_time),
		TEST(without_reasons_there_is_no_line),
		TEST(the_largest_reasons_have_slots),
	};

	return run_tap(tests);
}
