// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit_probe.entry=SAMPLE exit_probe.stage=SAMPLE exit_probe.reads=N
 */
#include <stdio.h>
#include <string.h>

#include "handed_over.h"
#include "lib/cmdline.h"
#include "linux/sample_text.h"

static const char *const names[HANDED_OVER_MAX] = { "entry", "stage" };

/* The value of exit_probe.NAME=; NULL if there is no such option */
static char *find(char *cmdline, const char *name)
{
	char key[64];
	int length = snprintf(key, sizeof(key), SAMPLE_OPTION "%s=", name);
	char *at = cmdline;

	while ((at = strstr(at, key)) && at != cmdline && at[-1] != ' ')
		at++;
	return at ? at + length : NULL;
}

static void remove_option(char *cmdline, const char *name)
{
	char *value = find(cmdline, name), *start, *end;

	if (!value)
		return;
	start = value - strlen(name) - strlen(SAMPLE_OPTION "=");
	end = value + strcspn(value, " \n");
	while (start > cmdline && start[-1] == ' ')
		start--;
	memmove(start, end, strlen(end) + 1);
}

const char *handed_over_read(char *cmdline, struct stored all[HANDED_OVER_MAX], size_t *count)
{
	uint64_t reads = 0;

	*count = 0;
	for (size_t i = 0; i < HANDED_OVER_MAX; i++) {
		const char *value = find(cmdline, names[i]);
		struct stored *stored = &all[*count];

		if (!value)
			continue;
		memset(stored, 0, sizeof(*stored));
		strcpy(stored->name, names[i]);
		if (!sample_from_text(value, &stored->sample))
			return "malformed sample on the kernel command line";
		++*count;
	}
	/* The other reads of the boot stage, between these two samples */
	if (cmdline_number(cmdline, SAMPLE_OPTION "reads", 1000000, &reads) == CMDLINE_BAD)
		return "invalid number of reads on the kernel command line";
	if (*count == HANDED_OVER_MAX)
		all[1].reads = reads;
	for (size_t i = 0; i < HANDED_OVER_MAX; i++)
		remove_option(cmdline, names[i]);
	remove_option(cmdline, "reads");
	return NULL;
}
