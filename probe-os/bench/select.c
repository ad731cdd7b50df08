// SPDX-License-Identifier: GPL-2.0-only
/*
 * Selects benchmarks by bench=NAME,NAME... or bench=all.
 */
#include "bench/bench.h"
#include "lib/mem.h"

static bool is_word(const char *item, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(item, word, length) == 0;
}

static bool select(const char *item, size_t length, bool selected[RECORD_BENCHES_MAX])
{
	bool found = false;

	for (size_t i = 0; i < bench_count; i++) {
		if (!is_word(item, length, "all") && !is_word(item, length, bench_table[i].name))
			continue;
		selected[i] = true;
		found = true;
	}
	return found;
}

const char *bench_select(const char *list, bool selected[RECORD_BENCHES_MAX])
{
	memset(selected, 0, RECORD_BENCHES_MAX * sizeof(*selected));
	while (*list) {
		size_t length = 0;

		while (list[length] && list[length] != ',')
			length++;
		if (!select(list, length, selected))
			return list;
		selected[0] = true;
		list += length + (list[length] == ',');
	}
	return NULL;
}
