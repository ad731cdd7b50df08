// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIGPIPE is ignored: writing to a closed pipe then returns an error.
 */
#include <signal.h>
#include <stddef.h>

#include "interrupt.h"

static volatile sig_atomic_t caught;

static void set_caught(int number)
{
	(void)number;
	caught = 1;
}

void interrupt_catch(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = set_caught };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaction(numbers[i], &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

bool is_interrupted(void)
{
	return caught;
}
