// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each kind has reasons of both vendors, each reason is of one kind, and no kind has the name of
 * a reason that is not of it.
 */
#include <ctype.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "kinds.h"
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
};

#define REASONS (sizeof(reasons) / sizeof(reasons[0]))

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

static void each_reason_is_of_one_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++) {
		size_t rows = 0;

		for (size_t row = 0; row < kind_row_count(); row++)
			rows += kind_row_is_of(row, reasons[i].vendor, lower(reasons[i].name));
		if (rows > 1)
			fail_msg("%s has %zu rows in kinds.def", reasons[i].name, rows);
	}
}

static void each_row_is_of_a_reason(void **state)
{
	(void)state;
	for (size_t row = 0; row < kind_row_count(); row++) {
		size_t found = 0;

		for (size_t i = 0; i < REASONS; i++)
			found += kind_row_is_of(row, reasons[i].vendor, lower(reasons[i].name));
		if (found == 0)
			fail_msg("row %zu of kinds.def is for no reason", row + 1);
	}
}

static bool has_vendor(const char *kind, uint32_t vendor)
{
	for (size_t i = 0; i < REASONS; i++)
		if (reasons[i].vendor == vendor &&
		    strcmp(kind_of_reason(vendor, lower(reasons[i].name)), kind) == 0)
			return true;
	return false;
}

static void each_kind_has_two_vendors_and_words(void **state)
{
	(void)state;
	for (size_t row = 0; row < kind_row_count(); row++) {
		const char *kind = kind_row_kind(row);

		if (!has_vendor(kind, EXIT_PROBE_VENDOR_INTEL) ||
		    !has_vendor(kind, EXIT_PROBE_VENDOR_AMD))
			fail_msg("only one vendor has the kind %s", kind);
		assert_string_not_equal(kind_words(kind), "");
	}
}

/* Such a reason would be taken for one of that kind. */
static void no_other_reason_has_the_name_of_a_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++) {
		const char *name = lower(reasons[i].name);
		bool is_of_it = false;

		for (size_t row = 0; row < kind_row_count(); row++)
			is_of_it = is_of_it || (kind_row_is_of(row, reasons[i].vendor, name) &&
						strcmp(kind_row_kind(row), name) == 0);
		if (kind_words(name)[0] && !is_of_it)
			fail_msg("%s has the name of a kind that it is not of", name);
	}
}

static void reasons_are_put_together(void **state)
{
	(void)state;
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_INTEL, "msr_write"),
			    kind_of_reason(EXIT_PROBE_VENDOR_AMD, "msr"));
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_INTEL, "cr_access"),
			    kind_of_reason(EXIT_PROBE_VENDOR_AMD, "write_cr4"));
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_AMD, "excp14"), "exception");
	/* Both have it under one name; one has it alone; not in the table; of the other vendor. */
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_AMD, "cpuid"), "cpuid");
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_INTEL, "preemption_timer"),
			    "preemption_timer");
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_AMD, "reason_000000b7"),
			    "reason_000000b7");
	assert_string_equal(kind_of_reason(EXIT_PROBE_VENDOR_AMD, "msr_write"), "msr_write");
	assert_string_equal(kind_words("preemption_timer"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_reason_is_of_one_kind),
		cmocka_unit_test(each_row_is_of_a_reason),
		cmocka_unit_test(each_kind_has_two_vendors_and_words),
		cmocka_unit_test(no_other_reason_has_the_name_of_a_kind),
		cmocka_unit_test(reasons_are_put_together),
	};

	return run_tap(tests);
}
