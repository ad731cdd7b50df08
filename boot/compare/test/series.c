// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rates of series with known numbers.
 */
#include "series.h"
#include "test/cmocka_tap.h"

static struct series series_of(const struct point *points, size_t count)
{
	struct series series = { 0 };

	for (size_t i = 0; i < count; i++)
		assert_null(series_add(&series, points[i].us, points[i].exits));
	return series;
}

#define SERIES(points) series_of(points, sizeof(points) / sizeof((points)[0]))

static void a_straight_line_is_stable(void **state)
{
	const struct point points[] = { { 0, 0 }, { 1000000, 100 }, { 3000000, 300 } };
	struct series series = SERIES(points);
	struct rate rate = series_rate(&series);

	(void)state;
	assert_int_equal(rate.mean, 100);
	assert_int_equal(rate.min, 100);
	assert_int_equal(rate.max, 100);
	assert_int_equal(rate.exits, 300);
	assert_int_equal(rate.milliseconds, 3000);
	assert_int_equal(rate.busiest_tenth, 10);
	assert_true(rate_is_stable(&rate));
	series_free(&series);
}

/* 9 s with 10 exits per second, then 1 s with 1000: the weight is time, not points. */
static void a_burst_is_not_the_median(void **state)
{
	const struct point points[] = {
		{ 0, 0 },         { 9000000, 90 },  { 9250000, 340 },
		{ 9500000, 590 }, { 9750000, 840 }, { 10000000, 1090 },
	};
	struct series series = SERIES(points);
	struct rate rate = series_rate(&series);

	(void)state;
	assert_int_equal(rate.q1, 10);
	assert_int_equal(rate.median, 10);
	assert_int_equal(rate.q3, 10);
	assert_int_equal(rate.max, 1000);
	assert_int_equal(rate.busiest_tenth, 92);
	series_free(&series);
}

static void two_halves_are_not_stable(void **state)
{
	const struct point points[] = { { 0, 0 }, { 1000000, 100 }, { 2000000, 10100 } };
	struct series series = SERIES(points);
	struct rate rate = series_rate(&series);

	(void)state;
	assert_int_equal(rate.q1, 100);
	assert_int_equal(rate.q3, 10000);
	assert_false(rate_is_stable(&rate));
	series_free(&series);
}

static void windows_keep_the_ends(void **state)
{
	const struct point points[] = { { 5, 7 }, { 105, 7 }, { 106, 1007 }, { 1005, 2000 } };
	struct point room[11];
	struct series series = SERIES(points), even = series_windows(&series, 10, room);

	(void)state;
	assert_int_equal(even.count, 11);
	assert_int_equal(even.points[0].us, 5);
	assert_int_equal(even.points[0].exits, 7);
	assert_int_equal(even.points[1].exits, 7);
	assert_int_equal(even.points[10].us, 1005);
	assert_int_equal(even.points[10].exits, 2000);
	series_free(&series);
}

static void zero_time_has_no_rate(void **state)
{
	const struct point points[] = { { 5, 7 }, { 5, 9 } };
	struct series series = SERIES(points);
	struct rate rate = series_rate(&series);

	(void)state;
	assert_int_equal(rate.exits, 2);
	assert_int_equal(rate.max, 0);
	assert_string_equal(series_add(&series, 4, 9), "time_ms or exits decreases");
	assert_string_equal(series_add(&series, 6, 8), "time_ms or exits decreases");
	series_free(&series);
}

/* Found by fuzzing: a rate per second may exceed 64 bits. */
static void a_rate_above_64_bits_is_limited(void **state)
{
	const struct point points[] = { { 0, 0 }, { 1, UINT64_MAX } };
	struct series series = SERIES(points);

	(void)state;
	assert_true(series_rate(&series).max == UINT64_MAX);
	series_free(&series);
}

static void a_given_array_does_not_grow(void **state)
{
	struct point room[2];
	struct series series = series_in(room, 2);

	(void)state;
	assert_null(series_add(&series, 1, 1));
	assert_null(series_add(&series, 2, 2));
	assert_string_equal(series_add(&series, 3, 3), "too many points");
	assert_ptr_equal(series.points, room);
	assert_int_equal(series.count, 2);
	series_free(&series);
}

/* Records and windows never have more points. */
static void too_many_points_have_no_rate(void **state)
{
	struct series series = { 0 };

	(void)state;
	for (uint64_t i = 0; i < SERIES_RATED_MAX; i++)
		assert_null(series_add(&series, i * 1000000, i));
	assert_int_equal(series_rate(&series).max, 1);
	assert_null(series_add(&series, UINT64_MAX, UINT64_MAX));
	assert_int_equal(series_rate(&series).max, 0);
	series_free(&series);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_straight_line_is_stable),
		cmocka_unit_test(a_burst_is_not_the_median),
		cmocka_unit_test(two_halves_are_not_stable),
		cmocka_unit_test(windows_keep_the_ends),
		cmocka_unit_test(zero_time_has_no_rate),
		cmocka_unit_test(a_rate_above_64_bits_is_limited),
		cmocka_unit_test(a_given_array_does_not_grow),
		cmocka_unit_test(too_many_points_have_no_rate),
	};

	return run_tap(tests);
}
