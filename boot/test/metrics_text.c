// SPDX-License-Identifier: GPL-2.0-only
/*
 * The text for Prometheus: labels of any bytes, and the TSC's frequency.
 */
#include <stdlib.h>

#include "label.h"
#include "test/cmocka_tap.h"
#include "tsc.h"

static void assert_label(const char *value, const char *wanted)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	label_write(out, value);
	fclose(out);
	assert_string_equal(text, wanted);
	free(text);
}

static void labels_are_escaped(void **state)
{
	(void)state;
	assert_label("", "\"\"");
	assert_label("web-1", "\"web-1\"");
	assert_label("a\"b\\c\nd", "\"a\\\"b\\\\c\\nd\"");
	assert_label("\"} 7\nup 1", "\"\\\"} 7\\nup 1\"");
}

static void labels_are_utf8(void **state)
{
	(void)state;
	assert_label("\303\244 \342\202\254 \360\237\230\200",
		     "\"\303\244 \342\202\254 \360\237\230\200\"");
	assert_label("\364\217\277\277 \355\237\277", "\"\364\217\277\277 \355\237\277\"");
	/* Cut, not a first byte, too long a form, a surrogate, too large */
	assert_label("\303", "\"?\"");
	assert_label("\342\202x", "\"??x\"");
	assert_label("\360\237\230", "\"???\"");
	assert_label("\200\377", "\"??\"");
	assert_label("\300\257 \340\200\257 \360\200\200\257", "\"?? ??? ????\"");
	assert_label("\355\240\200", "\"???\"");
	assert_label("\364\220\200\200", "\"????\"");
}

/* Factors as Linux's clocks_calc_mult_shift() makes them of these frequencies */
static void frequencies_are_the_kernels(void **state)
{
	(void)state;
	assert_int_equal(tsc_khz_from(827189670, 31), 2596120);
	assert_int_equal(tsc_khz_from(536871046, 31), 3999999);
	assert_int_equal(tsc_khz_from(376743387, 31), 5700123);
	assert_int_equal(tsc_khz_from(2684354560, 30), 400000);
	assert_int_equal(tsc_khz_from(0, 31), 0);
	assert_int_equal(tsc_khz_from(1, 64), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_escaped),
		cmocka_unit_test(labels_are_utf8),
		cmocka_unit_test(frequencies_are_the_kernels),
	};

	return run_tap(tests);
}
