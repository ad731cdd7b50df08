// SPDX-License-Identifier: GPL-2.0-only
/*
 * Picking free memory out of a map.
 */
#include "firmware/memory_map.h"
#include "test/cmocka_tap.h"

#define MIB(n) ((uint64_t)(n) << 20)

static const struct range low = { MIB(2), MIB(4096) };

static void takes_the_middle_of_the_largest_piece(void **state)
{
	struct memory_map map = { 0 };
	struct range range;

	(void)state;
	memory_add_available(&map, 0, 640 * 1024);
	memory_add_available(&map, MIB(1), MIB(255));
	memory_add_available(&map, MIB(4096), MIB(4096));
	range = memory_pick(&map, low, MIB(4));
	assert_int_equal(range.end - range.start, MIB(4));
	assert_int_equal(range.start % MIB(2), 0);
	assert_true(range.start >= MIB(120) && range.start <= MIB(132));
	assert_int_equal(memory_kib(&map), 640 + 255 * 1024 + 4096 * 1024);
}

static void keeps_clear_of_what_is_reserved(void **state)
{
	struct memory_map map = { 0 };
	struct range range;

	(void)state;
	memory_add_available(&map, MIB(1), MIB(15));
	memory_add_reserved(&map, MIB(12), MIB(2));
	memory_add_reserved(&map, MIB(3) + 1, 10);
	range = memory_pick(&map, low, MIB(100));
	assert_int_equal(range.start, MIB(3) + 4096);
	assert_int_equal(range.end, MIB(12));
	memory_add_reserved(&map, 0, UINT64_MAX);
	range = memory_pick(&map, low, MIB(1));
	assert_int_equal(range.end - range.start, 0);
}

static void overlapping_reservations_count_once(void **state)
{
	struct memory_map map = { 0 };
	struct range range;

	(void)state;
	memory_add_available(&map, MIB(4), MIB(12));
	memory_add_reserved(&map, MIB(4), MIB(6));
	memory_add_reserved(&map, MIB(5), MIB(1));
	range = memory_pick(&map, low, MIB(100));
	assert_int_equal(range.start, MIB(10));
	assert_int_equal(range.end, MIB(16));
}

static void wrapping_and_too_many_entries_are_cut(void **state)
{
	struct memory_map map = { 0 };

	(void)state;
	memory_add_available(&map, UINT64_MAX - 4095, UINT64_MAX);
	assert_int_equal(map.available[0].end, UINT64_MAX);
	for (int i = 0; i < 1000; i++) {
		memory_add_available(&map, MIB(i), MIB(1));
		memory_add_reserved(&map, MIB(i), MIB(1));
	}
	assert_int_equal(map.available_count, MEMORY_AVAILABLE_MAX);
	assert_int_equal(memory_kib(&map), 1000 * 1024 + 3);
	assert_int_equal(map.reserved_count, MEMORY_RESERVED_MAX);
}

/* All of it counts, and the largest piece is found wherever it stands. */
static void holes_beyond_the_room_cut_nothing(void **state)
{
	struct memory_map map = { 0 };
	struct range range;

	(void)state;
	for (int i = 0; i < MEMORY_AVAILABLE_MAX + 2; i++)
		memory_add_available(&map, MIB(2) + MIB(i), 4096);
	memory_add_available(&map, MIB(500), MIB(100));
	memory_add_available(&map, MIB(700), 4096);
	assert_int_equal(memory_kib(&map), 100 * 1024 + 4 * (MEMORY_AVAILABLE_MAX + 3));
	range = memory_pick(&map, low, MIB(4));
	assert_int_equal(range.end - range.start, MIB(4));
	assert_true(range.start >= MIB(500) && range.end <= MIB(600));
}

static void entries_for_linux_are_not_cut_unnoticed(void **state)
{
	struct memory_map map = { 0 };

	(void)state;
	for (int i = 0; i < MEMORY_PIECES_MAX; i++)
		memory_add_piece(&map, MIB(i), 4096, 1);
	assert_false(map.pieces_cut);
	memory_add_piece(&map, MIB(900), 4096, 2);
	assert_true(map.pieces_cut);
	assert_int_equal(map.piece_count, MEMORY_PIECES_MAX);
}

/* The range that was dropped may lie anywhere. */
static void one_reserved_range_too_many_leaves_nothing_free(void **state)
{
	struct memory_map map = { 0 };
	struct range range;

	(void)state;
	memory_add_available(&map, MIB(2), MIB(200));
	for (int i = 0; i < MEMORY_RESERVED_MAX; i++)
		memory_add_reserved(&map, MIB(2 + i), MIB(1));
	memory_add_reserved(&map, MIB(1), 0);
	range = memory_pick(&map, low, MIB(4));
	assert_int_equal(range.end - range.start, MIB(4));
	assert_false(map.none_free);
	memory_add_reserved(&map, MIB(150), MIB(1));
	range = memory_pick(&map, low, MIB(4));
	assert_int_equal(range.end, range.start);
	assert_true(map.none_free);
	assert_int_equal(memory_kib(&map), 200 * 1024);
}

static void no_memory_gives_an_empty_range(void **state)
{
	struct memory_map map = { 0 };
	struct range range = memory_pick(&map, low, MIB(4));

	(void)state;
	assert_int_equal(range.start, range.end);
	memory_add_available(&map, MIB(2) + 1, 4096);
	range = memory_pick(&map, low, MIB(4));
	assert_int_equal(range.start, range.end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_middle_of_the_largest_piece),
		cmocka_unit_test(keeps_clear_of_what_is_reserved),
		cmocka_unit_test(overlapping_reservations_count_once),
		cmocka_unit_test(wrapping_and_too_many_entries_are_cut),
		cmocka_unit_test(holes_beyond_the_room_cut_nothing),
		cmocka_unit_test(entries_for_linux_are_not_cut_unnoticed),
		cmocka_unit_test(one_reserved_range_too_many_leaves_nothing_free),
		cmocka_unit_test(no_memory_gives_an_empty_range),
	};

	return run_tap(tests);
}
