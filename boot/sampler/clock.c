// SPDX-License-Identifier: GPL-2.0-only
/*
 * Only ppoll() lets signals in, so that none is lost between a call of is_end_requested()
 * and the wait.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

#include "clock.h"

static volatile sig_atomic_t is_caught;
static sigset_t waiting; /* the signal mask of the wait */

static void end(int signal)
{
	(void)signal;
	is_caught = 1;
}

uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

uint64_t now_ms(void)
{
	return now_ns() / 1000000;
}

void signals_catch(void)
{
	const struct sigaction ending = { .sa_handler = end };
	struct sigaction hangup;
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaction(SIGINT, &ending, NULL);
	sigaction(SIGTERM, &ending, NULL);
	sigaction(SIGHUP, NULL, &hangup);
	if (hangup.sa_handler != SIG_IGN) {
		sigaddset(&ends, SIGHUP);
		sigaction(SIGHUP, &ending, NULL);
	}
	sigprocmask(SIG_BLOCK, &ends, &waiting);
	sigdelset(&waiting, SIGINT);
	sigdelset(&waiting, SIGTERM);
	sigdelset(&waiting, SIGHUP);
	/* Without these signals, write() returns an error. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

void signals_hold(int signal)
{
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, signal);
	sigprocmask(SIG_BLOCK, &held, NULL);
	sigdelset(&waiting, signal);
}

bool is_end_requested(void)
{
	sigset_t pending;

	/* A signal between two waits is pending. */
	sigpending(&pending);
	return is_caught || sigismember(&pending, SIGINT) == 1 ||
	       sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGHUP) == 1;
}

/* As ppoll(): -1 with errno EINTR after a signal */
static int wait_once(int fd, short events, uint64_t deadline)
{
	struct pollfd one = { .fd = fd, .events = events };
	const uint64_t now = now_ms(), left = deadline > now ? deadline - now : 0;
	const struct timespec time = { (time_t)(left / 1000), (long)(left % 1000) * 1000000 };

	return ppoll(&one, 1, &time, &waiting);
}

bool wait_for(int fd, short events, uint64_t deadline)
{
	while (!is_end_requested()) {
		const int ready = wait_once(fd, events, deadline);

		if (ready > 0)
			return true;
		if (ready == 0 || errno != EINTR)
			return false;
	}
	return false;
}

bool wait_for_key(int fd, uint64_t deadline)
{
	return !is_end_requested() && wait_once(fd, POLLIN, deadline) > 0;
}
