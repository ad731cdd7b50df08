// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text in buffers of fixed size.
 */
#include "lib/mem.h"
#include "lib/text.h"

struct text text_in(char *data, size_t size)
{
	data[0] = '\0';
	return (struct text){ .data = data, .size = size };
}

void text_char(struct text *text, char character)
{
	if (text->length + 1 >= text->size) {
		text->cut = true;
		return;
	}
	text->data[text->length++] = character;
	text->data[text->length] = '\0';
}

void text_bytes(struct text *text, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_char(text, bytes[i]);
}

void text_string(struct text *text, const char *string)
{
	text_bytes(text, string, strlen(string));
}

void text_number(struct text *text, uint64_t value)
{
	char digits[TEXT_NUMBER_SIZE];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	text_bytes(text, digits + at, sizeof(digits) - at);
}

void text_hex(struct text *text, uint64_t value, unsigned int digits)
{
	while (digits-- > 0)
		text_char(text, "0123456789abcdef"[value >> digits * 4 & 0xF]);
}

void text_capitals(struct text *text, const char *name)
{
	for (; *name; name++)
		text_char(text, *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name);
}

void text_pad(struct text *text, size_t length)
{
	while (text->length < length && !text->cut)
		text_char(text, ' ');
}

void text_right(struct text *text, const char *string, size_t width)
{
	size_t length = strlen(string);

	text_pad(text, text->length + (length < width ? width - length : 0));
	text_bytes(text, string, length);
}

void text_scaled(struct text *text, uint64_t value)
{
	static const char units[] = "kMGTPE";
	size_t unit = 0;

	if (value < 100000) {
		text_number(text, value);
		return;
	}
	/* Truncated, not rounded, to thousandths of the unit */
	for (; value >= 1000000; value /= 1000)
		unit++;
	text_number(text, value / 1000);
	if (value < 100000) {
		text_char(text, '.');
		text_number(text, value / 100 % 10);
	}
	text_char(text, units[unit]);
}

void text_scaled_right(struct text *text, uint64_t value, size_t width)
{
	char digits[TEXT_NUMBER_SIZE];
	struct text number = text_in(digits, sizeof(digits));

	text_scaled(&number, value);
	text_right(text, digits, width);
}

bool text_equal(const char *a, const char *b)
{
	return strlen(a) == strlen(b) && memcmp(a, b, strlen(a)) == 0;
}
