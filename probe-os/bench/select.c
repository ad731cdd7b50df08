// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench=NAME,NAME... or bench=all
 */
#include <stdbool.h>

#include "bench/bench.h"
#include "lib/mem.h"

static bool is_word(const char *item, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(item, word, length) == 0;
}

static uint64_t bits_of(const char *item, size_t length)
{
	if (is_word(item, length, "all"))
		return (1ULL << bench_count) - 1;
	for (size_t i = 0; i < bench_count; i++)
		if (is_word(item, length, bench_table[i].name))
			return 1ULL << i;
	return 0;
}

const char *bench_select(const char *list, uint64_t *selected)
{
	*selected = 0;
	while (*list) {
		size_t length = 0;
		uint64_t bits;

		while (list[length] && list[length] != ',')
			length++;
		bits = bits_of(list, length);
		if (!bits)
			return list;
		*selected |= bits | 1;
		list += length + (list[length] == ',');
	}
	return NULL;
}
