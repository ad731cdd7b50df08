// SPDX-License-Identifier: GPL-2.0-only
/*
 * A difference below zero looks huge: totals have 64 bits, a reason's exits 32. No
 * boot has so many exits or cycles.
 */
#include "lib/mem.h"
#include "record/moved.h"

#define BELOW_ZERO        (1ULL << 63)
#define BELOW_ZERO_REASON (1ULL << 31)

bool record_moved_unnoticed(const struct record *record)
{
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++)
		if (!record->phases[i].moved && record_phase_broke(record, i + 1))
			return true;
	return false;
}

bool record_bench_fell(const struct record_bench *bench)
{
	const uint64_t totals[] = { bench->userspace_exits, bench->kernel,        bench->userspace,
				    bench->halted,          bench->scheduled_out, bench->preempted,
				    bench->blocked,         bench->noise_kernel };

	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++)
		if (totals[i] >= BELOW_ZERO)
			return true;
	for (size_t i = 0; i < RECORD_BENCH_REASONS_MAX; i++)
		if (bench->reasons[i].exits >= BELOW_ZERO_REASON)
			return true;
	return false;
}

/* Clears range, histogram and blocked: they would be those of the last host only. */
static void sum_reasons(struct record *record)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		struct record_reason *reason = &record->reasons[i];

		reason->boot = (struct record_count){ 0 };
		for (uint64_t j = 0; j + 1 < record->begin.checkpoints; j++) {
			reason->boot.exits += record->phase_reasons[j].counts[i].exits;
			reason->boot.kernel += record->phase_reasons[j].counts[i].kernel;
		}
		reason->min = reason->max = reason->blocked = 0;
		memset(reason->histogram, 0, sizeof(reason->histogram));
	}
}

static const char *leave_out_phases(struct record *record)
{
	bool adds_up = true;

	for (size_t id = 1; id < record->begin.checkpoints; id++) {
		if (record_phase_broke(record, id)) {
			record->phases[id - 1] = record_phase_of(record, id, 0);
			memset(record->phase_reasons[id - 1].counts, 0,
			       sizeof(record->phase_reasons[id - 1].counts));
		}
		if (record->begin.reasons)
			adds_up = adds_up && record_phase_adds_up(record, id);
	}
	sum_reasons(record);
	if (record->begin.reasons && (!adds_up || !record_before_adds_up(record)))
		return "the VM was moved, and the reasons of the other phases do not add up";
	return NULL;
}

/* Whether the writer's verdict blames this bench */
static bool is_blamed(const struct record_end *end, const struct record_bench *bench)
{
	char begin[sizeof(end->reason)];
	struct text text = text_in(begin, sizeof(begin));

	text_string(&text, "bench ");
	text_string(&text, bench->name);
	text_char(&text, ':');
	return end->verdict == VERDICT_FAIL && memcmp(end->reason, begin, text.length) == 0;
}

/* Returns whether the verdict blames one of them. */
static bool leave_out_benches(struct record *record)
{
	bool is_to_blame = false;

	for (uint64_t i = 0; i < record->begin.benches; i++) {
		struct record_bench *bench = &record->benches[i];
		struct record_bench left = { .id = bench->id, .status = BENCH_SKIP };

		if (!record_bench_fell(bench))
			continue;
		memcpy(left.name, bench->name, sizeof(left.name));
		memcpy(left.reason, RECORD_BENCH_MOVED, sizeof(RECORD_BENCH_MOVED));
		is_to_blame = is_to_blame || is_blamed(&record->end, bench);
		*bench = left;
	}
	return is_to_blame;
}

const char *record_leave_out_moved(struct record *record)
{
	const char *wrong = record_moved_unnoticed(record) ? leave_out_phases(record) : NULL;
	bool is_to_blame = leave_out_benches(record);
	char where[sizeof(record->end.reason)];
	struct text text = text_in(where, sizeof(where));

	record_say_moved(&text, record);
	if (text.length && (record->end.verdict < VERDICT_MOVED || is_to_blame)) {
		text = text_in(record->end.reason, sizeof(record->end.reason));
		text_string(&text, "moved ");
		text_string(&text, where);
		record->end.verdict = VERDICT_MOVED;
	}
	return wrong;
}

/* Adds a name to a list. */
static void add(struct text *to, const char *what, const char *name)
{
	text_string(to, to->length ? ", " : "");
	text_string(to, what);
	text_string(to, name);
}

void record_say_moved(struct text *to, const struct record *record)
{
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		if (!record->phases[i].moved)
			continue;
		add(to, "between ", record->checkpoints[i].name);
		text_string(to, " and ");
		text_string(to, record->checkpoints[i + 1].name);
	}
	for (uint64_t i = 0; i < record->begin.benches; i++)
		if (text_equal(record->benches[i].reason, RECORD_BENCH_MOVED))
			add(to, "during bench ", record->benches[i].name);
}
