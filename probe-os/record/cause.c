// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words and numbers are those of the record, but addresses are hexadecimal.
 */
#include "exit_probe_abi.h"
#include "record/cause.h"
#include "record/schema.h"

static bool is_counted_in_tens(uint32_t kind)
{
	return kind == EXIT_PROBE_CAUSE_CR || kind == EXIT_PROBE_CAUSE_DR ||
	       kind == EXIT_PROBE_CAUSE_VECTOR || kind == EXIT_PROBE_CAUSE_HYPERCALL;
}

static void put_address(struct text *to, uint64_t address)
{
	unsigned int digits = 1;

	while (digits < 16 && address >> 4 * digits)
		digits++;
	text_string(to, "0x");
	text_hex(to, address, digits);
}

void cause_put(struct text *to, const struct record_cause *cause)
{
	text_string(to, record_cause_kind_name(cause->kind));
	if (cause->kind == EXIT_PROBE_CAUSE_NONE || cause->kind == EXIT_PROBE_CAUSE_OTHER)
		return;
	text_char(to, ' ');
	if (is_counted_in_tens(cause->kind))
		text_number(to, cause->detail);
	else
		put_address(to, cause->detail);
	if (cause->access) {
		text_char(to, ' ');
		text_string(to, record_access_name(cause->access));
	}
}

bool cause_is_own_read(const struct record_cause *cause)
{
	return cause->kind == EXIT_PROBE_CAUSE_CPUID &&
	       cause->detail >= EXIT_PROBE_LEAF_SIGNATURE &&
	       cause->detail <= EXIT_PROBE_LEAF_COURSE_LAST;
}

static bool is_shown(const struct record_cause *cause)
{
	return cause->exits && cause->kind != EXIT_PROBE_CAUSE_NONE &&
	       cause->kind != EXIT_PROBE_CAUSE_OTHER && !cause_is_own_read(cause);
}

/* Those with as many exits are in the order of the record. */
static bool comes_after(const struct record_cause *causes, uint64_t at, uint64_t other)
{
	if (causes[at].exits == causes[other].exits)
		return at > other;
	return causes[at].exits < causes[other].exits;
}

uint64_t cause_next_largest(const struct record *record, bool before, uint64_t after)
{
	const struct record_cause *causes = record->causes;
	const uint64_t count = record->begin.causes;
	uint64_t best = count;

	for (uint64_t i = 0; i < count; i++) {
		if ((causes[i].phase == 0) != before || !is_shown(&causes[i]))
			continue;
		if (after < count && !comes_after(causes, i, after))
			continue;
		if (best == count || causes[i].exits > causes[best].exits)
			best = i;
	}
	return best;
}
