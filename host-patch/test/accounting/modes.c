// SPDX-License-Identifier: GPL-2.0-only
/* The modes off, count and time, and a change while a vCPU does something. */
#include "play.h"

#include "exit_probe_abi.h"

/* Each hook once, and two exits */
static void play_all(void)
{
	run_begin();
	trip(10, 100);
	put(true);
	stub_tsc += 50;
	load(0);
	halt(60, 10);
	exit_probe_pass(vcpu);
	vcpu->guest_mode = true;
	trip(20, 200);
	vcpu->guest_mode = false;
	run_end(5);
	stub_tsc += 300;
	run_begin();
}

static void off(void)
{
	static const struct kvm_exit_probe nothing;

	set_mode("off");
	play_all();
	SAME(memcmp(exit_probe_of(vcpu), &nothing, sizeof(nothing)), 0);
	SAME(stub_tsc_reads, 0);
	SAME(vcpu->exit_probe_rows == NULL, true);
	SAME(exit_probe_counts.key.enabled || exit_probe_times.key.enabled, false);
	leaf_is_not_ours(EXIT_PROBE_LEAF_TOTAL);
	leaf_is_not_ours(EXIT_PROBE_LEAF_SIGNATURE);
	leaf_is_not_ours(EXIT_PROBE_LEAF_INFO);
}

static void counting(void)
{
	const struct kvm_exit_probe *probe = exit_probe_of(vcpu);

	set_mode("count");
	play_all();
	SAME(stub_tsc_reads, 0);
	SAME(exit_probe_times.key.enabled, false);
	SAME(probe->entered | probe->left | probe->stamp | probe->away, 0);
	SAME(vcpu->exit_probe_rows == NULL, true);
	SAME(cycles(), 0);
	SAME(seen_cycles(), 0);
	SAME(count(EXIT_PROBE_EXITS), 2);
	SAME(count(EXIT_PROBE_NESTED_EXITS), 1);
	SAME(count(EXIT_PROBE_USERSPACE_EXITS), 1);
	SAME(count(EXIT_PROBE_PASSES), 1);
	SAME(probe->reason_exits[CPUID], 2);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, 1, CPUID, 2, 0, 0);
}

static void cycles_read_0(u32 exits)
{
	u32 pair;

	answers(EXIT_PROBE_LEAF_TOTAL, 0, exits, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_REASON_EXITS, CPUID, exits, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_REASON_CYCLES, CPUID, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, exits, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_WAITING, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_AWAY, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_GUEST, 0, 0, 1, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS + 1, exits, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_RANGE + 1, 0, 0, 0, 0);
	answers(EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_BLOCKED + 1, 0, 0, 0, 0);
	for (pair = 0; pair < EXIT_PROBE_BUCKETS / 2; pair++)
		answers(EXIT_PROBE_LEAF_TABLE,
			EXIT_PROBE_TABLE_HISTOGRAM + EXIT_PROBE_TABLE_PAIR * pair + 1, 0, 0, 0, 0);
}

static void counting_after_time(void)
{
	static struct kvm_exit_probe then;
	u64 before;

	play_all();
	put(false);
	stub_tsc += 70;
	load(0);
	before = cycles();
	then = *exit_probe_of(vcpu);
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_STATE, EXIT_PROBE_MODE_TIME, 0, 0, 0);
	set_mode("count");
	answers(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_STATE, EXIT_PROBE_MODE_COUNT, 0, 0, 0);
	cycles_read_0(2);
	/* The thread has not yet taken the mode. */
	trip(10, 100);
	cycles_read_0(2);
	exit_probe_check_mode(vcpu);
	trip(10, 100);
	halt(60, 10);
	cycles_read_0(3);
	SAME(cycles(), before);
	SAME(memcmp(exit_probe_of(vcpu)->cycles_hist, then.cycles_hist, sizeof(then.cycles_hist)),
	     0);
}

/* What a CPU's TSC was ahead before the change does not matter after it. */
static void nothing_is_owed_after_a_change(void)
{
	run_begin();
	put(true);
	stub_tsc += 5000;
	load(0);
	put(true);
	stub_tsc -= 4000;
	load(0);
	set_mode("off");
	set_mode("time");
	exit_probe_check_mode(vcpu);
	halt(100, 0);
	SAME(count(EXIT_PROBE_HALTED), 100);
}

static void enter(void)
{
	exit_probe_stamp_entry(vcpu);
}

static void leave(void)
{
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, CPUID, NULL);
}

static void leave_stamped(void)
{
	exit_probe_settle(vcpu, CPUID, NULL);
}

static void enter_and_stamp(void)
{
	exit_probe_stamp_entry(vcpu);
	stub_tsc += 10;
	exit_probe_stamp_exit(vcpu);
}

static void stay(void)
{
}

static const struct place in_guest[] = {
	{ enter, leave, EXIT_PROBE_GUEST },
	{ enter_and_stamp, leave_stamped, EXIT_PROBE_GUEST },
	{ stay, stay, EXIT_PROBE_KERNEL },
};

/* An hour in each of @modes: nothing of it is in a bucket of time. */
static void change_at(const struct place *place, const char *const *modes)
{
	u64 before, exits, none = exit_probe_of(vcpu)->reason_cycles[EXIT_PROBE_SLOT_NONE];

	place->begin();
	before = cycles();
	exits = count(EXIT_PROBE_EXITS);
	for (; *modes; modes++) {
		set_mode(*modes);
		SAME(seen_cycles(), before);
		stub_tsc += HOUR;
		SAME(seen_cycles(), before);
	}
	place->end();
	exit_probe_check_mode(vcpu);
	SAME(count(EXIT_PROBE_EXITS), exits);
	SAME(seen_cycles(), before);
	trip(5, 7);
	SAME(cycles(), before + 12);
	SAME(exit_probe_of(vcpu)->reason_cycles[EXIT_PROBE_SLOT_NONE], none + 5);
	trip(6, 8);
	SAME(cycles(), before + 26);
	SAME(count(EXIT_PROBE_EXITS), exits + 2);
}

static void change_in_turn(const struct place *place)
{
	static const char *const off[] = { "off", "time", NULL };
	static const char *const counts[] = { "count", "time", NULL };
	static const char *const both[] = { "off", "count", "off", "time", NULL };

	change_at(place, off);
	change_at(place, counts);
	change_at(place, both);
}

static void an_hour_in_another_mode_is_in_no_bucket(void)
{
	int i;

	run_begin();
	trip(5, 5);
	for (i = 0; i < AWAY; i++)
		change_in_turn(&away[i]);
	for (i = 0; i < ARRAY_SIZE(in_guest); i++)
		change_in_turn(&in_guest[i]);
}

/* A vCPU that is created while a mode is set takes that one. */
static void a_new_vcpu_takes_the_mode(void)
{
	set_mode("count");
	run_begin();
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_COUNT);
	SAME(exit_probe_of(other)->mode, EXIT_PROBE_OFF);
	set_mode("time");
	SAME(exit_probe_of(vcpu)->mode, EXIT_PROBE_OFF);
	exit_probe_check_mode(other);
	SAME(exit_probe_of(other)->mode, EXIT_PROBE_TIME);
}

static void the_parameter(void)
{
	char name[16];

	SAME(stub_get_exit_probe(name), 5);
	SAME(strcmp(name, "time\n"), 0);
	SAME(stub_set_exit_probe("on"), -EINVAL);
	set_mode("off");
	SAME(stub_get_exit_probe(name), 4);
	SAME(strcmp(name, "off\n"), 0);
	SAME(kvm_lock.held, 0);
}

/* Until the VM counts it, a change of the mode would not find it. */
static void a_vcpu_that_is_not_online_yet_waits(void)
{
	vm.online_vcpus = 1;
	exit_probe_check_mode(other);
	SAME(exit_probe_of(other)->mode, EXIT_PROBE_OFF);
	SAME(other->requests != 0, true);
	vm.online_vcpus = 2;
	exit_probe_check_mode(other);
	SAME(exit_probe_of(other)->mode, EXIT_PROBE_TIME);
	SAME(other->requests, 0);
}

const struct test_case mode_cases[] = {
	CASE(off),
	CASE(counting),
	CASE(counting_after_time),
	CASE(nothing_is_owed_after_a_change),
	CASE(an_hour_in_another_mode_is_in_no_bucket),
	CASE(a_new_vcpu_takes_the_mode),
	CASE(a_vcpu_that_is_not_online_yet_waits),
	CASE(the_parameter),
	{ NULL, NULL },
};
