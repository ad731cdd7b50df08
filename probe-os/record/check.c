// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks the meaning of a record: counts, order, differences, verdict.
 */
#include <stdbool.h>

#include "exit_probe_abi.h"
#include "lib/mem.h"
#include "lib/text.h"
#include "record/check.h"
#include "record/moved.h"
#include "record/reason.h"

static const char *check_begin(const struct record *record, size_t index)
{
	(void)index;
	if (record->begin.version < RECORD_VERSION_OLDEST || record->begin.version > RECORD_VERSION)
		return "version= is not supported by this reader";
	if (record_lines(&record->begin) == 0)
		return "calibrations=, checkpoints=, reasons=, causes= or benches= is out of range";
	if (record_lines(&record->begin) != record->begin.lines)
		return "lines= is not the sum of the other counts";
	if (record->begin.causes > 0 && record->begin.reasons == 0)
		return "causes without reasons";
	return NULL;
}

static const char *check_host(const struct record *record, size_t index)
{
	(void)index;
	if (record->host.patched && record->host.source == SOURCE_TRACE)
		return "source=trace on a patched host";
	if (record->host.patched && record->host.source == SOURCE_HOST)
		return "source=host and a guest that reads the host";
	if (!record_is_counted(record) && record->begin.reasons > 0)
		return "reasons on a host that is not patched";
	if (record->host.causes == EXIT_PROBE_CAUSES_OFF && record->begin.causes > 0)
		return "causes on a host that has none";
	return NULL;
}

static const char *check_nothing(const struct record *record, size_t index)
{
	(void)record;
	(void)index;
	return NULL;
}

static bool is_in_order(const struct stats *stats)
{
	return stats->min <= stats->median && stats->median <= stats->max;
}

static const char *check_calibration(const struct record *record, size_t index)
{
	const struct record_calibration *c = &record->calibrations[index];

	if (!is_in_order(&c->exits) || !is_in_order(&c->kernel) || !is_in_order(&c->tsc))
		return "minimum, median and maximum are not in order";
	return NULL;
}

static const char *check_checkpoint(const struct record *record, size_t index)
{
	if (record->checkpoints[index].id != index)
		return "id= is not that of the next checkpoint";
	return NULL;
}

static const char *check_phase(const struct record *record, size_t index)
{
	const struct record_phase *phase = &record->phases[index];
	const struct record_phase wanted = record_phase_of(record, index + 1, phase->reads);

	if (phase->id != wanted.id)
		return "id= is not that of the next phase";
	if (!text_equal(phase->name, wanted.name))
		return "name= is not that of the checkpoint where the phase ends";
	if (wanted.moved)
		return NULL;
	if (phase->reads != wanted.reads || phase->beyond != wanted.beyond)
		return "exits= is not the sum of reads= and beyond=";
	if (phase->tsc != wanted.tsc ||
	    memcmp(&phase->counters, &wanted.counters, sizeof(wanted.counters)) != 0)
		return "a number is not the difference of the two checkpoints";
	return NULL;
}

static bool is_name_of(const struct record_reason *reason, uint32_t vendor)
{
	char name[RECORD_NAME_SIZE];
	struct text text = text_in(name, sizeof(name));

	reason_word(&text, vendor, (uint32_t)reason->code);
	return text_equal(name, reason->name);
}

static const char *check_reason(const struct record *record, size_t index)
{
	const struct record_reason *reason = &record->reasons[index];
	uint64_t left = reason->before.exits + reason->boot.exits;

	if (reason->code > UINT32_MAX)
		return "code= is not below 2^32";
	if (index > 0 && reason->code <= record->reasons[index - 1].code)
		return "code= is not higher than that of the reason before";
	if (!is_name_of(reason, record->host.vendor))
		return "name= is not the name of that code";
	if (reason->min > reason->max)
		return "min= is higher than max=";
	if (record_moved_unnoticed(record))
		return NULL;
	for (size_t i = 0; i < RECORD_BUCKETS_MAX; i++) {
		if (reason->histogram[i] > left && reason->code != EXIT_PROBE_REASON_NONE)
			return "histogram= has more exits than before= and exits=";
		left -= reason->histogram[i];
	}
	if (index + 1 == record->begin.reasons && !record_before_adds_up(record))
		return "before= of all reasons is not what the first checkpoint has";
	return NULL;
}

static const char *check_reasons(const struct record *record, size_t index)
{
	const struct record_phase_reasons *reasons = &record->phase_reasons[index];

	if (reasons->id != record->phases[index].id)
		return "id= is not that of the next phase";
	if (!text_equal(reasons->name, record->phases[index].name))
		return "name= is not that of the phase";
	if (record_moved_unnoticed(record))
		return NULL;
	if (!record_phase_adds_up(record, index + 1))
		return "the reasons do not add up to the phase";
	if (index + 1 == record_phase_reasons_lines(&record->begin) && !record_boot_adds_up(record))
		return "the phases do not add up to a reason's exits= and kernel=";
	return NULL;
}

static const char *check_cause(const struct record *record, size_t index)
{
	const struct record_cause *cause = &record->causes[index];

	if (record_is_moved(record) || record_moved_unnoticed(record))
		return "causes of a VM that was moved";
	if (!record_reason_of(record, cause))
		return "reason= is none of the record's reasons";
	if (cause->phase >= record->begin.checkpoints)
		return "phase= is not the id of a checkpoint";
	if (cause->kind == EXIT_PROBE_CAUSE_OTHER &&
	    (cause->phase || cause->detail || cause->name[0]))
		return "kind=other with a phase=, a detail= or a name=";
	if (index > 0 && !record_cause_is_after(record, cause, &record->causes[index - 1]))
		return "the cause is not behind the one before in the order of causes";
	if (index + 1 == record->begin.causes && !record_causes_add_up(record))
		return "the causes do not add up to their reasons";
	return NULL;
}

/* each * n, or UINT64_MAX if that overflows */
static uint64_t multiply(uint64_t each, uint64_t n)
{
	return each && n > UINT64_MAX / each ? UINT64_MAX : each * n;
}

/* A sum that overflows counts as wrong. */
static bool adds_up(const struct record_bench *bench)
{
	uint64_t left = bench->exits + bench->noise;

	if (left < bench->noise)
		return false;
	for (size_t i = 0; i < RECORD_BENCH_REASONS_MAX; i++) {
		if (bench->reasons[i].exits > left)
			return false;
		left -= bench->reasons[i].exits;
	}
	return left == 0;
}

static const char *check_bench(const struct record *record, size_t index)
{
	const struct record_bench *bench = &record->benches[index];

	if (index > 0 && bench->id <= record->benches[index - 1].id)
		return "id= is not higher than that of the bench before";
	if (record_bench_fell(bench))
		return NULL;
	if (!is_in_order(&bench->tsc) || bench->tsc.p99 < bench->tsc.median ||
	    bench->tsc.p99 > bench->tsc.max)
		return "minimum, median, p99 and maximum are not in order";
	if (text_equal(bench->reason, RECORD_BENCH_MOVED) && bench->status != BENCH_SKIP)
		return "a bench in which the VM was moved is not skipped";
	if (bench->status == BENCH_SKIP && (bench->n || !bench->reason[0]))
		return "a skipped bench has operations or no reason";
	if (bench->status == BENCH_PASS && !record->host.patched)
		return "status=pass on a host that is not patched";
	if (bench->status == BENCH_PASS && (bench->exits < multiply(bench->least, bench->n) ||
					    bench->exits > multiply(bench->most, bench->n)))
		return "status=pass and exits= is not between least= and most= of n operations";
	if (bench->status != BENCH_FAIL && bench->userspace_exits > bench->exits + bench->noise)
		return "userspace_exits= is more than exits= and noise=";
	if (bench->status != BENCH_FAIL && !adds_up(bench))
		return "exits_by= is not the sum of exits= and noise=";
	return NULL;
}

static const char *check_end(const struct record *record, size_t index)
{
	(void)index;
	if (record->end.lines != record->begin.lines)
		return "lines= is not that of the begin line";
	if (record->end.verdict == VERDICT_PASS && !record_is_counted(record))
		return "verdict=pass on a host that is not patched";
	if (record->end.verdict == VERDICT_PASS && record->begin.reasons == 0)
		return "verdict=pass without reasons";
	if (record->end.verdict == VERDICT_UNPATCHED && record_is_counted(record))
		return "verdict=unpatched with counted exits";
	if (record->end.verdict < VERDICT_MOVED && record_is_moved(record))
		return "a phase is left out, but the verdict is not moved";
	return NULL;
}

static const struct {
	const char *kind;
	record_check *check;
} checks[] = {
	{ "begin", check_begin },
	{ "host", check_host },
	{ "calibration", check_calibration },
	{ "checkpoint", check_checkpoint },
	{ "phase", check_phase },
	{ "reason", check_reason },
	{ "reasons", check_reasons },
	{ "cause", check_cause },
	{ "bench", check_bench },
	{ "end", check_end },
};

record_check *record_check_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (text_equal(checks[i].kind, kind))
			return checks[i].check;
	return check_nothing;
}
