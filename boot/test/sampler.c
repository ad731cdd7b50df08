// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sampler's table, and what it makes of QEMU's answers.
 */
#include <stdlib.h>
#include <string.h>

#include "qmp_stats.h"
#include "source.h"
#include "table.h"
#include "test/cmocka_tap.h"

static struct table table;

static int clean(void **state)
{
	(void)state;
	free(table.cells);
	memset(&table, 0, sizeof(table));
	return 0;
}

static void assert_csv(const char *wanted)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_true(table_write(&table, out));
	fclose(out);
	assert_string_equal(text, wanted);
	free(text);
}

static void columns_may_appear_late(void **state)
{
	(void)state;
	assert_true(table_next(&table));
	table_add(&table, "time_ms", 0);
	assert_true(table_next(&table));
	table_add(&table, "time_ms", 100);
	table_add(&table, "exits", 7);
	table_add(&table, "exits", 1);
	assert_int_equal(table_last(&table, "exits"), 8);
	assert_true(table_next(&table));
	table_drop(&table);
	assert_csv("time_ms,exits\n0,0\n100,8\n");
}

static void more_columns_than_there_is_room_for_are_left_out(void **state)
{
	char name[2 * TABLE_NAME_SIZE];

	(void)state;
	assert_true(table_next(&table));
	for (int i = 0; i < 2 * TABLE_COLUMNS_MAX; i++) {
		snprintf(name, sizeof(name), "column_%d", i);
		table_add(&table, name, 1);
	}
	assert_int_equal(table.columns, TABLE_COLUMNS_MAX);
	assert_int_equal(table_last(&table, name), 0);
}

static void many_rows_are_kept(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 1000; i++) {
		assert_true(table_next(&table));
		table_add(&table, "n", i);
	}
	assert_int_equal(table_last(&table, "n"), 999);
	assert_int_equal(table.rows, 1000);
}

static void statistics_of_all_vcpus_are_added(void **state)
{
	(void)state;
	assert_true(table_next(&table));
	assert_true(qmp_stats_add(
		&table, "{\"return\": [{\"provider\": \"kvm\", \"qom-path\": \"/machine/0\", "
			"\"stats\": [{\"name\": \"exits\", \"value\": 40}, "
			"{\"name\": \"exit_probe_kernel_cycles\", \"value\": 9}]}, "
			"{\"provider\": \"kvm\", \"stats\": [{\"name\": \"exits\", \"value\": 2}, "
			"{\"name\": \"fpu_reload\", \"value\": 3}]}]}"));
	assert_csv("exits,kernel\n42,9\n");
}

static void answers_that_are_none_are_refused(void **state)
{
	(void)state;
	assert_true(table_next(&table));
	assert_false(qmp_stats_add(&table, "{\"error\": {\"class\": \"GenericError\"}}"));
	assert_false(qmp_stats_add(&table, "{\"return\": []}"));
	assert_false(qmp_stats_add(&table, "{\"name\": \""));
	assert_false(qmp_stats_add(&table, "{\"name\": \"exits"));
	assert_false(qmp_stats_add(&table, "{\"name\": \"exits\", \"value\":"));
}

static void every_statistic_has_a_column(void **state)
{
	(void)state;
	for (size_t i = 0; statistics[i]; i++)
		assert_non_null(column_of(statistics[i]));
	assert_null(column_of("halt_exits"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(columns_may_appear_late, clean),
		cmocka_unit_test_teardown(more_columns_than_there_is_room_for_are_left_out, clean),
		cmocka_unit_test_teardown(many_rows_are_kept, clean),
		cmocka_unit_test_teardown(statistics_of_all_vcpus_are_added, clean),
		cmocka_unit_test_teardown(answers_that_are_none_are_refused, clean),
		cmocka_unit_test_teardown(every_statistic_has_a_column, clean),
	};

	return run_tap(tests);
}
