// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the tracer reads events: their order over the CPUs' buffers, their formats, and as many
 * as a busy boot has.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "account.h"
#include "events.h"
#include "exit_probe_abi.h"
#include "refuse.h"
#include "ring.h"
#include "test/cmocka_tap.h"

#define PAGE_WORDS    1024
#define PAGE_HEADER   4   /* in words: the time of the first event, and the size of the data */
#define COMMON        8   /* bytes that all events begin with */
#define FIRST_ID      700 /* of the events' formats */
#define IOIO          0x7B
#define CPUID         0x72
#define THREAD        4242
#define BUSY_EXITS    4000000
#define BUSY_PER_PAGE 20 /* exits */

/* A page of a CPU's buffer that is being filled */
struct writer {
	uint32_t page[PAGE_WORDS];
	size_t used;
	uint64_t tsc;
};

static char folder[] = "/tmp/tracer-test.XXXXXX";
static struct account account;

/* A tracefs instance with the buffers of two CPUs */
static int make_folder(void **state)
{
	static const char *const folders[] = { "per_cpu", "per_cpu/cpu0", "per_cpu/cpu1",
					       "events",  "events/kvm",   NULL };
	char path[128];

	(void)state;
	strcpy(folder, "/tmp/tracer-test.XXXXXX");
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; folders[i]; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, folders[i]);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	return 0;
}

static int remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static const char *buffer_of(int cpu)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/per_cpu/cpu%d/trace_pipe_raw", folder, cpu);
	return path;
}

/* Documentation/trace/ring-buffer-design.rst: an event has the words of its data and the time
 * since the event before in its first word. */
static uint32_t *add_event(struct writer *writer, size_t words, uint32_t after)
{
	uint32_t *event = writer->page + PAGE_HEADER + writer->used;

	if (writer->used == 0)
		memcpy(writer->page, &writer->tsc, sizeof(writer->tsc));
	event[0] = (uint32_t)words | (writer->used ? after << 5 : 0);
	writer->tsc += writer->used ? after : 0;
	writer->used += 1 + words;
	return event + 1;
}

static void end_page(struct writer *writer, FILE *out)
{
	const uint64_t bytes = writer->used * sizeof(uint32_t);

	memcpy(writer->page + 2, &bytes, sizeof(bytes));
	assert_int_equal(fwrite(writer->page, sizeof(writer->page), 1, out), 1);
	writer->used = 0;
}

/* Events that say their own time: the first at that time, each next one 5 later */
static void write_page(int cpu, uint64_t first, int events)
{
	struct writer writer = { .tsc = first };
	FILE *out = fopen(buffer_of(cpu), "a");

	assert_non_null(out);
	for (int i = 0; i < events; i++) {
		uint32_t *data = add_event(&writer, 2, 5);

		*data = (uint32_t)writer.tsc;
	}
	end_page(&writer, out);
	fclose(out);
}

struct order {
	uint64_t last, events;
};

static void check_order(void *to, const void *data, uint64_t tsc)
{
	struct order *order = to;
	uint32_t said;

	memcpy(&said, data, sizeof(said));
	assert_int_equal(said, tsc);
	assert_true(tsc >= order->last);
	order->last = tsc;
	order->events++;
}

static void the_buffers_are_one_sequence(void **state)
{
	struct ring ring = { 0 };
	struct order order = { 0 };

	(void)state;
	write_page(0, 100, 3);
	write_page(0, 200, 4);
	write_page(1, 102, 30);
	assert_true(ring_open(&ring, folder));
	assert_true(ring_read(&ring, 205, check_order, &order));
	/* 100, 105, 110, 200; and the other CPU's 21 up to 202, if there is one */
	assert_int_equal(order.events, ring.count > 1 ? 4 + 21 : 4);
	assert_true(ring_read(&ring, UINT64_MAX, check_order, &order));
	assert_int_equal(order.events, ring.count > 1 ? 7 + 30 : 7);
	ring_close(&ring);
}

#define VALUES 8

/* The fields of each event behind the common ones, one a word, in another order than in
 * events.c; port and address have two words. */
static const char *const fields[EVENTS][VALUES] = {
	[EVENT_EXIT] = { "vcpu_id", "exit_reason", "isa", "guest_rip", "intr_info", "info2",
			 "info1" },
	[EVENT_ENTRY] = { "vcpu_id" },
	[EVENT_CPUID] = { "index", "function" },
	[EVENT_USERSPACE] = { "reason" },
	[EVENT_WAKEUP] = { "ns" },
	[EVENT_MSR] = { "write", "ecx" },
	[EVENT_MMIO] = { "len", "type", "gpa" },
	[EVENT_FAST_MMIO] = { "gpa" },
	[EVENT_PAGE_FAULT] = { "vcpu_id", "fault_address" },
	[EVENT_HYPERCALL] = { "a0", "nr" },
	[EVENT_VMGEXIT] = { "vcpu_id", "exit_reason" },
};

/* An event's file in tracefs, without one field */
static void write_format(enum event_kind kind, const char *without)
{
	char path[128];
	FILE *out;

	snprintf(path, sizeof(path), "%s/events/kvm/%s", folder, event_names[kind]);
	mkdir(path, 0700);
	strcat(path, "/format");
	out = fopen(path, "w");
	assert_non_null(out);
	fprintf(out,
		"name: %s\nID: %d\nformat:\n"
		"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
		"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n",
		event_names[kind], FIRST_ID + (int)kind);
	for (int i = 0; i < VALUES && fields[kind][i]; i++)
		if (strcmp(fields[kind][i], without) != 0)
			fprintf(out, "\tfield:unsigned int %s;\toffset:%d;\tsize:4;\tsigned:0;\n",
				fields[kind][i], COMMON + 4 * i);
	fprintf(out, "\nprint fmt: \"%%u\", unknown(REC->vcpu_id)\n");
	fclose(out);
}

static void write_formats(const char *without)
{
	for (enum event_kind kind = 0; kind < EVENTS; kind++)
		write_format(kind, without);
}

static void put_event(struct writer *writer, enum event_kind kind, const uint32_t values[VALUES])
{
	uint32_t *data = add_event(writer, 2 + VALUES, 100);

	data[0] = FIRST_ID + (uint32_t)kind;
	data[1] = THREAD;
	memcpy(data + 2, values, VALUES * sizeof(values[0]));
}

static void values_are_where_the_format_says(void **state)
{
	const uint32_t values[VALUES] = { 3, IOIO, EXIT_PROBE_VENDOR_AMD, 0xFFF0, 80, 2, 1 };
	uint32_t data[2 + VALUES] = { FIRST_ID + EVENT_EXIT, THREAD };
	struct event event;

	(void)state;
	write_formats("");
	assert_true(events_read_formats(folder));
	memcpy(data + 2, values, sizeof(values));
	assert_true(event_decode(&event, data, 1000));
	assert_int_equal(event.kind, EVENT_EXIT);
	assert_int_equal(event.thread, THREAD);
	assert_int_equal(event.tsc, 1000);
	assert_int_equal(event.value[0], IOIO);
	assert_int_equal(event.value[1], EXIT_PROBE_VENDOR_AMD);
	assert_int_equal(event.value[2], 3);
	assert_int_equal(event.value[3], 0xFFF0);
	assert_int_equal(event.value[EXIT_INFO1], 1);
	assert_int_equal(event.value[EXIT_INFO2], 2);
	assert_int_equal(event.value[EXIT_INTERRUPTION], 80);
	data[0] = FIRST_ID + EVENTS;
	assert_false(event_decode(&event, data, 1000));
}

static void an_older_kernel_lacks_an_event(void **state)
{
	uint32_t data[2 + VALUES] = { FIRST_ID + EVENT_VMGEXIT, THREAD };
	char path[128];
	struct event event;

	(void)state;
	write_formats("");
	assert_true(events_read_formats(folder));
	assert_true(event_is_there(EVENT_VMGEXIT));
	assert_true(event_decode(&event, data, 1000));
	snprintf(path, sizeof(path), "%s/events/kvm/%s/format", folder, event_names[EVENT_VMGEXIT]);
	assert_int_equal(unlink(path), 0);
	assert_true(events_read_formats(folder));
	assert_false(event_is_there(EVENT_VMGEXIT));
	assert_true(event_is_there(EVENT_EXIT));
	assert_false(event_decode(&event, data, 1000));
	data[0] = FIRST_ID + EVENT_EXIT;
	assert_true(event_decode(&event, data, 1000));
}

/* Writes a boot with an exit that goes on to the VMM each 400 ticks, as fast as it can. */
static void write_busy_boot(void)
{
	static const uint32_t exit[VALUES] = { 0, CPUID, EXIT_PROBE_VENDOR_AMD, 0x1000 };
	static const uint32_t cpuid[VALUES] = { 0, 7 }, none[VALUES];
	struct writer writer = { .tsc = 1 };
	FILE *out = fopen(buffer_of(0), "w");

	assert_non_null(out);
	for (int i = 0; i < BUSY_EXITS; i++) {
		put_event(&writer, EVENT_ENTRY, none);
		put_event(&writer, EVENT_EXIT, exit);
		put_event(&writer, EVENT_CPUID, cpuid);
		put_event(&writer, EVENT_USERSPACE, none);
		if (i % BUSY_PER_PAGE == BUSY_PER_PAGE - 1)
			end_page(&writer, out);
	}
	fclose(out);
}

static void take(void *to, const void *data, uint64_t tsc)
{
	struct event event;

	(void)to;
	assert_true(event_decode(&event, data, tsc));
	assert_true(account_take(&account, &event));
}

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The buffer is a pipe here, whose writer waits: the kernel would drop events. */
static void a_busy_boot_is_counted_whole(void **state)
{
	struct ring ring = { 0 };
	double began;
	pid_t writer;

	(void)state;
	write_formats("");
	assert_true(events_read_formats(folder));
	assert_int_equal(mkfifo(buffer_of(0), 0600), 0);
	assert_true(ring_open(&ring, folder));
	writer = fork();
	assert_true(writer >= 0);
	if (writer == 0) {
		write_busy_boot();
		_exit(0);
	}
	began = cpu_seconds();
	while (account.now.counters.userspace_exits < BUSY_EXITS) {
		struct pollfd fds[ring.count];

		ring_poll(&ring, fds);
		assert_true(poll(fds, 1, 60000) > 0);
		assert_true(ring_read(&ring, UINT64_MAX, take, NULL));
	}
	printf("# %d exits in %d events: %.1f s of a CPU\n", BUSY_EXITS, 4 * BUSY_EXITS,
	       cpu_seconds() - began);
	assert_int_equal(waitpid(writer, NULL, 0), writer);
	ring_close(&ring);
	assert_int_equal(account.now.counters.exits, BUSY_EXITS);
	assert_int_equal(account.now.reasons[0].exits, BUSY_EXITS);
	assert_int_equal(account.codes[0], CPUID);
	/* But the last exit's, whose end is not there, and the last entry's */
	assert_int_equal(account.now.counters.guest, 100ULL * BUSY_EXITS);
	assert_int_equal(account.now.counters.kernel, 200ULL * (BUSY_EXITS - 1));
	assert_int_equal(account.causes.used, 1);
	assert_int_equal(account.unseen, 0);
}

/* The last test, as there is one refusal in a run */
static void a_missing_field_is_refused(void **state)
{
	(void)state;
	write_formats("guest_rip");
	assert_false(events_read_formats(folder));
	assert_string_equal(refusal(),
			    "the kernel's event kvm_exit has no field guest_rip that can be read");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_buffers_are_one_sequence, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(values_are_where_the_format_says, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(an_older_kernel_lacks_an_event, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(a_busy_boot_is_counted_whole, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(a_missing_field_is_refused, make_folder,
						remove_folder),
	};

	return run_tap(tests);
}
