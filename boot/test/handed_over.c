// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boot stage hands over on the kernel's command line.
 */
#include <stdio.h>
#include <string.h>

#include "handed_over.h"
#include "linux/sample_text.h"
#include "test/cmocka_tap.h"

static struct stored all[HANDED_OVER_MAX];
static size_t count;
static char cmdline[4096];

static void add(const char *name, uint64_t tsc)
{
	static struct sample sample;
	char text[2048];
	struct text to = text_in(text, sizeof(text));
	size_t length = strlen(cmdline);

	sample.tsc = tsc;
	sample_to_text(&to, &sample);
	snprintf(cmdline + length, sizeof(cmdline) - length, " exit_probe.%s=%s", name, text);
}

static void both_samples_and_the_reads_are_taken_out(void **state)
{
	(void)state;
	strcpy(cmdline, "root=/dev/vda quiet");
	add("entry", 5);
	add("stage", 7);
	strcat(cmdline, " exit_probe.reads=76 exit_probe.report");
	assert_null(handed_over_read(cmdline, all, &count));
	assert_int_equal(count, 2);
	assert_string_equal(all[0].name, "entry");
	assert_int_equal(all[0].sample.tsc, 5);
	assert_int_equal(all[0].reads, 0);
	assert_string_equal(all[1].name, "stage");
	assert_int_equal(all[1].reads, 76);
	assert_string_equal(cmdline, "root=/dev/vda quiet exit_probe.report");
}

static void a_command_line_without_any_stays_as_it_is(void **state)
{
	(void)state;
	strcpy(cmdline, "root=/dev/vda xexit_probe.entry=1 exit_probe.quiet=5");
	assert_null(handed_over_read(cmdline, all, &count));
	assert_int_equal(count, 0);
	assert_string_equal(cmdline, "root=/dev/vda xexit_probe.entry=1 exit_probe.quiet=5");
}

static void a_sample_that_is_none_is_named(void **state)
{
	(void)state;
	strcpy(cmdline, "exit_probe.entry=12,zz");
	assert_string_equal(handed_over_read(cmdline, all, &count),
			    "malformed sample on the kernel command line");
	*cmdline = '\0';
	add("entry", 1);
	strcat(cmdline, " exit_probe.reads=many");
	assert_string_equal(handed_over_read(cmdline, all, &count),
			    "invalid number of reads on the kernel command line");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_samples_and_the_reads_are_taken_out),
		cmocka_unit_test(a_command_line_without_any_stays_as_it_is),
		cmocka_unit_test(a_sample_that_is_none_is_named),
	};

	return run_tap(tests);
}
