// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIGPIPE is left out of it: a closed pipe shows as an error of the write.
 */
#include <signal.h>
#include <stddef.h>

#include "interrupt.h"

static volatile sig_atomic_t caught;

static void take_note(int number)
{
	(void)number;
	caught = 1;
}

void interrupt_catch(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = take_note };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaction(numbers[i], &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

bool interrupted(void)
{
	return caught;
}
