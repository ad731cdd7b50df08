// SPDX-License-Identifier: GPL-2.0-only
/*
 * Exits as folded stacks, for flame graphs: run;phase;reason;cause COUNT
 */
#include <string.h>

#include "cause_words.h"
#include "exit_probe_abi.h"
#include "outputs.h"
#include "parts.h"

/* Of a reason: exits of no listed cause; of a phase: exits of no known reason */
#define FRAME_REST "other"

struct folded {
	FILE *to;
	char run[RUN_TITLE_SIZE];
};

static bool is_number(const char *word)
{
	return *word && word[strspn(word, "0123456789.")] == '\0';
}

/*
 * A frame has no ';', which separates frames. If its last word is a number, flamegraph.pl
 * takes it for a second count: "hypercalls 5" becomes "hypercalls #5".
 */
static void put_frame(FILE *to, const char *text)
{
	const char *space = strrchr(text, ' ');

	fputc(';', to);
	for (const char *at = text; *at; at++) {
		fputc(*at == ';' ? ',' : *at, to);
		if (at == space && is_number(space + 1))
			fputc('#', to);
	}
}

static void put_stack(const struct folded *folded, const struct part *part, const char *reason,
		      const char *cause, uint64_t exits)
{
	if (exits == 0)
		return;
	fputs(folded->run, folded->to);
	put_frame(folded->to, part->title);
	if (reason)
		put_frame(folded->to, reason);
	if (cause)
		put_frame(folded->to, cause);
	fprintf(folded->to, " %llu\n", (unsigned long long)exits);
}

/* A function by its name alone */
static const char *cause_frame(char to[CAUSE_TEXT_SIZE], const struct set *set,
			       const struct record_cause *cause)
{
	const struct symbol *symbol = cause->kind == EXIT_PROBE_CAUSE_RIP
					      ? symbols_find(&set->symbols, cause->detail)
					      : NULL;

	return symbol ? symbol->name : cause_what(to, set, cause);
}

/* What no listed cause has is a frame of its own, if the run has causes. */
static void put_reason(const struct folded *folded, const struct part *part,
		       const struct part_reason *reason)
{
	const struct record *record = part->set->runs[part->run].record;
	struct part_cause cause;
	uint64_t rest = reason->exits;
	size_t at = 0;

	while (part_next_cause(part, reason->name, &at, &cause)) {
		char text[CAUSE_TEXT_SIZE];

		put_stack(folded, part, reason->name, cause_frame(text, part->set, cause.cause),
			  cause.exits);
		rest -= cause.exits;
	}
	put_stack(folded, part, reason->name,
		  record && record->begin.causes > 0 ? FRAME_REST : NULL, rest);
}

static uint64_t put_part(const struct folded *folded, const struct part *part)
{
	struct part_reason reason;
	uint64_t exits, sum = 0;
	size_t at = 0;

	if (!part_value(part, COUNTER_EXITS, &exits))
		return 0;
	while (part_next_reason(part, &at, &reason)) {
		put_reason(folded, part, &reason);
		sum += reason.exits;
	}
	if (sum < exits)
		put_stack(folded, part, sum > 0 ? FRAME_REST : NULL, NULL, exits - sum);
	return exits;
}

const char *write_folded(FILE *to, const struct comparison *comparison)
{
	struct part parts[PARTS_MAX];
	struct folded folded = { .to = to };
	bool is_empty = true;

	for (size_t i = 0; i < comparison->count; i++)
		for (size_t run = 0; run < comparison->sets[i].run_count; run++) {
			const size_t count = parts_of(parts, &comparison->sets[i], run);

			run_title(folded.run, &comparison->sets[i], run);
			for (size_t j = 0; j < count; j++)
				if (put_part(&folded, &parts[j]) > 0)
					is_empty = false;
		}
	return is_empty ? "no run counted exits, so that there is nothing to fold" : NULL;
}
