// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-tracer: follows one VM in a trace instance of its own, sums KVM's events up, and
 * writes the record of the boot.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "account.h"
#include "arguments.h"
#include "events.h"
#include "exit_reason.h"
#include "hw/instructions.h"
#include "instance.h"
#include "probe/report.h"
#include "refuse.h"
#include "report_file.h"
#include "ring.h"
#include "source.h"
#include "target.h"
#include "tool/record_file.h"
#include "trace_causes.h"
#include "trace_record.h"

static struct account account;

static void take(void *to, const void *data, uint64_t tsc)
{
	struct event event;

	(void)to;
	if (event_decode(&event, data, tsc))
		account_take(&account, &event);
}

/* The process of the VM that -p or -n selects */
static bool find(struct target *target, const struct arguments *arguments)
{
	static struct source source = { .fd = -1, .instead = "FILE -- COMMAND" };
	bool is_found;
	pid_t pid = 0;

	source.choice.pid = arguments->pid;
	source.choice.name = arguments->name;
	/* The reader of a message has no option to wait. */
	source.choice.wait = true;
	source_named(&source, "debugfs");
	is_found =
		source.kind->open(&source) == SOURCE_THERE ||
		refuse("%s: %s", arguments->pid ? arguments->pid : arguments->name, source.error);
	for (const struct vm *vm = source.vms; vm; vm = vm->next)
		if (vm->folder >= 0)
			pid = (pid_t)vm->identity.pid;
	source_close(&source);
	return is_found && target_process(target, pid);
}

static int catch_signals(void)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	return signalfd(-1, &ends, SFD_CLOEXEC);
}

/* Reads the trace whenever a buffer is filling up, until the VM or a signal ends it.
 * Events up to the time before a reading are then known of all CPUs. */
static bool follow(struct ring *ring, const struct target *target, int signals, bool *stopped)
{
	const nfds_t count = ring->count + 2;
	struct pollfd *fds = calloc(count, sizeof(*fds));
	bool ended = false;

	if (!fds)
		return refuse("out of memory");
	while (!ended && !*refusal()) {
		uint64_t until;

		fds[0] = (struct pollfd){ .fd = target->fd, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = signals, .events = POLLIN };
		ring_poll(ring, fds + 2);
		if (poll(fds, count, -1) < 0 && errno != EINTR)
			refuse("poll: %s", strerror(errno));
		*stopped = fds[1].revents != 0;
		ended = fds[0].revents != 0 || *stopped;
		until = rdtsc();
		ring_read(ring, until, take, NULL);
	}
	free(fds);
	return !*refusal();
}

static bool is_whole(const struct instance *instance)
{
	uint64_t lost = 0;

	if (!instance_lost(instance, &lost))
		return false;
	if (lost)
		return refuse("%llu events were lost, as the buffer was full: use a larger one, "
			      "-b KIB",
			      (unsigned long long)lost);
	return account.now.counters.exits > 0 || refuse("no exit of a VM was traced");
}

static bool trace(const struct arguments *arguments, struct instance *instance,
		  struct target *target, int signals)
{
	const char *tracefs = tracefs_folder();
	struct ring ring = { 0 };
	bool stopped = false;
	bool is_done = tracefs && instance_create(instance, tracefs, arguments->buffer_kib) &&
		       events_read_formats(instance->folder) &&
		       ring_open(&ring, instance->folder) &&
		       (arguments->command ? target_command(target, arguments->command)
					   : find(target, arguments)) &&
		       target_follow(target, instance) && instance_start(instance);

	if (is_done) {
		account.now.tsc = rdtsc();
		target_go(target);
		is_done = follow(&ring, target, signals, &stopped);
		instance_stop(instance);
	}
	is_done = target_end(target, stopped || !is_done) && is_done &&
		  ring_read(&ring, UINT64_MAX, take, NULL) && account_end(&account) &&
		  is_whole(instance);
	account.now.tsc = rdtsc();
	ring_close(&ring);
	return is_done && !*refusal();
}

static void print_vcpu(uint32_t vcpu, const struct vcpu_exits *exits)
{
	fprintf(report_file_stream(), "of vCPU %u: %llu\n", vcpu, (unsigned long long)exits->all);
}

static void print_vcpu_reasons(uint32_t vcpu, const struct vcpu_exits *exits)
{
	size_t rows[RECORD_REASONS_MAX];

	account_rows(&account, rows);
	for (size_t i = 0; i < account.codes_count; i++)
		if (exits->by_row[rows[i]])
			fprintf(report_file_stream(), "%4u %9llu  %s\n", vcpu,
				(unsigned long long)exits->by_row[rows[i]],
				exit_reason_word(account.vendor, account.codes[rows[i]]));
}

static void print_vcpus(void)
{
	FILE *out = report_file_stream();

	fprintf(out, "\nexits of the whole trace: %llu\n",
		(unsigned long long)account.now.counters.exits);
	account_vcpus(&account, print_vcpu);
	fprintf(out, "\nvCPU         n  reason\n");
	account_vcpus(&account, print_vcpu_reasons);
}

static bool write_report(const struct arguments *arguments)
{
	static struct record record;
	static struct chosen chosen;
	struct trace_names names = { .phases = &arguments->names };

	if (arguments->guest) {
		names.guest = record_file_read(arguments->guest);
		/* It has said why. */
		if (!names.guest)
			return false;
	}
	if (!trace_record(&record, &account, &names, &chosen))
		return false;
	report(&record, NULL);
	print_vcpus();
	trace_causes_print(&record, &account, &chosen, report_file_stream());
	if (account.unseen)
		fprintf(stderr,
			"exit-tracer: %llu exits that KVM went back from at once, without an "
			"event: "
			"they are of the reason other\n",
			(unsigned long long)account.unseen);
	if (arguments->has_names && !chosen.with_end)
		fprintf(stderr, "exit-tracer: the guest marked no phase by its number: the names "
				"of -m are not used\n");
	if (chosen.with_end && account.marks.late)
		fprintf(stderr,
			"exit-tracer: %llu mark%s of the guest named a phase that had ended, and "
			"ended nothing\n",
			(unsigned long long)account.marks.late, account.marks.late == 1 ? "" : "s");
	return report_file_end(arguments->file);
}

static int run(const struct arguments *arguments)
{
	struct instance instance = { 0 };
	struct target target = { .fd = -1, .go = -1 };
	int signals = catch_signals();
	bool is_done =
		report_file_begin(arguments->file) && trace(arguments, &instance, &target, signals);

	instance_remove(&instance);
	is_done = is_done && write_report(arguments);
	if (is_done)
		return 0;
	report_file_drop();
	if (*refusal())
		fprintf(stderr, "exit-tracer: %s\n", refusal());
	return 2;
}

int main(int argc, char **argv)
{
	static struct arguments arguments;
	int status = arguments_read(&arguments, argc, argv);

	account.with_rip = arguments.with_rip;
	return status == ARGUMENTS_RUN ? run(&arguments) : status;
}
