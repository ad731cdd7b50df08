// SPDX-License-Identifier: GPL-2.0-only
/*
 * The TSC's frequency: what sources tell, and windows of a timer that a busy host disturbs.
 */
#include "probe/tsc.h"
#include "test/cmocka_tap.h"

#define MS 10

/* 2.6 GHz: a window of 10 ms, seen through two polls of 2 microseconds */
#define CYCLES (2600000ULL * MS)
#define POLL   5200

static struct tsc_estimate estimate;
static uint64_t khz, spread;

/* Adds a window in which the CPU was away for so long, at its begin and at its end. */
static bool add(uint64_t cycles, uint64_t begin, uint64_t end)
{
	return tsc_add_window(&estimate,
			      (struct tsc_window){ cycles - POLL - begin, cycles + POLL + end });
}

static bool estimated(void)
{
	return tsc_estimated(&estimate, MS, &khz, &spread);
}

static void quiet_windows(void **state)
{
	(void)state;
	estimate = (struct tsc_estimate){ 0 };
	assert_true(add(CYCLES, 0, 0));
	assert_true(add(CYCLES + 100, 0, 0));
	assert_false(add(CYCLES - 100, 0, 0));
	assert_true(estimated());
	assert_int_equal(khz, 2600000);
	assert_int_equal(spread, (2 * POLL - 200) / MS);
}

/* Away for 4 ms at one end or the other, and once not */
static void the_least_disturbed_window_is_taken(void **state)
{
	(void)state;
	estimate = (struct tsc_estimate){ 0 };
	for (int i = 0; i < 8; i++)
		assert_true(i % 2 ? add(CYCLES, CYCLES / 5, CYCLES / 5)
				  : add(CYCLES, 0, 4 * CYCLES));
	assert_false(add(CYCLES, 0, 0));
	assert_true(estimated());
	assert_int_equal(khz, 2600000);
	assert_int_equal(spread, 2 * POLL / MS);
}

/* One window has a good end, the other a good begin */
static void two_halves_make_a_whole(void **state)
{
	(void)state;
	estimate = (struct tsc_estimate){ 0 };
	add(CYCLES, CYCLES / 2, 0);
	add(CYCLES, CYCLES / 2, 0);
	assert_false(add(CYCLES, 0, CYCLES));
	assert_true(estimated());
	assert_int_equal(khz, 2600000);
}

static void nothing_but_disturbed_windows(void **state)
{
	unsigned int count = 1;

	(void)state;
	estimate = (struct tsc_estimate){ 0 };
	while (add(CYCLES, 0, CYCLES / 2))
		count++;
	assert_int_equal(count, TSC_WINDOWS_MAX);
	assert_false(estimated());
}

static void windows_that_disagree(void **state)
{
	(void)state;
	estimate = (struct tsc_estimate){ 0 };
	assert_true(add(CYCLES, 0, 0));
	assert_true(add(CYCLES, 0, 0));
	assert_false(add(2 * CYCLES, 0, 0));
	assert_false(estimated());
	estimate = (struct tsc_estimate){ 0 };
	assert_true(add(CYCLES, 0, 0));
	assert_false(add(2 * CYCLES, 0, 0));
	assert_false(estimated());
}

static void no_timer_or_no_tsc(void **state)
{
	(void)state;
	estimate = (struct tsc_estimate){ 0 };
	assert_false(estimated());
	for (int i = 0; i < 3; i++)
		tsc_add_window(&estimate, (struct tsc_window){ 0, 0 });
	assert_false(estimated());
}

static void sources(void **state)
{
	struct kvm_clock clock = { 3435973836, -1 };

	(void)state;
	/* A crystal of 24 MHz, times 216 / 2 */
	assert_int_equal(tsc_of_crystal((struct cpuid){ 2, 216, 24000000, 0 }), 2592000);
	assert_int_equal(tsc_of_crystal((struct cpuid){ 2, 216, 0, 0 }), 0);
	assert_int_equal(tsc_of_crystal((struct cpuid){ 0, 0, 24000000, 0 }), 0);
	assert_int_equal(tsc_of_kvm_clock(&clock), 2500000);
	clock = (struct kvm_clock){ 2147483648U, 1 };
	assert_int_equal(tsc_of_kvm_clock(&clock), 1000000);
	clock.shift = -128;
	assert_int_equal(tsc_of_kvm_clock(&clock), 0);
	clock.shift = 127;
	assert_int_equal(tsc_of_kvm_clock(&clock), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quiet_windows),
		cmocka_unit_test(the_least_disturbed_window_is_taken),
		cmocka_unit_test(two_halves_make_a_whole),
		cmocka_unit_test(nothing_but_disturbed_windows),
		cmocka_unit_test(windows_that_disagree),
		cmocka_unit_test(no_timer_or_no_tsc),
		cmocka_unit_test(sources),
	};

	return run_tap(tests);
}
