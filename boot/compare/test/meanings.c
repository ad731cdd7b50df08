// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every reason and every phase has words, and no words are for a name that does not exist.
 */
#include <ctype.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "made_record.h"
#include "meanings.h"
#include "test/cmocka_tap.h"

#define NAME_SIZE 32

static const struct {
	uint32_t vendor;
	const char *name;
} reasons[] = {
#define EXIT_REASON(code, name) { EXIT_PROBE_VENDOR_INTEL, #name },
#include "exit_probe_vmx.def"
#undef EXIT_REASON
#define EXIT_REASON(code, name)           { EXIT_PROBE_VENDOR_AMD, #name },
#define EXIT_REASON_FAR(slot, code, name) { EXIT_PROBE_VENDOR_AMD, #name },
#include "exit_probe_svm.def"
#undef EXIT_REASON
#undef EXIT_REASON_FAR
	{ EXIT_PROBE_VENDOR_INTEL, "NO_EXIT" },
	{ EXIT_PROBE_VENDOR_AMD, "OTHER" },
};

#define REASONS (sizeof(reasons) / sizeof(reasons[0]))

static const char *const phases[] = {
#define CHECKPOINT(name) #name,
#include "probe/checkpoints.def"
#undef CHECKPOINT
};

static struct set set;
static struct record record;

/* The name of a reason in records */
static const char *lower(const char *name)
{
	static char lower[NAME_SIZE];
	size_t i;

	for (i = 0; name[i]; i++)
		lower[i] = (char)tolower((unsigned char)name[i]);
	lower[i] = '\0';
	return lower;
}

static void every_reason_has_a_meaning(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++)
		if (reason_meaning(reasons[i].vendor, lower(reasons[i].name))[0] == '\0')
			fail_msg("%s has no meaning", reasons[i].name);
	assert_string_equal(reason_meaning(EXIT_PROBE_VENDOR_AMD, "reason_000000b7"), "");
	assert_string_equal(reason_meaning(EXIT_PROBE_VENDOR_AMD, "ept_violation"), "");
	assert_string_equal(reason_meaning(EXIT_PROBE_VENDOR_AMD, "read_cr"), "");
	assert_string_equal(reason_meaning(EXIT_PROBE_VENDOR_AMD, "excp14"),
			    "a page fault in the guest (#PF): KVM keeps shadow page tables");
	assert_string_equal(reason_meaning(EXIT_PROBE_VENDOR_AMD, "excp19"),
			    "an exception in the guest with that vector");
	assert_string_equal(reason_meaning(0, "ept_violation"),
			    reason_meaning(EXIT_PROBE_VENDOR_INTEL, "ept_violation"));
}

/* The first row that is for a name counts. */
static size_t row_of(uint32_t vendor, const char *name)
{
	size_t row = 0;

	while (!meaning_is_of(row, vendor, name))
		row++;
	return row;
}

static void every_meaning_has_a_reason(void **state)
{
	static bool used[512];

	(void)state;
	assert_true(meaning_count() <= sizeof(used));
	for (size_t i = 0; i < REASONS; i++)
		used[row_of(reasons[i].vendor, lower(reasons[i].name))] = true;
	for (size_t i = 0; i < meaning_count(); i++)
		if (!used[i])
			fail_msg("row %zu of meanings.def is for no reason", i + 1);
}

static void every_phase_has_a_meaning(void **state)
{
	(void)state;
	set.run_count = 1;
	set.runs[0].record = &record;
	make_minimal(&record);
	/* No phase ends at the first. */
	for (size_t i = 1; i < sizeof(phases) / sizeof(phases[0]); i++)
		if (phase_meaning(&set, phases[i])[0] == '\0')
			fail_msg("the phase %s has no meaning", phases[i]);
	assert_string_equal(phase_meaning(&set, "kernel"), "");
	make_full(&record, 0);
	assert_string_equal(phase_meaning(&set, "pci"), "");
	assert_string_equal(phase_meaning(&set, "until_initramfs"),
			    "the kernel, from decompression to its first process");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reason_has_a_meaning),
		cmocka_unit_test(every_meaning_has_a_reason),
		cmocka_unit_test(every_phase_has_a_meaning),
	};

	return run_tap(tests);
}
