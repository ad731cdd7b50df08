// SPDX-License-Identifier: GPL-2.0-only
/*
 * The facts of one run by part.
 */
#include <stdio.h>
#include <string.h>

#include "causes.h"
#include "exit_probe_abi.h"
#include "format.h"
#include "parts.h"
#include "record/schema.h"

static struct part part_of(const struct set *set, size_t run, enum part_kind kind,
			   const char *phase)
{
	struct part part = { .set = set, .run = run, .kind = kind };

	snprintf(part.phase, sizeof(part.phase), "%s", phase);
	return part;
}

struct part part_all(const struct set *set, size_t run)
{
	struct part part = part_of(set, run, PART_ALL, PHASE_ALL);

	part.title = "all phases";
	return part;
}

size_t parts_of(struct part parts[PARTS_MAX], const struct set *set, size_t run)
{
	const struct record *record = set->runs[run].record;
	char until[FACT_NAME_SIZE];
	uint64_t exits;
	size_t count = 0;

	if (!record) {
		parts[0] = part_all(set, run);
		return 1;
	}
	parts[count] = part_of(set, run, PART_BEFORE, PHASE_BEFORE);
	parts[count++].title = stage_title(set, STAGE_BEFORE);
	phase_until_first(record, until);
	parts[count] = part_of(set, run, PART_UNTIL, until);
	if (part_value(&parts[count], COUNTER_EXITS, &exits)) {
		parts[count].title = phase_title(until);
		count++;
	}
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++, count++) {
		parts[count] = part_of(set, run, PART_PHASE, record->phases[i].name);
		parts[count].title = record->phases[i].name;
	}
	return count;
}

static bool value_of(const struct part *part, struct fact_key key, uint64_t *value)
{
	const struct fact *fact = facts_find(&part->set->facts, key);

	if (!fact || !(fact->has & 1u << part->run))
		return false;
	*value = fact->values[part->run];
	return true;
}

bool part_value(const struct part *part, unsigned int quantity, uint64_t *value)
{
	switch (part->kind) {
	case PART_BEFORE:
		return value_of(part, of_stage(STAGE_BEFORE, quantity), value);
	case PART_ALL:
		return value_of(part, of_stage(STAGE_TOTAL, quantity), value);
	default:
		return value_of(part, of_phase(part->phase, quantity), value);
	}
}

bool part_reason_exits(const struct part *part, const char *reason, uint64_t *exits)
{
	switch (part->kind) {
	case PART_BEFORE:
		return value_of(part, of_reason(reason, STAGE_BEFORE), exits);
	case PART_ALL:
		return value_of(part, of_reason(reason, STAGE_TOTAL), exits);
	default:
		return value_of(part, of_phase_reason(part->phase, reason), exits);
	}
}

bool part_next_reason(const struct part *part, size_t *at, struct part_reason *reason)
{
	const struct facts *facts = &part->set->facts;

	for (; *at < facts->count; ++*at) {
		const struct fact *fact = &facts->rows[*at];

		if (!fact_is_some(fact, of_reason(NULL, STAGE_TOTAL)))
			continue;
		reason->name = fact->name;
		if (part_reason_exits(part, reason->name, &reason->exits) && reason->exits > 0) {
			++*at;
			return true;
		}
	}
	return false;
}

/* Whether a line of the run's record is a cause of this part, with its numbers there */
static bool read_cause(const struct part *part, const struct record_cause *line,
		       struct part_cause *cause)
{
	const struct record *record = part->set->runs[part->run].record;
	char name[FACT_NAME_SIZE];

	if (line->kind == EXIT_PROBE_CAUSE_OTHER)
		return false;
	if (part->kind == PART_UNTIL ? line->phase > 0
				     : strcmp(cause_phase(record, line), part->phase) != 0)
		return false;
	cause->cause = line;
	cause_fact_name(name, part->phase, line);
	return value_of(part, of_cause(name, CAUSE_EXITS), &cause->exits) && cause->exits > 0 &&
	       value_of(part, of_cause(name, CAUSE_ERROR), &cause->error);
}

static bool are_within(const struct part *part, const char *reason)
{
	const struct record *record = part->set->runs[part->run].record;
	struct part_cause cause;
	uint64_t left;

	if (!part_reason_exits(part, reason, &left))
		return false;
	for (uint64_t i = 0; i < record->begin.causes; i++) {
		const struct record_cause *line = &record->causes[i];

		if (strcmp(line->reason, reason) != 0 || !read_cause(part, line, &cause))
			continue;
		if (cause.exits > left)
			return false;
		left -= cause.exits;
	}
	return true;
}

bool part_next_cause(const struct part *part, const char *reason, size_t *at,
		     struct part_cause *cause)
{
	const struct record *record = part->set->runs[part->run].record;

	if (!record || (*at == 0 && !are_within(part, reason)))
		return false;
	while (*at < record->begin.causes) {
		const struct record_cause *line = &record->causes[(*at)++];

		if (strcmp(line->reason, reason) == 0 && read_cause(part, line, cause))
			return true;
	}
	return false;
}

const char *run_title(char to[RUN_TITLE_SIZE], const struct set *set, size_t run)
{
	const struct run *of = &set->runs[run];
	int length = snprintf(to, RUN_TITLE_SIZE, "%s", set->label);

	if (set->run_count > 1)
		length += snprintf(to + length, RUN_TITLE_SIZE - (size_t)length, ", run %zu",
				   run + 1);
	if (run_is_tainted(of))
		snprintf(to + length, RUN_TITLE_SIZE - (size_t)length, ", verdict %s",
			 record_verdict_name((enum record_verdict)of->record->end.verdict));
	return to;
}
