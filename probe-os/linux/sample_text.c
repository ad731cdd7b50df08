// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing and reading a sample walk over it in the same way.
 */
#include "lib/mem.h"
#include "linux/sample_text.h"

/* The sample's 32-bit number i; NULL after the last */
static uint32_t *number_at(struct sample *sample, size_t i)
{
	uint32_t *start = (uint32_t *)(void *)sample;
	const size_t rows_at = offsetof(struct sample, rows) / sizeof(*start);

	/* The number of rows precedes them, so that it is known here. */
	if (i < rows_at ||
	    i - rows_at < sample_rows(sample) * sizeof(struct cpuid) / sizeof(*start))
		return start + i;
	return NULL;
}

static void put_short_hex(struct text *to, uint32_t number)
{
	unsigned int digits = 0;

	while (digits < 8 && number >> 4 * digits)
		digits++;
	text_hex(to, number, digits);
}

void sample_to_text(struct text *to, const struct sample *sample)
{
	static struct sample copy;
	const uint32_t *number;

	copy = *sample;
	for (size_t i = 0; (number = number_at(&copy, i)); i++) {
		put_short_hex(to, *number);
		text_char(to, ',');
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads a number and the comma after it; NULL if they are missing. */
static const char *take_number(const char *at, uint32_t *number)
{
	const char *start = at;

	*number = 0;
	for (; hex_digit(*at) >= 0; at++)
		*number = *number << 4 | (uint32_t)hex_digit(*at);
	return *at == ',' && at - start <= 8 ? at + 1 : NULL;
}

bool sample_from_text(const char *from, struct sample *sample)
{
	uint32_t *number;

	memset(sample, 0, sizeof(*sample));
	for (size_t i = 0; (number = number_at(sample, i)); i++) {
		from = take_number(from, number);
		if (!from)
			return false;
	}
	return *from == '\0' || *from == ' ' || *from == '\n';
}
