// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each VM adds its items; those with the same name become one.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text.h"
#include "names/names.h"
#include "rates_items.h"

#define REASON "exits_"
#define CYCLES "cycles_"

double rates_per_second(uint64_t count, const struct snapshot_vm *before,
			const struct snapshot_vm *now)
{
	return (double)count * 1e9 / (double)(now->read.ns - before->read.ns);
}

/* Room is a power of two, or none. */
static struct rates_item *add_item(struct rates_items *items)
{
	const size_t count = items->count;
	struct rates_item *all = items->all;

	if ((count & (count - 1)) == 0) {
		all = reallocarray(all, count ? 2 * count : 1, sizeof(*all));
		if (!all)
			return NULL;
		items->all = all;
	}
	items->count++;
	memset(&all[count], 0, sizeof(*all));
	return &all[count];
}

/* A cell of that column; 0 if there was none yet */
static uint64_t cell(const struct snapshot_vm *vm, size_t column)
{
	return column < vm->columns ? vm->cells[column] : 0;
}

/* before: NULL if the number cannot be subtracted */
static void set_rate(struct rates_item *item, uint64_t was, const struct snapshot_vm *before,
		     const struct snapshot_vm *now)
{
	item->is_known = before != NULL;
	if (!before)
		return;
	item->exits = item->total - was;
	item->rate = rates_per_second(item->exits, before, now);
}

static void name_capitals(struct rates_item *item, const char *name)
{
	struct text text = text_in(item->name, sizeof(item->name));

	text_capitals(&text, name);
}

static void set_cycles(struct rates_item *item, const struct snapshot_vm *before,
		       const struct snapshot_vm *now, const struct table *table, const char *reason)
{
	char name[2 * TABLE_NAME_SIZE];
	size_t column = 0;

	snprintf(name, sizeof(name), CYCLES "%s", reason);
	while (column < table->columns && strcmp(table->names[column], name) != 0)
		column++;
	if (before)
		item->cycles = cell(now, column) - cell(before, column);
}

bool rates_add_reasons(struct rates_items *items, const struct snapshot_vm *before,
		       const struct snapshot_vm *now, const struct table *table)
{
	for (size_t i = 0; i < now->columns; i++) {
		const char *column = table->names[i];
		const bool is_reason = strncmp(column, REASON, strlen(REASON)) == 0;
		struct rates_item *item;

		if (!now->cells[i] ||
		    (!is_reason && strncmp(column, STOCK_PREFIX, strlen(STOCK_PREFIX)) != 0))
			continue;
		item = add_item(items);
		if (!item)
			return false;
		item->total = now->cells[i];
		item->is_exclusive = is_reason;
		set_rate(item, before ? cell(before, i) : 0, before, now);
		if (!is_reason) {
			strcpy(item->name, column + strlen(STOCK_PREFIX));
			continue;
		}
		name_capitals(item, column + strlen(REASON));
		set_cycles(item, before, now, table, column + strlen(REASON));
	}
	return true;
}

/* "IOIO port 0x3f8 write 1: COM1 data", without what a cause does not have */
static void name_cause(struct rates_item *item, const struct cause_total *cause)
{
	const char *name = cause_name(cause->kind_number, cause->detail, cause->access_number);
	const bool has_detail =
		strcmp(cause->kind, "none") != 0 && strcmp(cause->kind, "other") != 0;
	size_t at;

	name_capitals(item, cause->reason);
	at = strlen(item->name);
	if (strcmp(cause->kind, "none") != 0)
		at += (size_t)snprintf(item->name + at, sizeof(item->name) - at, " %s",
				       cause->kind);
	if (has_detail)
		at += (size_t)snprintf(item->name + at, sizeof(item->name) - at, " 0x%" PRIx64,
				       cause->detail);
	if (strcmp(cause->access, "none") != 0)
		at += (size_t)snprintf(item->name + at, sizeof(item->name) - at, " %s",
				       cause->access);
	if (cause->width)
		at += (size_t)snprintf(item->name + at, sizeof(item->name) - at, " %" PRIu64,
				       cause->width);
	if (name)
		snprintf(item->name + at, sizeof(item->name) - at, ": %s", name);
}

/* An exit that was not over may have another cause in the end: then a number falls. */
static void count_cause(struct rates_item *item, const struct cause_total *cause,
			const struct snapshot_vm *before, const struct snapshot_vm *now)
{
	static const struct cause_total none;
	const struct cause_total *was = before ? cause_totals_find(&before->causes, cause) : NULL;

	was = was ? was : &none;
	if (cause->exits < was->exits || cause->kernel < was->kernel)
		before = NULL;
	item->total = cause->exits;
	item->is_exclusive = true;
	set_rate(item, was->exits, before, now);
	if (before)
		item->cycles = cause->kernel - was->kernel;
}

/*
 * A KVM that counted no causes yet has none; turned on, it has all earlier exits in the lines
 * of "other".
 */
static bool had_causes(const struct snapshot_vm *before)
{
	return before && before->has_causes && before->causes.count;
}

bool rates_add_causes(struct rates_items *items, const struct snapshot_vm *before,
		      const struct snapshot_vm *now)
{
	for (size_t i = 0; i < now->causes.count; i++) {
		const struct cause_total *cause = &now->causes.all[i];
		struct rates_item *item;

		if (!cause->exits)
			continue;
		item = add_item(items);
		if (!item)
			return false;
		name_cause(item, cause);
		count_cause(item, cause, had_causes(before) ? before : NULL, now);
	}
	return true;
}

static int by_name(const void *left, const void *right)
{
	const struct rates_item *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void add(struct rates_item *to, const struct rates_item *from)
{
	to->is_known |= from->is_known;
	to->rate += from->rate;
	to->total += from->total;
	to->exits += from->exits;
	to->cycles += from->cycles;
}

void rates_merge_items(struct rates_items *items)
{
	size_t left = 0;

	if (items->count == 0)
		return;
	qsort(items->all, items->count, sizeof(items->all[0]), by_name);
	for (size_t i = 0; i < items->count; i++) {
		if (left > 0 && by_name(&items->all[left - 1], &items->all[i]) == 0)
			add(&items->all[left - 1], &items->all[i]);
		else
			items->all[left++] = items->all[i];
	}
	items->count = left;
	for (size_t i = 0; i < left; i++)
		items->exits += items->all[i].is_exclusive ? items->all[i].exits : 0;
}
