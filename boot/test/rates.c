// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the live view makes of two snapshots, and its lines.
 */
#include <stdlib.h>
#include <string.h>

#include "snapshot.h"
#include "test/cmocka_tap.h"
#include "view.h"

#define SECOND 1000000000ull

static struct view view;
static struct snapshot_vm vms[2][40];
static char shown[8192];

static int begin(void **state)
{
	(void)state;
	memset(vms, 0, sizeof(vms));
	memset(&view, 0, sizeof(view));
	view.before.vms = vms[0];
	view.now.vms = vms[1];
	return 0;
}

static int clean(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++)
		for (size_t j = 0; j < 40; j++)
			cause_totals_free(&vms[i][j].causes);
	rates_free(&view.rates);
	table_free(&view.table);
	return 0;
}

/* A VM with two vCPUs, read at that second, when the TSC had 1,000 a second */
static struct snapshot_vm *add_vm(struct snapshot *snapshot, const char *id, ino_t inode,
				  double second)
{
	struct snapshot_vm *vm = &snapshot->vms[snapshot->count++];

	strcpy(vm->id, id);
	vm->inode = inode;
	vm->read.ns = (uint64_t)(second * 1e9);
	vm->read.tsc = (uint64_t)(second * 1000);
	vm->vcpus = 2;
	return vm;
}

static void set(struct snapshot_vm *vm, const char *column, uint64_t value)
{
	const size_t at = table_column(&view.table, column);

	vm->cells[at] = value;
	if (vm->columns <= at)
		vm->columns = at + 1;
}

static void fill(void)
{
	rates_free(&view.rates);
	assert_true(rates_fill(&view.rates, &view.before, &view.now, &view.table, &view.choice));
}

static const struct rates_item *item(const char *name)
{
	for (size_t i = 0; i < view.rates.items.count; i++)
		if (strcmp(view.rates.items.all[i].name, name) == 0)
			return &view.rates.items.all[i];
	fail_msg("no item %s", name);
	return NULL;
}

static void a_rate_is_that_between_the_vms_own_reads(void **state)
{
	(void)state;
	set(add_vm(&view.before, "7-9", 1, 1), "exits", 1000);
	set(add_vm(&view.before, "8-9", 2, 1.25), "exits", 5);
	set(add_vm(&view.now, "7-9", 1, 1.5), "exits", 1600);
	set(add_vm(&view.now, "8-9", 2, 3.25), "exits", 8);
	fill();
	assert_int_equal(view.rates.vms[0].rate, 1200);
	/* 1.5 is rounded. */
	assert_int_equal(view.rates.vms[1].rate, 2);
	assert_int_equal(view.rates.rate, 1202);
	assert_int_equal(view.rates.vcpus, 4);
	assert_int_equal(view.rates.vms[0].exits, 1600);
}

static void shares_are_of_the_time_that_ended(void **state)
{
	static const char *const names[] = { "kernel",    "userspace", "halted",
					     "preempted", "blocked",   "guest" };
	struct snapshot_vm *was = add_vm(&view.before, "7-9", 1, 1);
	struct snapshot_vm *is = add_vm(&view.now, "7-9", 1, 2);

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		set(was, names[i], 50);
		set(is, names[i], 50 + 10 * i);
	}
	fill();
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(view.rates.vms[0].cycles[i], 10 * i);
	assert_int_equal(view.rates.vms[0].ended, 150);
	/* Two vCPUs in one second */
	assert_int_equal(view.rates.vms[0].passed, 2000);
}

static void a_vm_is_known_by_its_id_and_its_folder(void **state)
{
	(void)state;
	set(add_vm(&view.before, "7-9", 1, 1), "exits", 1000);
	set(add_vm(&view.now, "7-9", 2, 2), "exits", 3000);
	set(add_vm(&view.now, "7-10", 1, 2), "exits", 3000);
	fill();
	assert_false(view.rates.vms[0].is_known);
	assert_false(view.rates.vms[1].is_known);
	assert_int_equal(view.rates.rate, 0);
	assert_false(view.rates.is_known);
	assert_int_equal(view.rates.vms[0].exits, 3000);
}

static void numbers_that_fell_give_no_rate(void **state)
{
	struct snapshot_vm *was = add_vm(&view.before, "7-9", 1, 1);
	struct snapshot_vm *is = add_vm(&view.now, "7-9", 1, 2);

	(void)state;
	set(was, "exits", 1000);
	set(was, "kernel", 20);
	set(was, "exits_hlt", 500);
	set(is, "exits", 1500);
	set(is, "kernel", 19);
	set(is, "exits_hlt", 700);
	fill();
	assert_false(view.rates.vms[0].is_known);
	assert_int_equal(view.rates.vms[0].rate, 0);
	assert_int_equal(view.rates.vms[0].ended, 0);
	assert_false(item("HLT")->is_known);
	assert_int_equal(item("HLT")->total, 700);
}

/* The second VM is new: its exits are in the total only. */
static void reasons_are_added_over_the_vms(void **state)
{
	struct snapshot_vm *vm = add_vm(&view.before, "7-9", 1, 1);

	(void)state;
	set(vm, "exits_hlt", 100);
	set(vm, "cycles_hlt", 1000);
	set(vm, "exits_before_entry", 0);
	set(add_vm(&view.before, "8-9", 2, 1), "exits_hlt", 7);
	vm = add_vm(&view.now, "7-9", 1, 3);
	set(vm, "exits_hlt", 150);
	set(vm, "cycles_hlt", 1500);
	set(vm, "exits_io", 30);
	set(vm, "cycles_before_entry", 9);
	set(add_vm(&view.now, "8-9", 2, 1.5), "exits_hlt", 8);
	set(add_vm(&view.now, "9-9", 3, 3), "exits_hlt", 1000);
	fill();
	assert_int_equal(view.rates.items.count, 2);
	assert_string_equal(view.rates.items.all[0].name, "HLT");
	assert_int_equal(item("HLT")->total, 1158);
	assert_int_equal(item("HLT")->exits, 51);
	assert_int_equal(item("HLT")->cycles, 500);
	assert_true(item("HLT")->rate == 27);
	/* It is from 0: the VM had none. */
	assert_true(item("IO")->rate == 15);
	assert_int_equal(view.rates.items.exits, 81);
	view.choice.pid = "9";
	fill();
	assert_int_equal(view.rates.vm_count, 1);
	assert_int_equal(item("HLT")->total, 1000);
	assert_false(item("HLT")->is_known);
	view.choice.pid = "7-9";
	fill();
	assert_int_equal(item("HLT")->total, 150);
}

static void lists_have_four_orders(void **state)
{
	static const struct {
		enum rates_order order;
		const char *vm, *item;
	} rows[] = {
		{ RATES_BY_RATE, "10-1", "A" },
		{ RATES_BY_KERNEL, "8-1", "B" },
		{ RATES_BY_EXITS, "9-1", "C" },
		{ RATES_BY_NAME, "8-1", "A" },
	};
	static const struct {
		const char *id;
		uint64_t exits, before, kernel, guest;
		const char *reason;
	} made[] = {
		{ "9-1", 900, 890, 10, 90, "c" },
		{ "10-1", 100, 0, 40, 60, "a" },
		{ "8-1", 50, 45, 50, 50, "b" },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct snapshot_vm *was = add_vm(&view.before, made[i].id, i, 1);
		struct snapshot_vm *is = add_vm(&view.now, made[i].id, i, 2);
		char name[16];

		set(was, "exits", made[i].before);
		set(is, "exits", made[i].exits);
		set(is, "kernel", made[i].kernel);
		set(is, "guest", made[i].guest);
		snprintf(name, sizeof(name), "exits_%s", made[i].reason);
		set(was, name, made[i].before);
		set(is, name, made[i].exits);
		snprintf(name, sizeof(name), "cycles_%s", made[i].reason);
		set(is, name, made[i].kernel);
	}
	for (size_t i = 0; i < 4; i++) {
		view.choice.order = rows[i].order;
		fill();
		assert_string_equal(view.rates.vms[0].vm->id, rows[i].vm);
		assert_string_equal(view.rates.items.all[0].name, rows[i].item);
	}
}

static void counters_of_an_unpatched_kvm_overlap(void **state)
{
	(void)state;
	set(add_vm(&view.before, "7-9", 1, 1), "kvm_io_exits", 10);
	set(add_vm(&view.now, "7-9", 1, 2), "kvm_io_exits", 25);
	fill();
	assert_false(item("io_exits")->is_exclusive);
	assert_true(item("io_exits")->rate == 15);
	assert_int_equal(view.rates.items.exits, 0);
}

static void add_causes(struct snapshot_vm *vm, const char *text)
{
	vm->has_causes = true;
	assert_int_equal(cause_totals_add(&vm->causes, text), 0);
	cause_totals_join_phases(&vm->causes);
}

static void causes_have_rates_over_all_phases(void **state)
{
	(void)state;
	add_causes(add_vm(&view.before, "7-9", 1, 1),
		   "1 0x7b IOIO port 0x3f8 write 1 exits=10 cycles=100 blocked=0 error=0\n"
		   "1 0x78 HLT none 0x0 none 0 exits=4 cycles=100 blocked=0 error=0\n");
	add_causes(add_vm(&view.now, "7-9", 1, 3),
		   "1 0x7b IOIO port 0x3f8 write 1 exits=12 cycles=110 blocked=0 error=0\n"
		   "2 0x7b IOIO port 0x3f8 write 1 exits=6 cycles=50 blocked=0 error=0\n"
		   "2 0x78 HLT none 0x0 none 0 exits=3 cycles=300 blocked=0 error=0\n"
		   "0 0x60 INTR other 0x0 none 0 exits=2 cycles=6 blocked=0 error=0\n"
		   "0 - OTHER other 0x0 none 0 exits=0 cycles=6 blocked=0 error=0\n");
	view.choice.by_cause = true;
	fill();
	assert_int_equal(view.rates.items.count, 3);
	assert_true(item("IOIO port 0x3f8 write 1: COM1 data")->rate == 4);
	assert_int_equal(item("IOIO port 0x3f8 write 1: COM1 data")->cycles, 60);
	assert_true(item("INTR other")->rate == 1);
	/* It fell: the exit that was not over had another cause in the end. */
	assert_false(item("HLT")->is_known);
	assert_int_equal(item("HLT")->total, 3);
}

static void causes_that_were_not_read_before_have_no_rate(void **state)
{
	(void)state;
	add_vm(&view.before, "7-9", 1, 1);
	add_causes(add_vm(&view.now, "7-9", 1, 3),
		   "1 0x78 HLT none 0x0 none 0 exits=4 cycles=100 blocked=0 error=0\n");
	view.choice.by_cause = true;
	fill();
	assert_false(item("HLT")->is_known);
	assert_int_equal(item("HLT")->total, 4);
}

/* Turned on between the reads, KVM has all exits since the VM began in the lines of "other". */
static void causes_that_were_off_before_have_no_rate(void **state)
{
	(void)state;
	add_causes(add_vm(&view.before, "7-9", 1, 1), "");
	add_causes(add_vm(&view.now, "7-9", 1, 3),
		   "1 0x78 HLT none 0x0 none 0 exits=4 cycles=100 blocked=0 error=0\n"
		   "0 0x78 HLT other 0x0 none 0 exits=9000000 cycles=6 blocked=0 error=0\n");
	view.choice.by_cause = true;
	fill();
	assert_false(item("HLT other")->is_known);
	assert_int_equal(item("HLT other")->total, 9000000);
	assert_int_equal(view.rates.items.exits, 0);
}

static void add_line(void *context, enum view_line kind, const char *text)
{
	static const char marks[] = { ' ', '=', ' ', '>' };
	size_t *number = context;

	/* The headline has the time of day. */
	if ((*number)++ == 0)
		text = strchr(text, ',');
	snprintf(shown + strlen(shown), sizeof(shown) - strlen(shown), "%c%s\n", marks[kind], text);
}

static void assert_lines(size_t height, size_t width, size_t selected, const char *wanted)
{
	const struct view_room room = { height, width, selected };
	size_t number = 0;

	shown[0] = '\0';
	fill();
	view_show(&view, &room, add_line, &number);
	assert_string_equal(shown, wanted);
}

static void make_two_vms(void)
{
	struct snapshot_vm *vm = add_vm(&view.before, "4242-11", 1, 1);

	set(vm, "exits", 100);
	vm = add_vm(&view.now, "4242-11", 1, 2);
	strcpy(vm->name, "web");
	set(vm, "exits", 1800);
	set(vm, "kernel", 100000);
	set(vm, "userspace", 199000);
	set(vm, "guest", 701000);
	set(vm, "exits_hlt", 1200);
	set(vm, "cycles_hlt", 90700);
	set(vm, "exits_cpuid", 500);
	set(vm, "exits_a_reason_with_a_long_name_of_40_bytes", 1);
	vm = add_vm(&view.now, "1234567-123", 2, 2);
	set(vm, "exits", 123456789012);
	view.read_ns[0] = 5 * SECOND;
	view.read_ns[1] = 6 * SECOND + 3400000;
}

static void the_lines_of_80_columns(void **state)
{
	(void)state;
	make_two_vms();
	assert_lines(24, 80, 1,
		     " , 2 VMs, 4 vCPUs, 1700 exits/s in 1.003 s\n"
		     "=VM             EXITS/S  kern   VMM  halt preem block guest ended  NAME\n"
		     " 4242-11           1700  10.0  19.9   0.0   0.0   0.0  70.1 50000  web\n"
		     ">1234567-123          -     -     -     -     -     -     -     -\n"
		     " \n"
		     "=REASON                                 EXITS/S     %        EXITS  kern   "
		     "CYCLES\n"
		     " HLT                                       1200  70.5         1200   9.1     "
		     "  76\n"
		     " CPUID                                      500  29.4          500     -     "
		     "   -\n"
		     " A_REASON_WITH_A_LONG_NAME_OF_40_BYTE         1   0.1            1     -     "
		     "   -\n");
}

static void a_narrow_terminal_has_the_first_columns(void **state)
{
	(void)state;
	make_two_vms();
	/* Each line is cut by the terminal. */
	assert_lines(24, 40, 0,
		     " , 2 VMs, 4 vCPUs, 1700 exits/s in 1.003 s\n"
		     "=VM             EXITS/S  kern   VMM  halt preem block guest ended  NAME\n"
		     ">4242-11           1700  10.0  19.9   0.0   0.0   0.0  70.1 50000  web\n"
		     " 1234567-123          -     -     -     -     -     -     -     -\n"
		     " \n"
		     "=REASON                 EXITS/S     %        EXITS  kern   CYCLES\n"
		     " HLT                       1200  70.5         1200   9.1       76\n"
		     " CPUID                      500  29.4          500     -        -\n"
		     " A_REASON_WITH_A_LONG         1   0.1            1     -        -\n");
}

/* Rows of each list in that many lines */
static void assert_rows(size_t height, size_t selected, size_t some_vms, size_t some_items)
{
	const struct view_room room = { height, 80, selected };
	size_t number = 0, vm_rows = 0, item_rows = 0;

	shown[0] = '\0';
	view_show(&view, &room, add_line, &number);
	assert_true(number <= height);
	for (const char *line = shown; *line; line += strcspn(line, "\n") + 1) {
		vm_rows += strncmp(line + 1, "7-", 2) == 0;
		item_rows += strncmp(line + 1, "REASON_", 7) == 0;
	}
	assert_int_equal(vm_rows, some_vms);
	assert_int_equal(item_rows, some_items);
	assert_int_equal(strchr(shown, '>') != NULL, some_vms > 0);
}

static void lists_share_the_lines(void **state)
{
	char id[32];

	(void)state;
	for (int i = 0; i < 30; i++) {
		snprintf(id, sizeof(id), "7-%d", i + 10);
		add_vm(&view.now, id, (ino_t)i, 1);
	}
	fill();
	/* No reason: the other list has the line that says so. */
	assert_rows(24, 0, 19, 0);
	for (int i = 0; i < 30; i++) {
		snprintf(id, sizeof(id), "exits_reason_%d", i + 10);
		set(&vms[1][0], id, 1);
	}
	fill();
	assert_rows(24, 0, 10, 10);
	assert_rows(24, 29, 10, 10);
	assert_non_null(strstr(shown, ">7-39"));
	assert_rows(100, 3, 30, 30);
	assert_rows(5, 7, 1, 0);
	assert_rows(3, 7, 1, 0);
	assert_rows(2, 7, 0, 0);
	assert_rows(1, 7, 0, 0);
	assert_rows(0, 7, 0, 0);
	view.now.count = 3;
	fill();
	assert_rows(24, 0, 3, 17);
}

static void lists_without_rows_say_why(void **state)
{
	(void)state;
	assert_lines(24, 80, 0,
		     " , 0 VMs, 0 vCPUs\n"
		     "=VM             EXITS/S  kern   VMM  halt preem block guest ended  NAME\n"
		     " \n"
		     "=REASON                 EXITS/S     %        EXITS  kern   CYCLES\n");
	add_vm(&view.now, "7-1", 1, 1)->vcpus = 1;
	view.choice.by_cause = true;
	assert_lines(24, 80, 0,
		     " , 1 VM, 1 vCPU\n"
		     "=VM             EXITS/S  kern   VMM  halt preem block guest ended  NAME\n"
		     ">7-1                  -     -     -     -     -     -     -     -\n"
		     " \n"
		     "=CAUSE                  EXITS/S     %        EXITS  kern   CYCLES\n"
		     " this KVM counts no causes: they need the patch and exit_probe_causes=1\n");
}

static void seconds_may_have_a_fraction(void **state)
{
	static const char *const wrong[] = { "",  "0",    "0.09", "86401", "1e3", "-1", "1.2.3",
					     ".", "0x10", " 1",   "1 ",    "inf", "nan" };

	(void)state;
	assert_int_equal(view_delay_ms("1"), 1000);
	assert_int_equal(view_delay_ms("0.1"), 100);
	assert_int_equal(view_delay_ms(".25"), 250);
	assert_int_equal(view_delay_ms("86400"), 86400000);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(view_delay_ms(wrong[i]), 0);
}

/* A source whose second VM ends before the second read */
static enum source_state read_two(struct source *source, struct table *table, uint64_t time_ms)
{
	(void)time_ms;
	for (struct vm *vm = source->vms; vm; vm = vm->next) {
		if (!vm->is_there)
			continue;
		table_begin(table, vm->id);
		table_add(table, "exits", vm->inode);
		assert_true(table_keep(table));
	}
	return SOURCE_THERE;
}

static void close_two(struct source *source)
{
	(void)source;
}

static void a_snapshot_has_the_vms_of_its_read(void **state)
{
	static const struct source_kind kind = { .name = "two",
						 .read = read_two,
						 .close = close_two };
	struct source source = { .kind = &kind };
	struct snapshot snapshot = { 0 };
	struct table table = { 0 };
	struct vm *vm;

	(void)state;
	for (ino_t i = 1; i <= 2; i++) {
		vm = source_add_vm(&source);
		/* The same process and descriptor, one VM after the other */
		strcpy(vm->id, "7-9");
		strcpy(vm->identity.name, i == 1 ? "gr\xc3\xbcn" : "");
		strcpy(vm->identity.program, "qemu");
		vm->is_there = true;
		vm->inode = i;
		vm->plugged = 3;
	}
	assert_true(snapshot_take(&snapshot, &source, &table));
	assert_int_equal(snapshot.count, 2);
	assert_string_equal(snapshot.vms[0].name, "gr?n");
	assert_string_equal(snapshot.vms[1].name, "(qemu)");
	assert_int_equal(snapshot.vms[1].cells[0], 2);
	assert_int_equal(snapshot.vms[1].vcpus, 3);
	assert_ptr_equal(snapshot_find(&snapshot, &snapshot.vms[1]), &snapshot.vms[1]);
	snapshot_free(&snapshot);
	vm->is_there = false;
	assert_true(snapshot_take(&snapshot, &source, &table));
	assert_int_equal(snapshot.count, 1);
	assert_null(source.vms->next);
	snapshot_free(&snapshot);
	source_close(&source);
	table_free(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, clean)
		TEST(a_rate_is_that_between_the_vms_own_reads),
		TEST(shares_are_of_the_time_that_ended),
		TEST(a_vm_is_known_by_its_id_and_its_folder),
		TEST(numbers_that_fell_give_no_rate),
		TEST(reasons_are_added_over_the_vms),
		TEST(lists_have_four_orders),
		TEST(counters_of_an_unpatched_kvm_overlap),
		TEST(causes_have_rates_over_all_phases),
		TEST(causes_that_were_not_read_before_have_no_rate),
		TEST(causes_that_were_off_before_have_no_rate),
		TEST(the_lines_of_80_columns),
		TEST(a_narrow_terminal_has_the_first_columns),
		TEST(lists_share_the_lines),
		TEST(lists_without_rows_say_why),
		TEST(seconds_may_have_a_fraction),
		TEST(a_snapshot_has_the_vms_of_its_read),
	};

	return run_tap(tests);
}
