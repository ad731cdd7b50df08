// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sampler's table, and what it makes of QEMU's answers and KVM's files.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cause_totals.h"
#include "debugfs.h"
#include "json_extent.h"
#include "qmp_stats.h"
#include "source.h"
#include "table.h"
#include "test/cmocka_tap.h"

static struct table table;
static struct vcpus vcpus;

static int clean(void **state)
{
	(void)state;
	table_free(&table);
	vcpus_free(&vcpus);
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
	table_begin(&table, NULL);
	table_add(&table, "time_ms", 0);
	assert_true(table_keep(&table));
	table_begin(&table, NULL);
	table_add(&table, "time_ms", 50);
	table_begin(&table, NULL);
	table_add(&table, "time_ms", 100);
	table_add(&table, "exits", 7);
	table_add(&table, "exits", 1);
	assert_int_equal(table_last(&table, "exits"), 8);
	assert_true(table_keep(&table));
	assert_csv("time_ms,exits\n0,0\n100,8\n");
}

static void rows_may_be_of_several_vms(void **state)
{
	(void)state;
	table_begin(&table, "3-9");
	table_add(&table, "exits", 1);
	assert_true(table_keep(&table));
	table_begin(&table, "12-7");
	assert_true(table_keep(&table));
	assert_csv("exits,vm\n1,3-9\n0,12-7\n");
}

static void columns_that_there_is_no_room_for_are_told(void **state)
{
	char name[2 * TABLE_NAME_SIZE];

	(void)state;
	table_begin(&table, NULL);
	for (int i = 0; i < TABLE_COLUMNS_MAX; i++) {
		snprintf(name, sizeof(name), "column_%d", i);
		table_add(&table, name, 1);
	}
	assert_int_equal(table.columns, TABLE_COLUMNS_MAX);
	assert_false(table.left_out);
	table_add(&table, "column", 1);
	assert_int_equal(table_last(&table, "column"), 0);
	assert_true(table.left_out);
}

static void many_rows_are_kept(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 1000; i++) {
		table_begin(&table, NULL);
		table_add(&table, "n", i);
		assert_true(table_keep(&table));
	}
	assert_int_equal(table_last(&table, "n"), 999);
	assert_int_equal(table.rows, 1000);
}

static json_t *json(const char *text)
{
	return json_loads(text, JSON_ALLOW_NUL, NULL);
}

static bool add_stats(const char *text)
{
	json_t *answer = json(text);
	bool found;

	assert_non_null(answer);
	table_begin(&table, NULL);
	found = qmp_stats_add(&table, &vcpus, answer);
	json_decref(answer);
	return found;
}

static void statistics_of_all_vcpus_are_added(void **state)
{
	(void)state;
	/* In any order, with what else there may be */
	assert_true(add_stats(
		"{\"return\": [{\"stats\": [{\"value\": 40, \"name\": \"exits\"}, "
		"{\"name\": \"exit_probe_kernel_cycles\", \"value\": 9}], "
		"\"provider\": \"kvm\", \"qom-path\": \"/machine/0\"}, "
		"{\"provider\": \"kvm\", \"stats\": [{\"name\": \"exits\", \"value\": 2}, "
		"{\"name\": \"halt_wait_hist\", \"value\": [1, 2]}, "
		"{\"name\": \"guest_mode\", \"value\": false}]}, "
		"{\"provider\": \"cryptodev\", \"stats\": "
		"[{\"name\": \"exits\", \"value\": 500}]}]}"));
	assert_int_equal(table_last(&table, "exits"), 42);
	assert_int_equal(table_last(&table, "kernel"), 9);
	assert_int_equal(table.columns, 2);
}

#define VCPU(path, exits)                                                                          \
	"{\"qom-path\": \"" path "\", \"stats\": [{\"name\": \"exits\", \"value\": " exits "}]}"

static void answers_that_are_none_are_refused(void **state)
{
	static const char *const answers[] = {
		"{\"error\": {\"class\": \"GenericError\"}}",
		"{\"return\": []}",
		"{\"return\": {}}",
		"{\"return\": [1, [], {}, {\"stats\": 5}, {\"stats\": [null, {}]}]}",
		"{\"return\": [{\"stats\": [{\"name\": \"exits\"}]}]}",
		"{\"return\": [{\"stats\": [{\"name\": \"exits\", \"value\": -1}]}]}",
		"{\"return\": [{\"stats\": [{\"name\": \"exits\", \"value\": 1.5}]}]}",
		/* The first vCPU alone would be half of the VM. */
		"{\"return\": [" VCPU("/a", "5") ", " VCPU("/b", "-1") "]}",
		"{\"return\": [" VCPU("/a", "5") ", " VCPU("/b", "5e3") "]}",
		"{\"return\": [" VCPU("/a", "5") ", " VCPU("/b", "\"5\"") "]}",
		"{\"return\": [" VCPU("/a", "5") ", {\"qom-path\": \"/b\", \"stats\": []}]}",
		"{\"return\": [" VCPU("/a", "5") ", {\"qom-path\": \"/b\", \"stats\": null}]}",
		/* Twice would be more than the VM has. */
		"{\"return\": [" VCPU("/a", "5") ", " VCPU("/b", "5") ", " VCPU("/a", "5") "]}",
		"{\"return\": [{\"stats\": [{\"name\": \"exits\", \"value\": 5}, "
		"{\"name\": \"exits\", \"value\": 5}]}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		assert_false(add_stats(answers[i]));
}

static void answers_go_by_id(void **state)
{
	static const struct {
		const char *text;
		bool is_answer;
	} objects[] = {
		{ "{\"return\": {}, \"id\": 7}", true },
		{ "{\"id\": 7, \"error\": {}}", true },
		{ "{\"error\": {}}", true },
		{ "{\"return\": {}, \"id\": 6}", false },
		{ "{\"return\": {}, \"id\": \"7\"}", false },
		{ "{\"event\": \"STOP\", \"id\": 7}", false },
		{ "{\"QMP\": {}}", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
		json_t *object = json(objects[i].text);

		assert_int_equal(qmp_is_answer(object, 7), objects[i].is_answer);
		json_decref(object);
	}
	assert_false(qmp_is_answer(NULL, 7));
}

static void name_vcpus(const char *text)
{
	json_t *answer = json(text);

	assert_true(qmp_stats_name(&vcpus, answer));
	json_decref(answer);
}

static void a_vcpu_that_is_unplugged_stays_in_the_sums(void **state)
{
	json_t *answer = json("{\"return\": [" VCPU("/a", "1") ", " VCPU("/d", "1") "]}");

	(void)state;
	name_vcpus("{\"return\": [{\"qom-path\": \"/a\", \"cpu-index\": 0}, "
		   "{\"qom-path\": \"/b\", \"cpu-index\": 4}, {}, 5]}");
	assert_true(add_stats("{\"return\": [" VCPU("/a", "10") ", " VCPU("/b", "5") "]}"));
	assert_true(add_stats("{\"return\": [" VCPU("/a", "20") "]}"));
	assert_int_equal(table_last(&table, "exits"), 25);
	/* Plugged in again it has another path, and the same index. */
	assert_true(qmp_stats_has_new(&vcpus, answer));
	name_vcpus("{\"return\": [{\"qom-path\": \"/d\", \"cpu-index\": 4}]}");
	assert_false(qmp_stats_has_new(&vcpus, answer));
	assert_true(add_stats("{\"return\": [" VCPU("/d", "7") ", " VCPU("/a", "20") "]}"));
	assert_int_equal(table_last(&table, "exits"), 27);
	json_decref(answer);
}

static void reasons_are_read_line_by_line(void **state)
{
	char text[] =
		"0x78 HLT exits=20 cycles=9\n- OTHER exits=18446744073709551615 cycles=1\n"
		"0x78 HLT exits=1\n\n0x1\n0x2 NAME\n0x3 NAME exits=\n0x4 exits=5\nx NAME exits=y";
	struct vcpu *vcpu;

	(void)state;
	table_begin(&table, NULL);
	vcpus_begin(&vcpus);
	vcpu = vcpus_count(&vcpus, "vcpu70000");
	debugfs_add_reasons(&table, vcpu, text, false);
	vcpus_add_to(&vcpus, &table);
	assert_true(table_keep(&table));
	assert_csv("exits_hlt,exits_other\n21,18446744073709551615\n");
}

static void reasons_have_cycles_for_a_view(void **state)
{
	char text[] = "0x78 HLT exits=20 cycles=9 blocked=3\n0x60 INTR exits=1\n"
		      "0x78 HLT exits=1 cycles=18446744073709551606\n";
	struct vcpu *vcpu;

	(void)state;
	table_begin(&table, NULL);
	vcpus_begin(&vcpus);
	vcpu = vcpus_count(&vcpus, "vcpu0");
	debugfs_add_reasons(&table, vcpu, text, true);
	vcpus_add_to(&vcpus, &table);
	assert_true(table_keep(&table));
	assert_csv("exits_hlt,cycles_hlt,exits_intr\n21,18446744073709551615,1\n");
}

static void assert_causes(struct cause_totals *totals, const char *vm, const char *wanted)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cause_totals_end(totals);
	cause_totals_write(totals, vm, out);
	fclose(out);
	cause_totals_free(totals);
	assert_string_equal(text, wanted);
	free(text);
}

/* In the order of a record, with names */
static void causes_are_read_line_by_line(void **state)
{
	struct cause_totals totals = { 0 };

	(void)state;
	assert_int_equal(
		cause_totals_add(
			&totals,
			"1 0x78 HLT none 0x0 none 0 exits=3 cycles=30 blocked=0 error=0\n"
			"0 0x400 NPF mmio 0xfee000b0 write 4 exits=1 cycles=2 blocked=3 error=4\n"
			"0 0x7b IOIO port 0x3f8 write 1 exits=18446744073709551615 cycles=7 "
			"blocked=0 error=0\n"
			"0 0x60 INTR host_vector 0xec none 0 exits=5 cycles=6 blocked=0 error=0\n"
			"0 0x7b IOIO rip 0xfffffff0 ring0 16 exits=5 cycles=6 blocked=0 error=0\n"
			"0 - NO_EXIT other 0x0 none 0 exits=0 cycles=9 blocked=0 error=0\n"),
		0);
	assert_causes(&totals, NULL,
		      "0,intr,host_vector,0xec,none,0,5,6,0,0,\"\"\n"
		      "0,ioio,port,0x3f8,write,1,18446744073709551615,7,0,0,\"COM1 data\"\n"
		      "0,ioio,rip,0xfffffff0,ring0,16,5,6,0,0,\"\"\n"
		      "0,npf,mmio,0xfee000b0,write,4,1,2,3,4,\"APIC EOI\"\n"
		      "0,no_exit,other,0x0,none,0,0,9,0,0,\"\"\n"
		      "1,hlt,none,0x0,none,0,3,30,0,0,\"\"\n");
}

/* The second vCPU may have had exits by port 0x71, all of its 9 other ones. */
static void causes_of_all_vcpus_are_added(void **state)
{
	struct cause_totals totals = { 0 };

	(void)state;
	assert_int_equal(
		cause_totals_add(
			&totals,
			"2 0x7b IOIO port 0x70 write 1 exits=3 cycles=30 blocked=1 error=2\n"
			"2 0x7b IOIO port 0x71 read 1 exits=1 cycles=10 blocked=0 error=0\n"
			"2 0x7b IOIO port 0x70 write 1 exits=1 cycles=0 blocked=0 error=0\n"
			"0 0x7b IOIO other 0x0 none 0 exits=2 cycles=20 blocked=0 error=0\n"),
		0);
	assert_int_equal(
		cause_totals_add(
			&totals,
			"2 0x7b IOIO port 0x70 write 1 exits=4 cycles=40 blocked=0 error=1\n"
			"0 0x7b IOIO other 0x0 none 0 exits=9 cycles=90 blocked=0 error=0\n"
			"0 0x72 CPUID other 0x0 none 0 exits=50 cycles=1 blocked=0 error=0\n"),
		0);
	assert_int_equal(cause_totals_add(&totals, ""), 0);
	assert_causes(&totals, "3-9",
		      "0,cpuid,other,0x0,none,0,50,1,0,0,\"\",3-9\n"
		      "0,ioio,other,0x0,none,0,11,110,0,0,\"\",3-9\n"
		      "2,ioio,port,0x70,write,1,8,70,1,3,\"RTC index, NMI mask\",3-9\n"
		      "2,ioio,port,0x71,read,1,1,10,0,9,\"RTC, CMOS data\",3-9\n");
}

static void malformed_causes_are_refused(void **state)
{
	static const char *const lines[] = {
		"0x78 HLT exits=20 cycles=9\n",
		"0 0x78 HLT none 0x0 none 0 exits=3 cycles=30 blocked=0\n",
		"0 0x78 HLT none 0x0 none 0 exits=3 cycles=30 blocked=0 error=0",
		"0 0x78 HLT none 0x0 none 0 exits=3 cycles=30 blocked=0 error=0 more=1\n",
		"0 0x7x HLT none 0x0 none 0 exits=3 cycles=30 blocked=0 error=0\n",
		"0 0x78 HLT none 0x0 none 0 exits= cycles=30 blocked=0 error=0\n",
		"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct cause_totals totals = { 0 };

		assert_int_equal(cause_totals_add(&totals, lines[i]), EBADMSG);
		cause_totals_free(&totals);
	}
}

/* Where the first object ends, given byte by byte; -1 if there is none */
static long extent_of(const char *text)
{
	struct json_extent extent = { 0 };

	for (size_t length = 0; length <= strlen(text); length++)
		switch (json_extent_find(&extent, text, length)) {
		case JSON_WHOLE:
			return (long)extent.at;
		case JSON_NONE:
			return -1;
		case JSON_MORE:
			break;
		}
	return 0;
}

static void objects_end_where_they_do(void **state)
{
	(void)state;
	assert_int_equal(extent_of("{}"), 2);
	assert_int_equal(extent_of("\r\n\t {\n  \"a\": [{}, [1]]\n} {}"), 24);
	assert_int_equal(extent_of("{\"}\\\"}\\\\\": \"{[\"}\r\n"), 16);
	assert_int_equal(extent_of("{\"a\": [}"), 0);
	assert_int_equal(extent_of("{\"\\"), 0);
	assert_int_equal(extent_of(""), 0);
	assert_int_equal(extent_of("QEMU 7.2.0 monitor"), -1);
	assert_int_equal(extent_of("[{}]"), -1);
	assert_int_equal(extent_of("\"{}\""), -1);
	assert_int_equal(extent_of("}"), -1);
}

static void assert_identity(const char *arguments, size_t length, const char *name,
			    const char *uuid)
{
	struct identity identity = { 0 };

	identity_from_arguments(&identity, arguments, length);
	assert_string_equal(identity.name, name);
	assert_string_equal(identity.uuid, uuid);
}

#define ASSERT_IDENTITY(arguments, name, uuid)                                                     \
	assert_identity(arguments, sizeof(arguments), name, uuid)

static void qemus_arguments_name_the_vm(void **state)
{
	(void)state;
	ASSERT_IDENTITY("qemu\0-name\0web\0-uuid\0"
			"1-2",
			"web", "1-2");
	ASSERT_IDENTITY("qemu\0--uuid\0"
			"3\0--name\0guest=web,debug-threads=on",
			"web", "3");
	ASSERT_IDENTITY("qemu\0-name\0process=p,guest=a,,b=c", "a,b=c", "");
	ASSERT_IDENTITY("qemu\0-name\0web,process=guest", "web", "");
	ASSERT_IDENTITY("qemu\0-name\0debug-threads=on", "", "");
	ASSERT_IDENTITY("qemu\0-name\0two\nlines\033[m", "two?lines?[m", "");
	ASSERT_IDENTITY("qemu\0-name\0\302\2332J\302\240\303\233", "??2J\302\240\303\233", "");
	ASSERT_IDENTITY("qemu\0-append\0"
			"x -name y\0-name",
			"", "");
	/* Cut off by the kernel, or written over by the process */
	assert_identity("qemu\0-name\0we", 12, "", "");
	assert_identity("", 0, "", "");
}

static void sources_have_names(void **state)
{
	struct source source = { 0 };

	(void)state;
	assert_true(source_named(&source, "debugfs"));
	assert_ptr_equal(source.kind, &debugfs);
	assert_true(source_named(&source, "qmp:/run/vm:1"));
	assert_ptr_equal(source.kind, &qmp);
	assert_string_equal(source.where, "/run/vm:1");
	assert_false(source_named(&source, "qmp:"));
	assert_false(source_named(&source, "debugfs:42"));
	assert_false(source_named(&source, "xen"));
	assert_false(source_named(&source, ""));
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
		cmocka_unit_test_teardown(rows_may_be_of_several_vms, clean),
		cmocka_unit_test_teardown(columns_that_there_is_no_room_for_are_told, clean),
		cmocka_unit_test_teardown(many_rows_are_kept, clean),
		cmocka_unit_test_teardown(statistics_of_all_vcpus_are_added, clean),
		cmocka_unit_test_teardown(answers_that_are_none_are_refused, clean),
		cmocka_unit_test_teardown(answers_go_by_id, clean),
		cmocka_unit_test_teardown(a_vcpu_that_is_unplugged_stays_in_the_sums, clean),
		cmocka_unit_test_teardown(reasons_are_read_line_by_line, clean),
		cmocka_unit_test_teardown(reasons_have_cycles_for_a_view, clean),
		cmocka_unit_test_teardown(causes_are_read_line_by_line, clean),
		cmocka_unit_test_teardown(causes_of_all_vcpus_are_added, clean),
		cmocka_unit_test_teardown(malformed_causes_are_refused, clean),
		cmocka_unit_test_teardown(objects_end_where_they_do, clean),
		cmocka_unit_test_teardown(qemus_arguments_name_the_vm, clean),
		cmocka_unit_test_teardown(sources_have_names, clean),
		cmocka_unit_test_teardown(every_statistic_has_a_column, clean),
	};

	return run_tap(tests);
}
