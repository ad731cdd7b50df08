// SPDX-License-Identifier: GPL-2.0-only
/*
 * The trace has more marks than the record has checkpoints: between two of these, causes of
 * several marks become one.
 */
#include "cause_rows.h"
#include "exit_probe_abi.h"

/* How many of the checkpoints' marks came before; without checkpoints there is one phase. */
static uint64_t phase_at(const struct account *account, const struct chosen *chosen, uint32_t marks)
{
	size_t phase = 0;

	if (chosen->count == 0)
		return 1;
	while (phase < chosen->count && account->marks.all[chosen->marks[phase]].number < marks)
		phase++;
	return phase;
}

/* Whether exits of a phase are behind the record's last checkpoint */
static bool is_behind(const struct chosen *chosen, uint64_t phase)
{
	return chosen->count > 0 && !chosen->with_end && phase == chosen->count;
}

/* An exit that was not over at the last checkpoint is in the record without its cycles. */
static struct cause_row row_of(const struct account *account, const struct chosen *chosen,
			       const struct cause *cause)
{
	const uint64_t phase = phase_at(account, chosen, cause->key.begun);
	const bool is_over = !is_behind(chosen, phase_at(account, chosen, cause->key.ended));
	const bool is_after = is_behind(chosen, phase);
	struct cause_row row = {
		.phase = phase,
		.reason = cause->key.reason,
		.kind = cause->key.kind,
		.access = cause->key.access,
		.detail = cause->key.detail,
		.width = cause->key.width,
		.exits = cause->exits,
		.kernel = is_over || is_after ? cause->kernel : 0,
		.unknown = cause->unknown,
	};

	if (row.kind == EXIT_PROBE_CAUSE_OTHER && !is_after)
		cause_row_make_other(&row);
	return row;
}

size_t cause_rows(const struct account *account, const struct chosen *chosen,
		  struct cause_row *rows)
{
	size_t count = 0;

	for (size_t i = 0; i < CAUSES_ROOM; i++)
		if (account->causes.all[i].exits)
			rows[count++] = row_of(account, chosen, &account->causes.all[i]);
	return cause_rows_merge(rows, count);
}
