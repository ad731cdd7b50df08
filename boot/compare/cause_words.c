// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a cause does, in words.
 */
#include <stdio.h>
#include <string.h>

#include "cause_words.h"
#include "exit_probe_abi.h"
#include "format.h"
#include "lib/text.h"

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
	if (cause->name[0] && !strstr(to, cause->name)) {
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

const char *cause_exits(char to[2 * NUMBER_SIZE], const struct fact *exits,
			const struct fact *error)
{
	if (!error || error->stats.median == 0)
		return format_stats(to, &exits->stats);
	return format_up_to(to, exits->stats.median, error->stats.median);
}
