// SPDX-License-Identifier: GPL-2.0-only
/*
 * Causes as names and words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "causes.h"
#include "exit_probe_abi.h"
#include "format.h"
#include "lib/text.h"
#include "record/schema.h"

/* The leaves that the reader's own reads ask for */
static bool is_own_read(const struct record_cause *cause)
{
	return cause->kind == EXIT_PROBE_CAUSE_CPUID &&
	       cause->detail >= EXIT_PROBE_LEAF_SIGNATURE &&
	       cause->detail <= EXIT_PROBE_LEAF_COURSE_LAST;
}

static const char *word_of(const char *key, uint32_t value)
{
	const struct record_kind *kind = record_kind_of("cause");
	const struct record_field *field = kind->fields;

	while (!text_equal(field->key, key))
		field++;
	return record_words(field)[value];
}

void cause_fact_name(char to[FACT_NAME_SIZE], const char *phase, const struct record_cause *cause)
{
	snprintf(to, FACT_NAME_SIZE, "%s/%s/%s/0x%llx/%s/%llu", phase, cause->reason,
		 word_of("kind", cause->kind), (unsigned long long)cause->detail,
		 word_of("access", cause->access), (unsigned long long)cause->width);
}

const char *cause_phase(const struct record *record, const struct record_cause *cause)
{
	if (cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return PHASE_ALL;
	return cause->phase ? record->phases[cause->phase - 1].name : PHASE_BEFORE;
}

enum stage cause_stage(const struct record_cause *cause, const char *phase)
{
	if (cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return STAGE_TOTAL;
	if (is_own_read(cause) || phase_is_measuring(phase))
		return STAGE_MEASURING;
	return strcmp(phase, PHASE_BEFORE) == 0 && cause->phase == 0 ? STAGE_BEFORE : STAGE_OS;
}

static void phase_of_fact(const struct fact *fact, char to[FACT_NAME_SIZE])
{
	snprintf(to, FACT_NAME_SIZE, "%.*s", (int)strcspn(fact->name, "/"), fact->name);
}

enum stage cause_fact_stage(const struct fact *fact)
{
	char phase[FACT_NAME_SIZE];

	phase_of_fact(fact, phase);
	return cause_stage(fact->cause, phase);
}

const char *cause_fact_phase(const struct set *set, const struct fact *fact,
			     char to[FACT_NAME_SIZE])
{
	phase_of_fact(fact, to);
	if (fact->cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return "all phases";
	if (fact->cause->phase == 0 && strcmp(to, PHASE_BEFORE) == 0)
		return stage_title(set, STAGE_BEFORE);
	return phase_title(to);
}

/* What accesses a kind has: its words for none, reads and writes */
static const char *accesses_of(const struct record_cause *cause)
{
	if (cause->access == EXIT_PROBE_ACCESS_READ)
		return "reads of";
	return cause->access == EXIT_PROBE_ACCESS_WRITE ? "writes to" : "accesses to";
}

/* A port has accesses of one byte, unless it says otherwise. */
static void put_width(struct text *text, uint64_t width)
{
	if (width <= 1)
		return;
	text_number(text, width);
	text_string(text, "-byte ");
}

static void put_hex(struct text *text, uint64_t value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%llxh", (unsigned long long)value);
	text_string(text, digits);
}

static void put_access(struct text *text, const struct record_cause *cause, const char *what)
{
	if (cause->kind == EXIT_PROBE_CAUSE_PORT || cause->kind == EXIT_PROBE_CAUSE_MMIO)
		put_width(text, cause->width);
	text_string(text, accesses_of(cause));
	text_string(text, what);
	put_hex(text, cause->detail);
}

static void put_register(struct text *text, const struct record_cause *cause, const char *what)
{
	text_string(text, accesses_of(cause));
	text_string(text, what);
	text_number(text, cause->detail);
}

static void put_rip(struct text *text, const struct set *set, const struct record_cause *cause)
{
	const struct symbol *symbol = symbols_find(&set->symbols, cause->detail);

	if (symbol) {
		text_string(text, "in ");
		text_string(text, symbol->name);
	} else {
		text_string(text, "at the address ");
		put_hex(text, cause->detail);
	}
	if (cause->access >= EXIT_PROBE_ACCESS_RING + 3)
		text_string(text, " in ring 3");
	if (cause->width == 16 || cause->width == 32) {
		text_string(text, " in ");
		text_number(text, cause->width);
		text_string(text, "-bit code");
	}
}

static void put_what(struct text *text, const struct set *set, const struct record_cause *cause)
{
	switch (cause->kind) {
	case EXIT_PROBE_CAUSE_PORT:
		put_access(text, cause, " port ");
		break;
	case EXIT_PROBE_CAUSE_MSR:
		put_access(text, cause, " MSR ");
		break;
	case EXIT_PROBE_CAUSE_MEMORY:
		put_access(text, cause, " the 2 MiB of memory at ");
		break;
	case EXIT_PROBE_CAUSE_MMIO:
		put_access(text, cause, " MMIO ");
		break;
	case EXIT_PROBE_CAUSE_APIC:
		put_access(text, cause, " APIC register ");
		break;
	case EXIT_PROBE_CAUSE_CR:
		put_register(text, cause, " CR");
		break;
	case EXIT_PROBE_CAUSE_DR:
		put_register(text, cause, " DR");
		break;
	case EXIT_PROBE_CAUSE_VECTOR:
		text_string(text, "exceptions with vector ");
		text_number(text, cause->detail);
		break;
	case EXIT_PROBE_CAUSE_HYPERCALL:
		text_string(text, "hypercalls ");
		text_number(text, cause->detail);
		break;
	case EXIT_PROBE_CAUSE_CPUID:
		text_string(text, "reads of CPUID leaf ");
		put_hex(text, cause->detail);
		break;
	case EXIT_PROBE_CAUSE_GHCB:
		text_string(text, "calls by GHCB with exit code ");
		put_hex(text, cause->detail);
		break;
	case EXIT_PROBE_CAUSE_RIP:
		put_rip(text, set, cause);
		break;
	case EXIT_PROBE_CAUSE_OTHER:
		text_string(text, "of no listed cause");
		break;
	default:
		break;
	}
}

/* A name may have any bytes, and a plot takes it in quotes. */
static void put_name(struct text *text, const char *name)
{
	for (; *name; name++)
		text_char(text,
			  *name >= ' ' && *name <= '~' && !strchr("\"'\\`", *name) ? *name : '?');
}

const char *cause_what(char to[CAUSE_TEXT_SIZE], const struct set *set,
		       const struct record_cause *cause)
{
	struct text text = text_in(to, CAUSE_TEXT_SIZE);

	put_what(&text, set, cause);
	if (cause->name[0]) {
		text_string(&text, text.length ? ", " : "");
		put_name(&text, cause->name);
	}
	/* No detail is known: halts, interrupts of the host. */
	if (text.length == 0)
		text_string(&text, cause->reason);
	return to;
}

const char *cause_words(char to[CAUSE_TEXT_SIZE], const struct set *set,
			const struct record_cause *cause)
{
	const size_t length = strlen(cause_what(to, set, cause));

	if (strcmp(to, cause->reason) != 0)
		snprintf(to + length, CAUSE_TEXT_SIZE - length, " (%s)", cause->reason);
	return to;
}

const char *cause_exits(char to[2 * 48], const struct fact *exits, const struct fact *error)
{
	char from[NUMBER_SIZE], up_to[NUMBER_SIZE];

	if (!error || error->stats.median == 0)
		return format_stats(to, &exits->stats);
	snprintf(to, 2 * NUMBER_SIZE, "%s to %s", format_number(from, exits->stats.median),
		 format_number(up_to, exits->stats.median + error->stats.median));
	return to;
}

const struct fact *cause_fact(const struct set *set, const struct fact *exits,
			      enum cause_quantity quantity)
{
	return facts_find(&set->facts, of_cause(exits->name, quantity));
}

bool set_has_causes(const struct set *set)
{
	for (size_t i = 0; i < set->facts.count; i++)
		if (set->facts.rows[i].section == FACT_CAUSE)
			return true;
	return false;
}

static int by_exits(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;

	if (x->stats.median != y->stats.median)
		return x->stats.median < y->stats.median ? 1 : -1;
	return strcmp(x->name, y->name);
}

void causes_rank(const struct set *set, enum stage stage, struct cause_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < set->facts.count; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (!fact_is_some(fact, of_cause(NULL, CAUSE_EXITS)) || fact->stats.median == 0 ||
		    fact->cause->kind == EXIT_PROBE_CAUSE_OTHER)
			continue;
		if (stage == STAGE_TOTAL || cause_fact_stage(fact) == stage)
			ranking->rows[ranking->count++] = fact;
	}
	qsort(ranking->rows, ranking->count, sizeof(ranking->rows[0]), by_exits);
}

void functions_rank(const struct set *set, struct cause_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < set->facts.count && ranking->count < CAUSES_ALL_MAX; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_function(NULL, CAUSE_EXITS)) && fact->stats.median > 0 &&
		    strcmp(fact->name, FUNCTION_UNKNOWN) != 0)
			ranking->rows[ranking->count++] = fact;
	}
	qsort(ranking->rows, ranking->count, sizeof(ranking->rows[0]), by_exits);
}

void advices_rank(const struct set *set, enum stage stage, struct cause_ranking *ranking)
{
	ranking->count = 0;
	for (size_t i = 0; i < set->facts.count && ranking->count < CAUSES_ALL_MAX; i++) {
		const struct fact *fact = &set->facts.rows[i];

		if (fact_is_some(fact, of_advice_removes(NULL, stage)) && fact->stats.median > 0)
			ranking->rows[ranking->count++] = fact;
	}
	qsort(ranking->rows, ranking->count, sizeof(ranking->rows[0]), by_exits);
}
