// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters of exits on real CPUs: those of each vCPU, as in the patch, compared
 * with global atomic ones. One thread for each vCPU only counts, so this is the
 * max cost of counting, not the cost of an exit.
 *
 * usage: contention	one line for 1, 2, 4 ... threads, as many as there are CPUs
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define REASONS      192
#define ROUNDS       15
#define EXITS        2000000
#define THREADS_MOST 64

/* Two cache lines: CPUs fetch them in pairs. */
struct counters {
	volatile uint64_t exits, cycles;
	volatile uint64_t reason_exits[REASONS], reason_cycles[REASONS];
} __attribute__((aligned(128)));

static struct counters global, own[THREADS_MOST];
static pthread_barrier_t start;

struct vcpu {
	pthread_t thread;
	int cpu;
	bool atomic;
	double seconds;
};

static void fail(const char *what)
{
	fprintf(stderr, "contention: %s failed\n", what);
	exit(1);
}

/* The thread's CPU time, as other programs may use the CPUs, too. */
static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return time.tv_sec + time.tv_nsec * 1e-9;
}

static void count_atomic(struct counters *c, uint32_t reason, uint64_t cycles)
{
	__atomic_fetch_add(&c->exits, 1, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&c->cycles, cycles, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&c->reason_exits[reason], 1, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&c->reason_cycles[reason], cycles, __ATOMIC_SEQ_CST);
}

static void count_plain(struct counters *c, uint32_t reason, uint64_t cycles)
{
	c->exits++;
	c->cycles += cycles;
	c->reason_exits[reason]++;
	c->reason_cycles[reason] += cycles;
}

static void *run(void *argument)
{
	struct vcpu *vcpu = argument;
	struct counters *mine = &own[vcpu->cpu];
	cpu_set_t cpus;
	double begin;
	uint32_t i;

	CPU_ZERO(&cpus);
	CPU_SET(vcpu->cpu, &cpus);
	if (pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus))
		fail("pthread_setaffinity_np");
	pthread_barrier_wait(&start);
	begin = now();
	if (vcpu->atomic)
		for (i = 0; i < EXITS; i++)
			count_atomic(&global, i % 4, i);
	else
		for (i = 0; i < EXITS; i++)
			count_plain(mine, i % 4, i);
	vcpu->seconds = now() - begin;
	return NULL;
}

/* Nanoseconds to count one exit, the mean of all threads. */
static double nanoseconds(int threads, bool atomic)
{
	struct vcpu vcpu[THREADS_MOST];
	double sum = 0;
	int i;

	if (pthread_barrier_init(&start, NULL, threads))
		fail("pthread_barrier_init");
	for (i = 0; i < threads; i++) {
		vcpu[i] = (struct vcpu){ .cpu = i, .atomic = atomic };
		if (pthread_create(&vcpu[i].thread, NULL, run, &vcpu[i]))
			fail("pthread_create");
	}
	for (i = 0; i < threads; i++) {
		pthread_join(vcpu[i].thread, NULL);
		sum += vcpu[i].seconds;
	}
	pthread_barrier_destroy(&start);
	return sum / threads / EXITS * 1e9;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void compare_with(int threads)
{
	double plain[ROUNDS], atomic[ROUNDS], ratio[ROUNDS];
	int i;

	for (i = 0; i < ROUNDS; i++) {
		plain[i] = nanoseconds(threads, false);
		atomic[i] = nanoseconds(threads, true);
		ratio[i] = atomic[i] / plain[i];
	}
	qsort(plain, ROUNDS, sizeof(*plain), compare);
	qsort(atomic, ROUNDS, sizeof(*atomic), compare);
	qsort(ratio, ROUNDS, sizeof(*ratio), compare);
	printf("contention threads=%d own_ns=%.2f global_ns=%.2f ratio=%.1f least=%.1f most=%.1f "
	       "rounds=%d\n",
	       threads, plain[ROUNDS / 2], atomic[ROUNDS / 2], ratio[ROUNDS / 2], ratio[0],
	       ratio[ROUNDS - 1], ROUNDS);
}

int main(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	int threads;

	for (threads = 1; threads <= cpus && threads <= THREADS_MOST; threads *= 2)
		compare_with(threads);
	return 0;
}
