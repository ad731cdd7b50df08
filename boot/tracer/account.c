// SPDX-License-Identifier: GPL-2.0-only
/*
 * What happens on a vCPU's thread: entry, exit, what KVM does for it, entry. KVM's trace
 * tells the time of both, when the thread left KVM_RUN, and when it woke from a halt.
 */
#include "account.h"
#include "exit_probe_abi.h"
#include "exit_reason.h"
#include "refuse.h"

static struct thread *thread_of(struct account *account, uint32_t id)
{
	size_t at = id % ACCOUNT_THREADS;

	while (account->threads[at].id && account->threads[at].id != id)
		at = (at + 1) % ACCOUNT_THREADS;
	if (account->threads[at].id)
		return &account->threads[at];
	if (++account->threads_count > ACCOUNT_THREADS / 2) {
		refuse("more than %d threads of the VM", ACCOUNT_THREADS / 2);
		return NULL;
	}
	account->threads[at].id = id;
	return &account->threads[at];
}

/* The row of a reason; the last row takes those for which there is no room. */
static size_t reason_of(struct account *account, uint32_t code)
{
	size_t at = 0;

	while (at < account->codes_count && account->codes[at] != code)
		at++;
	if (at < account->codes_count)
		return at;
	if (at + 1 == RECORD_REASONS_MAX)
		code = EXIT_PROBE_REASON_OTHER;
	if (at == RECORD_REASONS_MAX)
		return at - 1;
	account->codes[at] = code;
	account->codes_count++;
	return at;
}

static void count_exit(struct account *account, struct thread *thread, uint32_t code)
{
	thread->reason = reason_of(account, code);
	thread->exits.all++;
	thread->exits.by_row[thread->reason]++;
	account->now.counters.exits++;
	account->now.reasons[thread->reason].exits++;
}

/* The exit is over, or the next one comes without an entry. */
static bool close_cause(struct account *account, struct thread *thread, uint64_t kernel)
{
	thread->has_exited = false;
	thread->cause.key.ended = account->marks.ever;
	return causes_count(&account->causes, &thread->cause, kernel);
}

/* An exit without a reason of its own has no cause of its own. */
static void open_cause(struct account *account, struct thread *thread, const struct event *exit)
{
	const uint32_t code = account->codes[thread->reason];

	if (exit && code != EXIT_PROBE_REASON_OTHER)
		cause_open(&thread->cause, exit, account->with_rip);
	else
		thread->cause = (struct open_cause){ 0 };
	thread->cause.key.reason = code;
	thread->cause.key.begun = account->marks.ever;
}

static bool take_exit(struct account *account, struct thread *thread, const struct event *event)
{
	if (thread->has_exited && !close_cause(account, thread, 0))
		return false;
	account->vendor = (uint32_t)event->value[EXIT_VENDOR];
	thread->vcpu = (uint32_t)event->value[EXIT_VCPU];
	count_exit(account, thread, exit_reason(event));
	open_cause(account, thread, event);
	cause_tell(&thread->cause, &thread->early);
	thread->early.kind = EVENT_EXIT;
	if (thread->in_guest)
		account->now.counters.guest += event->tsc - thread->entered;
	thread->in_guest = false;
	thread->has_exited = true;
	thread->reads = false;
	thread->exited = event->tsc;
	thread->left = 0;
	thread->woken = 0;
	return true;
}

/* Buckets as in the record: bucket b has those of 2^(b-1) to 2^b - 1 cycles. */
static void add_to_range(struct range *range, uint64_t cycles)
{
	unsigned int bucket = cycles ? 64 - (unsigned int)__builtin_clzll(cycles) : 0;

	if (!range->max || cycles < range->min)
		range->min = cycles;
	if (cycles > range->max)
		range->max = cycles;
	range->histogram[bucket < RECORD_BUCKETS_MAX ? bucket : RECORD_BUCKETS_MAX - 1]++;
}

/* The cycles from the exit: halted up to the wake-up, in userspace from leaving KVM_RUN on */
static bool end_exit(struct account *account, struct thread *thread, uint64_t tsc)
{
	struct record_counters *counters = &account->now.counters;
	uint64_t halted = thread->woken ? thread->woken - thread->exited : 0;
	uint64_t userspace = thread->left ? tsc - thread->left : 0;
	uint64_t kernel = tsc - thread->exited - halted - userspace;

	counters->halted += halted;
	counters->userspace += userspace;
	counters->kernel += kernel;
	account->now.reasons[thread->reason].kernel += kernel;
	if (thread->reads)
		account->now.reads.kernel += kernel;
	add_to_range(&account->now.ranges[thread->reason], kernel);
	return close_cause(account, thread, kernel);
}

/* Between two entries of a thread lies an exit, also if it went back at once. */
static bool take_entry(struct account *account, struct thread *thread, const struct event *event)
{
	bool is_counted = true;

	if (thread->in_guest) {
		account->unseen++;
		count_exit(account, thread, EXIT_PROBE_REASON_OTHER);
		open_cause(account, thread, NULL);
		is_counted = close_cause(account, thread, 0);
	} else if (thread->has_exited) {
		is_counted = end_exit(account, thread, event->tsc);
	}
	thread->in_guest = true;
	thread->early.kind = EVENT_EXIT;
	thread->entered = event->tsc;
	return is_counted;
}

static void take_userspace(struct account *account, struct thread *thread,
			   const struct event *event)
{
	account->now.counters.userspace_exits++;
	if (thread->has_exited && !thread->left)
		thread->left = event->tsc;
}

static void take_wakeup(struct thread *thread, const struct event *event)
{
	if (thread->has_exited && !thread->left)
		thread->woken = event->tsc;
}

/* On SVM before Linux 6.12, a write to an MSR that KVM handles at once has its event before
 * that of its exit. */
static void take_told(struct thread *thread, const struct event *event)
{
	if (thread->has_exited)
		cause_tell(&thread->cause, event);
	else if (thread->in_guest && event->kind == EVENT_MSR)
		thread->early = *event;
}

/* Its time is that of the exit, which the guest's own is close to: the first latch takes KVM
 * much longer than others. */
static bool take_cpuid(struct account *account, struct thread *thread, const struct event *event)
{
	const uint64_t tsc = thread->has_exited ? thread->exited : event->tsc;

	if (!marks_is_read(event))
		return true;
	account->now.reads.exits++;
	thread->reads = true;
	return marks_take(&account->marks, &account->now, event, tsc);
}

bool account_take(struct account *account, const struct event *event)
{
	struct thread *thread = thread_of(account, event->thread);

	if (!thread)
		return false;
	switch (event->kind) {
	case EVENT_EXIT:
		return take_exit(account, thread, event);
	case EVENT_ENTRY:
		return take_entry(account, thread, event);
	case EVENT_USERSPACE:
		take_userspace(account, thread, event);
		break;
	case EVENT_WAKEUP:
		take_wakeup(thread, event);
		break;
	case EVENT_CPUID:
		take_told(thread, event);
		return take_cpuid(account, thread, event);
	default:
		take_told(thread, event);
	}
	return true;
}

bool account_end(struct account *account)
{
	for (size_t i = 0; i < ACCOUNT_THREADS; i++) {
		struct thread *thread = &account->threads[i];

		if (thread->has_exited && !close_cause(account, thread, 0))
			return false;
	}
	return true;
}

void account_rows(const struct account *account, size_t rows[RECORD_REASONS_MAX])
{
	for (size_t i = 0; i < account->codes_count; i++) {
		size_t at = i;

		for (; at > 0 && account->codes[rows[at - 1]] > account->codes[i]; at--)
			rows[at] = rows[at - 1];
		rows[at] = i;
	}
}

static struct vcpu_exits exits_of(const struct account *account, uint32_t vcpu)
{
	struct vcpu_exits sum = { 0 };

	for (size_t i = 0; i < ACCOUNT_THREADS; i++) {
		const struct thread *thread = &account->threads[i];

		if (thread->vcpu != vcpu)
			continue;
		sum.all += thread->exits.all;
		for (size_t row = 0; row < account->codes_count; row++)
			sum.by_row[row] += thread->exits.by_row[row];
	}
	return sum;
}

/* A vCPU that was plugged in again has another thread. */
void account_vcpus(const struct account *account,
		   void (*print)(uint32_t vcpu, const struct vcpu_exits *exits))
{
	uint32_t last = 0;

	for (size_t i = 0; i < ACCOUNT_THREADS; i++)
		if (account->threads[i].vcpu > last)
			last = account->threads[i].vcpu;
	for (uint64_t vcpu = 0; vcpu <= last; vcpu++) {
		const struct vcpu_exits exits = exits_of(account, (uint32_t)vcpu);

		if (exits.all)
			print((uint32_t)vcpu, &exits);
	}
}
