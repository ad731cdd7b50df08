// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options from an SMBIOS OEM string: the probe's own, and others' that are secret.
 */
#include <string.h>

#include "firmware/oem_string.h"
#include "test/cmocka_tap.h"

static char line[256];

static bool admit(const char *cmdline)
{
	memset(line, '#', sizeof(line));
	strcpy(line, cmdline);
	return oem_string_admit(line);
}

static void assert_becomes(const char *cmdline, const char *wanted)
{
	assert_true(admit(cmdline));
	assert_string_equal(line, wanted);
}

/* Nothing of it is left in memory either. */
static void assert_ignored(const char *cmdline, const char *wanted)
{
	assert_false(admit(cmdline));
	assert_string_equal(line, wanted);
	for (size_t i = strlen(wanted); i < strlen(cmdline); i++)
		assert_int_equal(line[i], '\0');
}

static void the_probes_own_is_taken(void **state)
{
	(void)state;
	assert_becomes("oem-string exit-probe:exit=debug", "exit=debug");
	assert_becomes("oem-string \"exit-probe:exit=debug bench=a,b\"", "exit=debug bench=a,b");
	assert_becomes("oem-string \"exit-probe: exit=debug\"", " exit=debug");
	assert_becomes("root=x quiet oem-string exit-probe:a=b", "root=x quiet a=b");
	assert_becomes("oem-string exit-probe:", "");
}

static void no_string_is_no_matter(void **state)
{
	(void)state;
	assert_becomes("oem-string", "");
	assert_becomes("oem-string ", "");
	assert_becomes("oem-string \"\"", "");
	assert_becomes("quiet oem-string ", "quiet ");
}

static void anothers_is_wiped_out(void **state)
{
	(void)state;
	assert_ignored("oem-string io.systemd.credential:passwd.plaintext-password.root=secret",
		       "");
	assert_ignored("oem-string \"a secret exit-probe:exit=debug\"", "");
	assert_ignored("oem-string \"a oem-string exit-probe:exit=debug\"", "");
	assert_ignored("oem-string exit=debug", "");
	assert_ignored("oem-string exit-prob", "");
	assert_ignored("oem-string Exit-Probe:exit=debug", "");
	assert_ignored("root=x oem-string secret", "root=x ");
}

/* What people write themselves, with -append or in a GRUB of their own */
static void a_command_line_without_the_mark_stays(void **state)
{
	(void)state;
	assert_becomes("", "");
	assert_becomes("exit=debug bench=all", "exit=debug bench=all");
	assert_becomes("oem-strings secret", "oem-strings secret");
	assert_becomes("an-oem-string x", "an-oem-string x");
	assert_becomes("image exit-probe:exit=debug", "image exit-probe:exit=debug");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_probes_own_is_taken),
		cmocka_unit_test(no_string_is_no_matter),
		cmocka_unit_test(anothers_is_wiped_out),
		cmocka_unit_test(a_command_line_without_the_mark_stays),
	};

	return run_tap(tests);
}
