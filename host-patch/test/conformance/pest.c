// SPDX-License-Identifier: GPL-2.0-only
/* One thread that disturbs a random other one again and again. */
#define _GNU_SOURCE
#include "pest.h"

#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "check.h"

#define VICTIMS  8
#define PAUSE_US 500

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_t victims[VICTIMS], self;
static int count;
static bool going;
static uint64_t state;

uint32_t pest_random(uint64_t *from)
{
	*from ^= *from << 13;
	*from ^= *from >> 7;
	*from ^= *from << 17;
	return *from >> 32;
}

uint32_t pest_below(uint64_t *from, uint32_t n)
{
	return pest_random(from) % n;
}

void pest_add(pthread_t thread)
{
	pthread_mutex_lock(&lock);
	if (count == VICTIMS)
		die("too many threads");
	victims[count++] = thread;
	pthread_mutex_unlock(&lock);
}

void pest_remove(pthread_t thread)
{
	int i;

	pthread_mutex_lock(&lock);
	for (i = 0; i < count; i++)
		if (pthread_equal(victims[i], thread))
			victims[i--] = victims[--count];
	pthread_mutex_unlock(&lock);
}

static void disturb(pthread_t thread)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(pest_below(&state, sysconf(_SC_NPROCESSORS_ONLN)), &set);
	if (pest_below(&state, 2))
		pthread_setaffinity_np(thread, sizeof(set), &set);
	else
		pthread_kill(thread, SIGUSR1);
}

static void *work(void *unused)
{
	(void)unused;
	while (__atomic_load_n(&going, __ATOMIC_RELAXED)) {
		pthread_mutex_lock(&lock);
		if (count)
			disturb(victims[pest_below(&state, count)]);
		pthread_mutex_unlock(&lock);
		usleep(PAUSE_US);
	}
	return NULL;
}

static void ignore(int signal)
{
	(void)signal;
}

void pest_start(uint64_t seed)
{
	struct sigaction action = { .sa_handler = ignore };

	sigaction(SIGUSR1, &action, NULL);
	state = seed;
	going = true;
	if (pthread_create(&self, NULL, work, NULL))
		die("pthread_create");
}

void pest_stop(void)
{
	__atomic_store_n(&going, false, __ATOMIC_RELAXED);
	pthread_join(self, NULL);
}
