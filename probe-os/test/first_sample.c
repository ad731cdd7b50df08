// SPDX-License-Identifier: GPL-2.0-only
/*
 * NASM takes the first samples as C does the others, also from hosts whose answers are wrong.
 */
#include <string.h>

#include "probe/sample.h"
#include "test/cmocka_tap.h"
#include "test/latch.h"

struct sample samples_early[SAMPLES_EARLY], samples[1];
static uint32_t marks, junk_edx;

/* sample_macro.asm has the first two and calls the third. */
extern uint32_t sample_phase;
void take_first_sample(void);
void answer(uint32_t leaf, uint32_t item, struct cpuid *registers);

void answer(uint32_t leaf, uint32_t item, struct cpuid *registers)
{
	*registers = (struct cpuid){ item, item, item, item };
	if (leaf == EXIT_PROBE_LEAF_TABLE)
		*registers = latch_read(item);
	if (leaf == EXIT_PROBE_LEAF_TABLE && item << 8 == EXIT_PROBE_TABLE_LATCH)
		registers->edx = junk_edx;
	marks += leaf == MARK_LEAF && item == MARK_CHECKPOINT;
}

static const struct sample *take(uint32_t left, bool is_stuck)
{
	static struct sample c;

	memset(samples_early, 0, sizeof(samples_early));
	marks = 0;
	latch_left = left;
	latch_is_stuck = is_stuck;
	sample_latch(&c);
	latch_left = left;
	latch_reads = 0;
	take_first_sample();
	if (!junk_edx) {
		assert_int_equal(samples_early[0].repeats, c.repeats);
		assert_memory_equal(&samples_early[0].latch, &c.latch, sizeof(c.latch));
	}
	return &samples_early[0];
}

static void assert_whole(const struct sample *sample)
{
	assert_true(sample_is_latched(sample));
	assert_int_equal(sample_rows(sample), 2);
	assert_int_equal(sample->totals[0].eax, EXIT_PROBE_TOTALS_WAITING);
	assert_int_equal(sample->totals[SAMPLE_TOTALS - 1].edx, EXIT_PROBE_TOTALS_GENERATION);
	assert_int_equal(sample_generation(sample), (uint64_t)EXIT_PROBE_TOTALS_GENERATION << 32 |
							    EXIT_PROBE_TOTALS_GENERATION);
	assert_int_equal(marks, 0);
}

static void assert_marked(const struct sample *sample)
{
	assert_false(sample_is_latched(sample));
	assert_int_equal(sample_generation(sample), 0);
	assert_int_equal(marks, 1);
}

static void one_read_latches_up_to_64_vcpus(void **state)
{
	(void)state;
	assert_whole(take(0, false));
	assert_int_equal(latch_reads, 1);
}

static void the_latch_is_repeated_until_no_vcpu_is_left(void **state)
{
	(void)state;
	assert_whole(take(129, false));
	assert_int_equal(latch_reads, 4);
	assert_int_equal(samples_early[0].repeats, 3);
}

static void a_latch_without_an_end_is_not_valid(void **state)
{
	(void)state;
	assert_marked(take(1, true));
	assert_int_equal(latch_reads, 1 + SAMPLE_REPEATS_MAX);
}

static void other_answers_are_those_of_unpatched_hosts(void **state)
{
	(void)state;
	junk_edx = 1;
	assert_marked(take(0, false));
	assert_int_equal(latch_reads, 1);
	junk_edx = 0;
}

static void assert_told(uint32_t phase, uint32_t next)
{
	sample_phase = phase << EXIT_PROBE_TABLE_PHASE_SHIFT;
	assert_whole(take(129, false));
	assert_int_equal(latch_reads, 4);
	assert_int_equal(latch_phase, phase);
	assert_int_equal(samples_early[0].phase, phase);
	assert_int_equal(sample_phase, next << EXIT_PROBE_TABLE_PHASE_SHIFT);
}

static void the_phase_is_told_and_counted_on(void **state)
{
	(void)state;
	assert_told(0, 0);
	assert_told(1, 2);
	assert_told(EXIT_PROBE_PHASE_LAST - 1, EXIT_PROBE_PHASE_LAST);
	assert_told(EXIT_PROBE_PHASE_LAST, EXIT_PROBE_PHASE_LAST);
	sample_phase = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_read_latches_up_to_64_vcpus),
		cmocka_unit_test(the_latch_is_repeated_until_no_vcpu_is_left),
		cmocka_unit_test(a_latch_without_an_end_is_not_valid),
		cmocka_unit_test(the_phase_is_told_and_counted_on),
		cmocka_unit_test(other_answers_are_those_of_unpatched_hosts),
	};

	return run_tap(tests);
}
