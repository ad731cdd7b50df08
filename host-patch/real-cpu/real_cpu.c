// SPDX-License-Identifier: GPL-2.0-only
/*
 * What counting costs an exit on this machine's CPUs: the patch's own hooks, without a
 * guest between them. Each thread is a vCPU on a CPU of its own. KVM reads the TSC once
 * per exit (last_guest_tsc); in the patch's modes it takes the patch's stamp, if there is
 * one. A mode is set as in the kernel: its keys are jumps or NOPs in the code.
 *
 * usage: real-cpu	one line for each method, with 1 CPU and with all
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "exit_probe_abi.h"
#include "exit_probe_away.h"

#define ROUNDS       15
#define HOT_EXITS    400000
#define COLD_EXITS   1000
#define THREADS_MOST 64
/* More than the first two levels of caches hold */
#define WALK_BYTES (2 << 20)
#define LINE       64

enum method {
	NOTHING,
	TWO_RDTSC, /* the stamps alone */
	OFF,
	COUNT,
	TIME,
	CAUSES,  /* in mode time */
	CLASSIC, /* the stamps, and global atomic counters */
	METHODS
};

static const char *const method_names[METHODS] = { "nothing", "two_rdtsc", "off",    "count",
						   "time",    "causes",    "classic" };

struct thread {
	struct kvm_vcpu *vcpu;
	u64 last_guest_tsc;
	pthread_t id;
	int cpu;
	enum method method;
	bool is_cold;
	double ns; /* of one exit */
	unsigned char walked[WALK_BYTES];
} __attribute__((aligned(4096)));

static struct {
	u64 exits, cycles;
	u64 reason_exits[EXIT_PROBE_SLOTS], reason_cycles[EXIT_PROBE_SLOTS];
} global __attribute__((aligned(128)));

static struct kvm vm = { .vm_list = { &vm_list, &vm_list } };
static struct thread *threads;
static pthread_barrier_t start;
static double ns_per_cycle;

static void fail(const char *what)
{
	fprintf(stderr, "real-cpu: %s failed\n", what);
	exit(1);
}

static double now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

/* What exit_probe_mode.c and exit_probe_cause.c need of the kernel */
struct list_head vm_list = { &vm.vm_list, &vm.vm_list };
struct mutex kvm_lock;
bool stub_no_memory, stub_killed;
int stub_cpu;                   /* unused: not in scope host */
struct kvm_x86_ops kvm_x86_ops; /* unused: causes are off */
u32 tsc_khz;
struct task_struct *current = &(struct task_struct){};
int stub_set_exit_probe(const char *val);
int stub_set_exit_probe_causes(const char *val);

/* The tables of a vCPU have pages of their own. */
void *stub_allocate(size_t n, size_t size, int flags)
{
	size_t bytes = (n * size + 4095) & ~(size_t)4095;
	void *memory = aligned_alloc(4096, bytes);

	return memory ? memset(memory, 0, bytes) : NULL;
}

u64 get_random_u64(void)
{
	return rdtsc();
}

void kvm_make_all_cpus_request(struct kvm *kvm, int request)
{
	for (int i = 0; i < kvm->online_vcpus; i++)
		kvm_make_request(request, &kvm->vcpu[i]);
}

#define JUMP 5 /* bytes of the instruction */

static void patch(const struct stub_jump *jump, bool is_on)
{
	static const unsigned char nop[JUMP] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };
	unsigned char *code = (unsigned char *)&jump->code + jump->code;
	unsigned char *page = code - (uintptr_t)code % PAGE_SIZE;
	int offset = (unsigned char *)&jump->target + jump->target - (code + JUMP);

	if (mprotect(page, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC))
		fail("mprotect");
	memcpy(code, nop, JUMP);
	if (is_on) {
		code[0] = 0xe9;
		memcpy(code + 1, &offset, sizeof(offset));
	}
	if (mprotect(page, 2 * PAGE_SIZE, PROT_READ | PROT_EXEC))
		fail("mprotect");
}

static void patch_all(struct static_key *key, bool is_on)
{
	key->enabled = is_on;
	for (const struct stub_jump *jump = __start_stub_jumps; jump < __stop_stub_jumps; jump++)
		if (jump->key == key)
			patch(jump, is_on);
}

void static_key_enable(struct static_key *key)
{
	key->enabled = true;
	patch_all(key, true);
}

void static_key_disable(struct static_key *key)
{
	key->enabled = false;
	patch_all(key, false);
}

static void set_mode(enum method method)
{
	bool is_timed = method == TIME || method == CAUSES;

	if (stub_set_exit_probe_causes(method == CAUSES ? "1" : "0") ||
	    stub_set_exit_probe(is_timed          ? "time"
				: method == COUNT ? "count"
						  : "off"))
		fail("the change of the mode");
}

static void calibrate(void)
{
	double begin = now(CLOCK_MONOTONIC);
	u64 tsc = rdtsc();

	usleep(100000);
	ns_per_cycle = (now(CLOCK_MONOTONIC) - begin) / (rdtsc() - tsc);
}

static void count_classic(u32 reason, u64 cycles)
{
	u32 slot = exit_probe_slot(reason);

	__atomic_fetch_add(&global.exits, 1, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&global.cycles, cycles, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&global.reason_exits[slot], 1, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&global.reason_cycles[slot], cycles, __ATOMIC_SEQ_CST);
}

/* As for IOIO: one of four ports */
static noinline void settle_port(struct kvm_vcpu *vcpu, u32 reason, u32 slot,
				 enum kvm_exit_probe_mode mode)
{
	if (exit_probe_settle_extras(vcpu, slot, mode))
		exit_probe_tell_cause(vcpu, EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_WRITE, 1,
				      reason);
}

/* An exit of one of four frequent reasons of the APM */
static __always_inline void take_exit(struct thread *thread, struct kvm_vcpu *vcpu,
				      enum method method, unsigned int i)
{
	static const u32 reasons[] = { 0x72, 0x7b, 0x7c, 0x400 };
	bool is_patch = method == OFF || method == COUNT || method == TIME || method == CAUSES;
	struct kvm_exit_probe *probe = exit_probe_of(vcpu);
	u32 reason = reasons[i % ARRAY_SIZE(reasons)];

	if (is_patch)
		exit_probe_stamp_entry(vcpu);
	else if (method != NOTHING)
		probe->entered = rdtsc();
	__asm__ volatile("" ::: "memory"); /* the guest runs */
	if (is_patch)
		exit_probe_stamp_exit(vcpu);
	else if (method != NOTHING)
		probe->left = rdtsc();
	if (is_patch)
		exit_probe_settle(vcpu, reason, settle_port);
	if (method == CLASSIC)
		count_classic(reason, probe->left - probe->entered);
	thread->last_guest_tsc = is_patch ? exit_probe_exit_tsc(vcpu) : rdtsc();
	__asm__ volatile("" ::: "memory");
}

/* The loop's time, as the counting may overlap with what follows it */
static __always_inline void take_hot(struct thread *thread, enum method method)
{
	struct kvm_vcpu *vcpu = thread->vcpu;
	double begin = now(CLOCK_THREAD_CPUTIME_ID);

	for (unsigned int i = 0; i < HOT_EXITS; i++)
		take_exit(thread, vcpu, method, i);
	thread->ns = (now(CLOCK_THREAD_CPUTIME_ID) - begin) / HOT_EXITS;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The mean of the middle half: a TSC may advance in steps of 10 ns, and interrupts add. */
static double middle_mean(double *ns, unsigned int count)
{
	double sum = 0;

	qsort(ns, count, sizeof(*ns), by_value);
	for (unsigned int i = count / 4; i < count - count / 4; i++)
		sum += ns[i];
	return sum / (count - count / 4 - count / 4);
}

/* Single exits, each after a walk through the caches */
static __always_inline void take_cold(struct thread *thread, enum method method)
{
	struct kvm_vcpu *vcpu = thread->vcpu;
	double ns[COLD_EXITS];

	for (unsigned int i = 0; i < COLD_EXITS; i++) {
		u64 begin;

		for (unsigned int at = 0; at < WALK_BYTES; at += LINE)
			thread->walked[at]++;
		__builtin_ia32_lfence();
		begin = rdtsc();
		__builtin_ia32_lfence();
		take_exit(thread, vcpu, method, i);
		__builtin_ia32_lfence();
		ns[i] = (rdtsc() - begin) * ns_per_cycle;
	}
	thread->ns = middle_mean(ns, COLD_EXITS);
}

static __always_inline void take(struct thread *thread, enum method method)
{
	if (thread->is_cold)
		take_cold(thread, method);
	else
		take_hot(thread, method);
}

/* The compiler must see the method, so that each loop has that one alone. */
static void take_method(struct thread *thread)
{
	switch (thread->method) {
	case NOTHING:
		return take(thread, NOTHING);
	case TWO_RDTSC:
		return take(thread, TWO_RDTSC);
	case OFF:
		return take(thread, OFF);
	case COUNT:
		return take(thread, COUNT);
	case TIME:
		return take(thread, TIME);
	case CAUSES:
		return take(thread, CAUSES);
	default:
		return take(thread, CLASSIC);
	}
}

static void *run(void *argument)
{
	struct thread *thread = argument;
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(thread->cpu, &cpus);
	if (pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus))
		fail("pthread_setaffinity_np");
	pthread_barrier_wait(&start);
	take_method(thread);
	return NULL;
}

/* What the vCPU's causes have of it */
static u64 count_causes(const struct kvm_vcpu *vcpu)
{
	struct exit_probe_cause copy[EXIT_PROBE_CAUSE_WAYS] = {};
	u64 exits = 0;

	for (u32 set = 0; set < EXIT_PROBE_CAUSE_SETS; set++) {
		u32 used = exit_probe_read_causes(vcpu->exit_probe_causes, set, copy);

		for (u32 way = 0; way < used; way++)
			if (copy[way].key.kind == EXIT_PROBE_CAUSE_PORT)
				exits += copy[way].exits;
	}
	return exits;
}

/* The last exit is not over. */
static void check_causes(const struct kvm_vcpu *vcpu, u64 before, u64 exits)
{
	if (count_causes(vcpu) - before != exits - 1)
		fail("counting by cause");
}

/* Nanoseconds of one exit, the mean of all threads */
static double measure(int count, enum method method, bool is_cold)
{
	u64 before[THREADS_MOST];
	double sum = 0;

	set_mode(method);
	if (pthread_barrier_init(&start, NULL, count))
		fail("pthread_barrier_init");
	for (int i = 0; i < count; i++) {
		threads[i].cpu = i;
		threads[i].method = method;
		threads[i].is_cold = is_cold;
		exit_probe_check_mode(threads[i].vcpu);
		if (method == CAUSES)
			before[i] = count_causes(threads[i].vcpu);
		if (pthread_create(&threads[i].id, NULL, run, &threads[i]))
			fail("pthread_create");
	}
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i].id, NULL);
		sum += threads[i].ns;
		if (method == CAUSES)
			check_causes(threads[i].vcpu, before[i], is_cold ? COLD_EXITS : HOT_EXITS);
	}
	pthread_barrier_destroy(&start);
	return sum / count;
}

/* All methods in turn in each round, so that a change of the CPU's clock hits them all */
static void compare(int count, bool is_cold)
{
	double added[METHODS][ROUNDS];

	for (int i = 0; i < ROUNDS; i++)
		for (enum method method = 0; method < METHODS; method++) {
			added[method][i] = measure(count, method, is_cold);
			if (method != NOTHING)
				added[method][i] -= added[NOTHING][i];
		}
	for (enum method method = 0; method < METHODS; method++) {
		double *ns = added[method];

		qsort(ns, ROUNDS, sizeof(*ns), by_value);
		printf("real cpus=%d caches=%s method=%s ns=%.1f least=%.1f most=%.1f rounds=%d\n",
		       count, is_cold ? "cold" : "hot", method_names[method], ns[ROUNDS / 2], ns[0],
		       ns[ROUNDS - 1], ROUNDS);
	}
}

int main(void)
{
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);

	if (cpus > THREADS_MOST)
		cpus = THREADS_MOST;
	threads = aligned_alloc(4096, cpus * sizeof(*threads));
	if (!threads)
		fail("aligned_alloc");
	memset(threads, 0, cpus * sizeof(*threads));
	vm.online_vcpus = cpus;
	for (int i = 0; i < cpus; i++) {
		threads[i].vcpu = &vm.vcpu[i];
		threads[i].vcpu->kvm = &vm;
	}
	/* In the code, each key is on at first. */
	static_key_disable(&exit_probe_per_cpu.key);
	static_key_disable(&exit_probe_by_cause.key);
	static_key_disable(&exit_probe_extras.key);
	calibrate();
	compare(1, false);
	compare(1, true);
	if (cpus > 1) {
		compare(cpus, false);
		compare(cpus, true);
	}
	return 0;
}
