// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads budgets, and compares runs with them.
 */
#include <string.h>

#include "budgets.h"
#include "exits.h"
#include "record/reason.h"

#define WORDS 3

struct word {
	const char *at;
	size_t length;
};

static bool refuse(struct budgets *budgets, uint64_t line, const char *error)
{
	budgets->error_line = line;
	budgets->error = error;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The words of a line up to its comment; one more than there is room for is counted, too. */
static size_t split(const char *line, size_t length, struct word words[WORDS])
{
	size_t count = 0, at = 0;

	while (count <= WORDS) {
		size_t start;

		while (at < length && is_blank(line[at]))
			at++;
		start = at;
		while (at < length && !is_blank(line[at]) && line[at] != '#')
			at++;
		if (at == start)
			break;
		if (count < WORDS)
			words[count] = (struct word){ line + start, at - start };
		count++;
	}
	return count;
}

static bool read_name(char name[RECORD_NAME_SIZE], const struct word *word)
{
	for (size_t i = 0; i < word->length; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", word->at[i]))
			return false;
	if (word->length >= RECORD_NAME_SIZE || memchr(word->at, '\0', word->length))
		return false;
	memcpy(name, word->at, word->length);
	name[word->length] = '\0';
	return true;
}

static bool read_number(uint64_t *number, const struct word *word)
{
	*number = 0;
	for (size_t i = 0; i < word->length; i++) {
		const unsigned int digit = (unsigned char)word->at[i] - (unsigned int)'0';

		if (digit > 9 || __builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(*number, digit, number))
			return false;
	}
	return true;
}

static bool read_line(struct budgets *budgets, const char *text, size_t length, uint64_t line)
{
	struct budget budget = { .line = line };
	struct word words[WORDS];
	size_t count = split(text, length, words);

	if (count == 0)
		return true;
	if (count != WORDS)
		return refuse(budgets, line, "not a budget: use PHASE REASON MAX");
	if (!read_name(budget.phase, &words[0]))
		return refuse(budgets, line, "invalid phase: use a name in the record, or all");
	if (!read_name(budget.reason, &words[1]))
		return refuse(budgets, line, "invalid reason: use a name in the record, or all");
	if (!read_number(&budget.max, &words[2]))
		return refuse(budgets, line, "invalid number of exits: use digits only");
	for (size_t i = 0; i < budgets->count; i++)
		if (strcmp(budgets->rows[i].phase, budget.phase) == 0 &&
		    strcmp(budgets->rows[i].reason, budget.reason) == 0)
			return refuse(budgets, line, "this phase and reason already have a budget");
	if (budgets->count == BUDGETS_MAX)
		return refuse(budgets, line, "too many budgets: the maximum is 1024");
	budgets->rows[budgets->count++] = budget;
	return true;
}

bool budgets_read(struct budgets *budgets, const char *text, size_t size)
{
	uint64_t line = 1;

	*budgets = (struct budgets){ 0 };
	for (size_t at = 0; at < size; line++) {
		const char *end = memchr(text + at, '\n', size - at);
		const size_t length = end ? (size_t)(end - text) - at : size - at;

		if (!read_line(budgets, text + at, length, line))
			return false;
		at += length + 1;
	}
	return budgets->count > 0 || refuse(budgets, line, "no budget in it");
}

static bool could_have_reason(const struct set *set, const char *reason)
{
	const struct record *record = set_record(set);

	return exits_have_reason(set, reason) ||
	       (record && reason_is_known(record->host.vendor, reason));
}

bool budgets_fit(struct budgets *budgets, const struct comparison *comparison)
{
	for (size_t i = 0; i < budgets->count; i++) {
		const struct budget *budget = &budgets->rows[i];
		bool has_phase = false, has_reason = false;

		for (size_t j = 0; j < comparison->count; j++) {
			const struct set *set = &comparison->sets[j];

			has_phase = has_phase || exits_have_phase(set, budget->phase);
			has_reason = has_reason || could_have_reason(set, budget->reason);
		}
		if (!has_phase)
			return refuse(budgets, budget->line, "no record has this phase");
		if (!has_reason)
			return refuse(budgets, budget->line, "no record has this reason");
	}
	return true;
}

static bool is_known(const struct set *set, const struct exits *exits, size_t run,
		     const char *reason)
{
	const struct record *record = set->runs[run].record;

	return exits->has & 1u << run &&
	       (exits_is_all(reason) || (record && record->begin.reasons > 0));
}

struct budget_use budget_use_of(const struct budget *budget, const struct set *set)
{
	const struct exits exits = exits_of(set, budget->phase, budget->reason);
	struct budget_use use = { .is_for_it = exits_have_phase(set, budget->phase) &&
					       could_have_reason(set, budget->reason) };

	for (size_t i = 0; i < set->run_count; i++) {
		if (!is_known(set, &exits, i, budget->reason)) {
			use.answer = gate_answer_worst(use.answer, GATE_CANNOT_TELL);
			continue;
		}
		if (use.run == 0 || exits.values[i] > use.most) {
			use.most = exits.values[i];
			use.run = i + 1;
		}
		if (exits.values[i] > budget->max)
			use.answer = GATE_WORSE;
	}
	return use;
}
