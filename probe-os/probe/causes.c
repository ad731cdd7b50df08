// SPDX-License-Identifier: GPL-2.0-only
/*
 * The causes are kept in the order of their lines. If there are more than the record is to
 * have, those with fewest exits go to the line "other" of their reason. Firmware has hundreds
 * of them, and gets only a part of the lines.
 */
#include "lib/mem.h"
#include "lib/text.h"
#include "names/names.h"
#include "probe/causes.h"
#include "probe/latch.h"
#include "record/schema.h"

#define FIRMWARE_SHARE  4 /* one of so many lines */

#define KEY_PHASE(ebx)  ((ebx) >> 24)
#define KEY_KIND(ebx)   ((ebx) >> 16 & 0xFF)
#define KEY_ACCESS(ebx) ((ebx) >> 8 & 0xFF)
#define KEY_WIDTH(ebx)  ((ebx) & 0xFF)

/* What no line of a cause has */
struct rest {
	uint64_t exits, kernel, blocked;
};

struct causes {
	struct record *record;
	uint64_t lines; /* that it may have */
	const struct sample *const *samples;
	struct rest rests[RECORD_REASONS_MAX]; /* of each reason, in the order of the reasons */
	uint64_t lost; /* most exits that a cause may have had which lost its line */
};

/* The checkpoint where a phase of the host ended */
static uint64_t checkpoint_of(const struct causes *causes, uint32_t phase)
{
	const uint64_t last = causes->record->begin.checkpoints - 1;
	uint64_t id = 0;

	while (id < last && causes->samples[id]->phase < phase)
		id++;
	return id;
}

/* Whether that checkpoint ended another phase of the host, too */
static bool is_together(const struct causes *causes, uint32_t phase)
{
	const uint64_t id = checkpoint_of(causes, phase);

	return (phase > 0 && checkpoint_of(causes, phase - 1) == id) ||
	       (phase < causes->samples[id]->phase && checkpoint_of(causes, phase + 1) == id);
}

static void move(struct record_cause *to, const struct record_cause *from, uint64_t count)
{
	if (to > from)
		while (count-- > 0)
			to[count] = from[count];
	else
		for (uint64_t i = 0; i < count; i++)
			to[i] = from[i];
}

/* The first cause that is not before this one */
static uint64_t place_of(const struct record *record, const struct record_cause *cause)
{
	uint64_t from = 0, to = record->begin.causes;

	while (from < to) {
		uint64_t middle = (from + to) / 2;

		if (record_cause_is_after(record, cause, &record->causes[middle]))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void insert(struct record *record, const struct record_cause *cause)
{
	const uint64_t at = place_of(record, cause);

	move(&record->causes[at + 1], &record->causes[at], record->begin.causes - at);
	record->causes[at] = *cause;
	record->begin.causes++;
}

static void remove_at(struct record *record, uint64_t at)
{
	record->begin.causes--;
	move(&record->causes[at], &record->causes[at + 1], record->begin.causes - at);
}

static void add_to_rest(struct causes *causes, const struct record_cause *cause)
{
	const struct record *record = causes->record;
	struct rest *rest = &causes->rests[record_reason_of(record, cause) - record->reasons];

	rest->exits += cause->exits;
	rest->kernel += cause->kernel;
	rest->blocked += cause->blocked;
}

static void lose(struct causes *causes, const struct record_cause *cause)
{
	if (cause->exits + cause->error > causes->lost)
		causes->lost = cause->exits + cause->error;
	add_to_rest(causes, cause);
}

/* Lines of one pool: of the firmware, or of all phases. Each reason may need one for its rest. */
static uint64_t room_of(const struct causes *causes, bool is_firmware)
{
	const uint64_t firmware = causes->lines / FIRMWARE_SHARE;

	return is_firmware ? firmware : causes->lines - firmware - causes->record->begin.reasons;
}

/* Makes room for a cause with more exits than the smallest of its pool; false if it is that. */
static bool make_room(struct causes *causes, const struct record_cause *cause)
{
	struct record *record = causes->record;
	const struct record_cause *smallest = NULL;
	const bool is_firmware = cause->phase == 0;
	uint64_t lines = 0;

	for (uint64_t i = 0; i < record->begin.causes; i++) {
		const struct record_cause *other = &record->causes[i];

		if ((other->phase == 0) != is_firmware)
			continue;
		lines++;
		if (!smallest || other->exits < smallest->exits)
			smallest = other;
	}
	if (lines < room_of(causes, is_firmware))
		return true;
	if (!smallest || cause->exits <= smallest->exits)
		return false;
	lose(causes, smallest);
	remove_at(record, (uint64_t)(smallest - record->causes));
	return true;
}

/* Phases of the host that end at the same checkpoint may have the same cause. */
static void take(struct causes *causes, struct record_cause *cause, uint32_t phase)
{
	struct record *record = causes->record;
	const uint64_t at = place_of(record, cause);

	if (at < record->begin.causes &&
	    !record_cause_is_after(record, &record->causes[at], cause)) {
		record->causes[at].exits += cause->exits;
		record->causes[at].kernel += cause->kernel;
		record->causes[at].blocked += cause->blocked;
		record->causes[at].error += cause->error;
		return;
	}
	if (is_together(causes, phase))
		cause->error += causes->lost;
	if (make_room(causes, cause))
		insert(record, cause);
	else
		lose(causes, cause);
}

static bool name_reason(const struct record *record, struct record_cause *cause, uint32_t code)
{
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		if (record->reasons[i].code == code) {
			memcpy(cause->reason, record->reasons[i].name, sizeof(cause->reason));
			return true;
		}
	return false;
}

static void name_cause(struct record_cause *cause)
{
	const char *known = cause_name(cause->kind, cause->detail, cause->access);
	struct text name = text_in(cause->name, sizeof(cause->name));

	if (known)
		text_string(&name, known);
}

static const char *read_cause(struct causes *causes, uint32_t item)
{
	const struct cpuid key = causes_read(EXIT_PROBE_CAUSES_KEY + item);
	const struct cpuid counts = causes_read(EXIT_PROBE_CAUSES_COUNTS + item);
	const struct cpuid blocked = causes_read(EXIT_PROBE_CAUSES_BLOCKED + item);
	struct record_cause cause = {
		.kind = KEY_KIND(key.ebx),
		.access = KEY_ACCESS(key.ebx),
		.detail = cpuid_second(key),
		.width = KEY_WIDTH(key.ebx),
		.exits = cpuid_first(counts),
		.kernel = cpuid_second(counts),
		.blocked = cpuid_first(blocked),
		.error = cpuid_second(blocked),
	};

	if (!record_knows_cause(&cause))
		return "the host names a cause that the probe does not know";
	if (!name_reason(causes->record, &cause, key.eax))
		return "a cause is of a reason that the host's table of reasons lacks";
	if (cause.kind == EXIT_PROBE_CAUSE_OTHER) {
		add_to_rest(causes, &cause);
		return NULL;
	}
	cause.phase = checkpoint_of(causes, KEY_PHASE(key.ebx));
	name_cause(&cause);
	take(causes, &cause, KEY_PHASE(key.ebx));
	return NULL;
}

static void insert_rests(struct causes *causes)
{
	struct record *record = causes->record;

	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		const struct rest *rest = &causes->rests[i];
		struct record_cause other = {
			.kind = EXIT_PROBE_CAUSE_OTHER,
			.exits = rest->exits,
			.kernel = rest->kernel,
			.blocked = rest->blocked,
		};

		if (rest->exits || rest->kernel || rest->blocked) {
			memcpy(other.reason, record->reasons[i].name, sizeof(other.reason));
			insert(record, &other);
		}
	}
}

static const char *collect(struct causes *causes)
{
	const uint32_t count = causes_read(EXIT_PROBE_CAUSES_KEY).eax;
	const char *wrong = NULL;

	if (count >= EXIT_PROBE_CAUSES_COUNTS)
		return "the host's table of causes is larger than its items";
	for (uint32_t i = 1; i <= count && !wrong; i++)
		wrong = read_cause(causes, i);
	if (wrong)
		return wrong;
	insert_rests(causes);
	/* None: they were off at the latch. */
	if (count > 0 && !record_causes_add_up(causes->record))
		return "the causes do not add up to their reasons";
	return NULL;
}

const char *causes_collect(struct record *record, const struct sample *const samples[],
			   uint64_t lines)
{
	static struct causes causes;
	const char *wrong;

	causes = (struct causes){ .record = record, .samples = samples, .lines = lines };
	wrong = collect(&causes);
	if (wrong)
		record->begin.causes = 0;
	return wrong;
}
