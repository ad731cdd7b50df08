// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines "PHASE CODE REASON KIND DETAIL ACCESS WIDTH exits=N cycles=N blocked=N error=N". Words
 * and order are the record's; the host has one kind more, host_vector.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cause_totals.h"
#include "names/names.h"
#include "record/schema.h"

#define CAUSE     "%" SCNu64 " %47s %47s %47s %" SCNx64 " %47s %" SCNu64
#define COSTS     " exits=%" SCNu64 " cycles=%" SCNu64 " blocked=%" SCNu64 " error=%" SCNu64
#define PARTS     11
#define LINE_SIZE 384

/* The number of the record's word, one more than the last if it has no such word */
static uint32_t number_of(const char *key, const char *word)
{
	const struct record_field *field = record_kind_of("cause")->fields;
	const char *const *words;
	uint32_t number = 0;

	while (strcmp(field->key, key) != 0)
		field++;
	words = record_words(field);
	while (words[number] && strcmp(words[number], word) != 0)
		number++;
	return number;
}

static bool is_other(const struct cause_total *total)
{
	return strcmp(total->kind, "other") == 0;
}

static bool read_line(struct cause_total *total, const char *text)
{
	char line[LINE_SIZE], code[CAUSE_WORD_SIZE], *end;
	int at = 0;

	snprintf(line, sizeof(line), "%.*s", (int)strcspn(text, "\n"), text);
	*total = (struct cause_total){ .code = UINT64_MAX };
	if (sscanf(line, CAUSE COSTS "%n", &total->phase, code, total->reason, total->kind,
		   &total->detail, total->access, &total->width, &total->exits, &total->kernel,
		   &total->blocked, &total->error, &at) != PARTS ||
	    line[at])
		return false;
	total->kind_number = number_of("kind", total->kind);
	total->access_number = number_of("access", total->access);
	if (strcmp(code, "-") != 0)
		total->code = strtoull(code, &end, 16);
	for (char *c = total->reason; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 'a' - 'A' : *c);
	return strcmp(code, "-") == 0 || *end == '\0';
}

static bool grow(struct cause_totals *totals)
{
	size_t room = totals->room ? 2 * totals->room : 256;
	struct cause_total *all;

	if (totals->count < totals->room)
		return true;
	all = reallocarray(totals->all, room, sizeof(*all));
	if (!all)
		return false;
	totals->all = all;
	totals->room = room;
	return true;
}

/* From the causes of one vCPU: what is left of a reason may be of any of its causes. */
static uint64_t other_of(const struct cause_total *total, const struct cause_total *all,
			 size_t count)
{
	uint64_t exits = 0;

	for (size_t i = 0; i < count; i++)
		if (is_other(&all[i]) && strcmp(all[i].reason, total->reason) == 0)
			exits += all[i].exits;
	return exits;
}

static int in_order(const void *left, const void *right)
{
	const struct cause_total *a = left, *b = right;
	const uint64_t order[][2] = {
		{ a->phase, b->phase },
		{ a->code, b->code },
		/* Reasons that no manual has */
		{ strcmp(a->reason, b->reason) > 0, strcmp(a->reason, b->reason) < 0 },
		{ a->kind_number, b->kind_number },
		{ a->detail, b->detail },
		{ a->access_number, b->access_number },
		{ a->width, b->width },
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (order[i][0] != order[i][1])
			return order[i][0] > order[i][1] ? 1 : -1;
	return 0;
}

static void add(struct cause_total *to, const struct cause_total *from)
{
	to->exits += from->exits;
	to->kernel += from->kernel;
	to->blocked += from->blocked;
	to->error += from->error;
	to->other += from->other;
}

static void merge(struct cause_totals *totals)
{
	size_t left = 0;

	if (totals->count == 0)
		return;
	qsort(totals->all, totals->count, sizeof(totals->all[0]), in_order);
	for (size_t i = 0; i < totals->count; i++) {
		if (left > 0 && in_order(&totals->all[left - 1], &totals->all[i]) == 0)
			add(&totals->all[left - 1], &totals->all[i]);
		else
			totals->all[left++] = totals->all[i];
	}
	totals->count = left;
}

/* The exit that is not over has a line of its own, whose cause may have another. */
static int read_vcpu(struct cause_totals *vcpu, const char *text)
{
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
		if (!grow(vcpu))
			return ENOMEM;
		if (!read_line(&vcpu->all[vcpu->count], line) || !strchr(line, '\n'))
			return EBADMSG;
		vcpu->count++;
	}
	merge(vcpu);
	return 0;
}

int cause_totals_add(struct cause_totals *totals, const char *text)
{
	struct cause_totals vcpu = { 0 };
	int error = read_vcpu(&vcpu, text);

	for (size_t i = 0; i < vcpu.count && !error; i++) {
		vcpu.all[i].other = other_of(&vcpu.all[i], vcpu.all, vcpu.count);
		if (grow(totals))
			totals->all[totals->count++] = vcpu.all[i];
		else
			error = ENOMEM;
	}
	cause_totals_free(&vcpu);
	merge(totals);
	return error;
}

void cause_totals_end(struct cause_totals *totals)
{
	for (size_t i = 0; i < totals->count; i++) {
		struct cause_total *total = &totals->all[i];

		if (!is_other(total))
			total->error += other_of(total, totals->all, totals->count) - total->other;
	}
}

void cause_totals_join_phases(struct cause_totals *totals)
{
	for (size_t i = 0; i < totals->count; i++)
		totals->all[i].phase = 0;
	merge(totals);
}

const struct cause_total *cause_totals_find(const struct cause_totals *totals,
					    const struct cause_total *key)
{
	return totals->count ? bsearch(key, totals->all, totals->count, sizeof(*key), in_order)
			     : NULL;
}

void cause_totals_write_header(bool with_vm, FILE *out)
{
	fprintf(out, "phase,reason,kind,detail,access,width,exits,kernel,blocked,error,name%s\n",
		with_vm ? ",vm" : "");
}

void cause_totals_write(const struct cause_totals *totals, const char *vm, FILE *out)
{
	for (size_t i = 0; i < totals->count; i++) {
		const struct cause_total *total = &totals->all[i];
		const char *name =
			cause_name(total->kind_number, total->detail, total->access_number);

		fprintf(out, "%" PRIu64 ",%s,%s,0x%" PRIx64 ",%s,%" PRIu64, total->phase,
			total->reason, total->kind, total->detail, total->access, total->width);
		fprintf(out, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",\"%s\"%s%s\n",
			total->exits, total->kernel, total->blocked, total->error, name ? name : "",
			vm ? "," : "", vm ? vm : "");
	}
}

void cause_totals_free(struct cause_totals *totals)
{
	free(totals->all);
	memset(totals, 0, sizeof(*totals));
}
