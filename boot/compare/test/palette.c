// SPDX-License-Identifier: GPL-2.0-only
/*
 * The colours of marks have contrast to their background in light and dark, and differ from
 * each other for all eyes: with common colour vision, with deuteranopia and with protanopia.
 */
#include <math.h>

#include "palette.h"
#include "test/cmocka_tap.h"

#define CONTRAST_OF_MARKS 3.0 /* WCAG 2, non-text contrast */
#define CONTRAST_OF_TEXT  4.5

/* CIE 1976: a difference of 2.3 is just noticeable. */
#define DISTANCE            14.0
#define DISTANCE_NEIGHBOURS 25.0

enum eyes { COMMON, DEUTERANOPIA, PROTANOPIA, EYES };

/* Machado, Oliveira and Fernandes 2009, severity 1: of linear RGB */
static const double sights[EYES][3][3] = {
	[COMMON] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
	[DEUTERANOPIA] = { { 0.367322, 0.860646, -0.227968 },
			   { 0.280085, 0.672501, 0.047413 },
			   { -0.011820, 0.042940, 0.968881 } },
	[PROTANOPIA] = { { 0.152286, 1.052583, -0.204868 },
			 { 0.114503, 0.786281, 0.099216 },
			 { -0.003882, -0.048116, 1.051998 } },
};

static double linear(uint32_t byte)
{
	const double value = (double)byte / 255;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static void to_linear(uint32_t shade, double rgb[3])
{
	for (unsigned int i = 0; i < 3; i++)
		rgb[i] = linear(shade >> (16 - 8 * i) & 0xff);
}

static uint32_t shade_of(unsigned int colour, bool dark)
{
	return dark ? palette[colour].dark : palette[colour].light;
}

static double contrast(unsigned int a, unsigned int b, bool dark)
{
	double x[3], y[3], light, shadow;

	to_linear(shade_of(a, dark), x);
	to_linear(shade_of(b, dark), y);
	light = 0.2126 * x[0] + 0.7152 * x[1] + 0.0722 * x[2] + 0.05;
	shadow = 0.2126 * y[0] + 0.7152 * y[1] + 0.0722 * y[2] + 0.05;
	return light > shadow ? light / shadow : shadow / light;
}

static double curve(double value)
{
	return value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116;
}

/* As these eyes see it, in CIELAB */
static void to_lab(uint32_t shade, enum eyes eyes, double lab[3])
{
	double rgb[3], seen[3], x, y, z;

	to_linear(shade, rgb);
	for (unsigned int i = 0; i < 3; i++) {
		const double *row = sights[eyes][i];

		seen[i] = row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2];
		seen[i] = seen[i] < 0 ? 0 : seen[i] > 1 ? 1 : seen[i];
	}
	x = curve((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
	y = curve(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
	z = curve((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
	lab[0] = 116 * y - 16;
	lab[1] = 500 * (x - y);
	lab[2] = 200 * (y - z);
}

static double distance(unsigned int a, unsigned int b, bool dark, enum eyes eyes)
{
	double x[3], y[3];

	to_lab(shade_of(a, dark), eyes, x);
	to_lab(shade_of(b, dark), eyes, y);
	return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

static void assert_contrast(unsigned int a, unsigned int b, double least)
{
	for (int dark = 0; dark < 2; dark++)
		if (contrast(a, b, dark) < least)
			fail_msg("%s on %s, %s: %.2f is less than %.1f", palette[a].name,
				 palette[b].name, dark ? "dark" : "light", contrast(a, b, dark),
				 least);
}

static void assert_distances(unsigned int first, unsigned int count)
{
	for (unsigned int a = first; a < first + count; a++)
		for (unsigned int b = a + 1; b < first + count; b++)
			for (unsigned int i = 0; i < 2 * EYES; i++) {
				const bool dark = i % 2;
				const double least = b == a + 1 ? DISTANCE_NEIGHBOURS : DISTANCE,
					     is = distance(a, b, dark, (enum eyes)(i / 2));

				if (is < least)
					fail_msg("%s and %s, %s, eyes %u: %.1f is less than %.1f",
						 palette[a].name, palette[b].name,
						 dark ? "dark" : "light", i / 2, is, least);
			}
}

static void known_values(void **state)
{
	(void)state;
	/* Black on white has a contrast of 21, and a distance of 100. */
	assert_true(fabs(linear(255) - 1) < 1e-9 && linear(0) == 0);
	assert_true(contrast(COLOUR_INK, COLOUR_INK, false) == 1);
	assert_true(distance(COLOUR_MORE, COLOUR_MORE, true, PROTANOPIA) == 0);
	assert_true(fabs(contrast(COLOUR_CARD, COLOUR_INK, false) - 16.7) < 0.1);
}

static void marks_differ_from_the_card(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < COLOURS; i++) {
		const bool is_heat = i >= COLOUR_HEAT && i < COLOUR_HEAT + HEATS;

		/* A cell of the heat map has its number as text. */
		if (i != COLOUR_CARD && i != COLOUR_GRID && !is_heat)
			assert_contrast(i, COLOUR_CARD, CONTRAST_OF_MARKS);
	}
}

static void text_is_legible(void **state)
{
	(void)state;
	assert_contrast(COLOUR_INK, COLOUR_CARD, CONTRAST_OF_TEXT);
	assert_contrast(COLOUR_MUTED, COLOUR_CARD, CONTRAST_OF_TEXT);
	assert_contrast(COLOUR_BAND, COLOUR_CARD, CONTRAST_OF_TEXT);
	for (unsigned int i = COLOUR_REASON; i < COLOUR_REASON + SLOTS; i++)
		assert_contrast(i, COLOUR_CARD, CONTRAST_OF_TEXT);
	for (unsigned int i = COLOUR_BUCKET; i < COLOUR_BUCKET + BUCKETS; i++)
		assert_contrast(i, COLOUR_CARD, CONTRAST_OF_TEXT);
	for (unsigned int i = COLOUR_HEAT; i < COLOUR_HEAT + HEATS; i++)
		assert_contrast(i, palette_is_last_heat(i) ? COLOUR_CARD : COLOUR_INK,
				CONTRAST_OF_TEXT);
}

static void colours_differ_for_all_eyes(void **state)
{
	(void)state;
	assert_distances(COLOUR_SET, SETS_MAX);
	assert_distances(COLOUR_REASON, SLOTS);
	assert_distances(COLOUR_BUCKET, BUCKETS);
	assert_distances(COLOUR_MORE, 2);
}

static void more_exits_have_more_contrast(void **state)
{
	(void)state;
	for (unsigned int i = COLOUR_HEAT; i + 1 < COLOUR_HEAT + HEATS; i++)
		for (int dark = 0; dark < 2; dark++)
			assert_true(contrast(i + 1, COLOUR_CARD, dark) >
				    1.25 * contrast(i, COLOUR_CARD, dark));
	assert_int_equal(palette_heat(1), COLOUR_HEAT);
	assert_int_equal(palette_heat(9), COLOUR_HEAT);
	assert_int_equal(palette_heat(10), COLOUR_HEAT + 1);
	assert_int_equal(palette_heat(999999), COLOUR_HEAT + 5);
	assert_int_equal(palette_heat(1000000), COLOUR_HEAT + 6);
	assert_int_equal(palette_heat(UINT64_MAX), COLOUR_HEAT + 6);
}

static void light_shades_are_unique(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < COLOURS; i++)
		assert_ptr_equal(palette_name(palette[i].light), palette[i].name);
	assert_null(palette_name(0x123456));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_values),
		cmocka_unit_test(marks_differ_from_the_card),
		cmocka_unit_test(text_is_legible),
		cmocka_unit_test(colours_differ_for_all_eyes),
		cmocka_unit_test(more_exits_have_more_contrast),
		cmocka_unit_test(light_shades_are_unique),
	};

	return run_tap(tests);
}
