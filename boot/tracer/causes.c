// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hash with open addressing. Its size is fixed: a guest may touch any number of pages.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "causes.h"
#include "exit_reason.h"

/* KVM's kvm_mmio: a read that the VMM must answer is there again when it is answered. */
#define MMIO_READ  1
#define MMIO_WRITE 2

/* Unmapped pages are told by their 2 MiB: a boot touches thousands of them. */
#define PAGE_AREA_SHIFT 21

static bool describe(struct cause *cause, const struct event *event)
{
	switch (event->kind) {
	case EVENT_EXIT:
		cause->reason = exit_reason(event);
		cause->detail = event->value[3];
		return true;
	case EVENT_PIO:
		cause->write = event->value[0] != 0;
		cause->detail = event->value[1];
		cause->width = (uint8_t)event->value[2];
		return true;
	case EVENT_MSR:
		cause->write = event->value[0] != 0;
		cause->detail = event->value[1];
		return true;
	case EVENT_MMIO:
		cause->write = event->value[0] == MMIO_WRITE;
		cause->width = (uint8_t)event->value[1];
		cause->detail = event->value[2];
		return event->value[0] == MMIO_READ || cause->write;
	case EVENT_PAGE_FAULT:
		cause->detail = event->value[0] >> PAGE_AREA_SHIFT;
		return true;
	default:
		return false;
	}
}

static size_t hash(const struct cause *cause)
{
	uint64_t mixed = cause->detail * 0x9E3779B97F4A7C15 + cause->phase;

	mixed = mixed * 31 + cause->reason;
	mixed = (mixed * 8 + cause->kind) * 16 + cause->width * 2U + cause->write;
	return (size_t)((mixed * 0x9E3779B97F4A7C15) >> 32) % CAUSES_ROOM;
}

static bool is_same(const struct cause *a, const struct cause *b)
{
	return a->detail == b->detail && a->phase == b->phase && a->reason == b->reason &&
	       a->kind == b->kind && a->write == b->write && a->width == b->width;
}

static void add(struct causes *causes, const struct cause *cause, uint64_t count)
{
	size_t at = hash(cause);

	while (causes->all[at].count && !is_same(&causes->all[at], cause))
		at = (at + 1) % CAUSES_ROOM;
	if (!causes->all[at].count && causes->used == CAUSES_ROOM / 2) {
		causes->others += count;
		return;
	}
	if (!causes->all[at].count) {
		causes->used++;
		causes->all[at] = *cause;
		causes->all[at].count = 0;
	}
	causes->all[at].count += count;
}

void causes_count(struct causes *causes, const struct event *event)
{
	struct cause cause = { .phase = causes->phase, .kind = (uint8_t)event->kind };

	if (describe(&cause, event))
		add(causes, &cause, 1);
}

void causes_next(struct causes *causes)
{
	causes->phase++;
}

void causes_join(struct causes *causes)
{
	causes->phase--;
}

void causes_restart(struct causes *causes)
{
	static struct causes old;

	old = *causes;
	memset(causes, 0, sizeof(*causes));
	causes->phase = 1;
	for (size_t i = 0; i < CAUSES_ROOM; i++) {
		struct cause *cause = &old.all[i];

		if (!cause->count || cause->phase + 1 != old.phase)
			continue;
		cause->phase = 0;
		add(causes, cause, cause->count);
	}
}

/* By phase, then the most frequent first; the rest only so that the order is defined */
static int in_order(const void *left, const void *right)
{
	const struct cause *a = left, *b = right;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	if (a->kind != b->kind)
		return a->kind - b->kind;
	if (a->detail != b->detail)
		return a->detail > b->detail ? 1 : -1;
	if (a->reason != b->reason)
		return a->reason > b->reason ? 1 : -1;
	return (a->write - b->write) * 16 + a->width - b->width;
}

static void print(const struct cause *cause, uint32_t vendor, const char *name, FILE *out)
{
	const unsigned long long detail = cause->detail;
	const char *access = cause->write ? "write" : "read";

	fprintf(out, "%-15s %9llu  ", name, (unsigned long long)cause->count);
	switch ((enum event_kind)cause->kind) {
	case EVENT_EXIT:
		fprintf(out, "exit %s at RIP 0x%llx\n", exit_reason_word(vendor, cause->reason),
			detail);
		break;
	case EVENT_PIO:
		fprintf(out, "port 0x%04llx %s, %u bytes\n", detail, access, cause->width);
		break;
	case EVENT_MSR:
		fprintf(out, "MSR 0x%08llx %s\n", detail, access);
		break;
	case EVENT_MMIO:
		fprintf(out, "device 0x%llx %s, %u bytes\n", detail, access, cause->width);
		break;
	default:
		fprintf(out, "page fault in 0x%llx, 2 MiB\n", detail << PAGE_AREA_SHIFT);
	}
}

void causes_print(struct causes *causes, uint32_t vendor, uint32_t phase, const char *name,
		  FILE *out)
{
	static struct cause found[CAUSES_ROOM / 2];
	size_t count = 0;

	for (size_t i = 0; i < CAUSES_ROOM; i++)
		if (causes->all[i].count && causes->all[i].phase == phase)
			found[count++] = causes->all[i];
	qsort(found, count, sizeof(found[0]), in_order);
	for (size_t i = 0; i < count; i++)
		print(&found[i], vendor, name, out);
}

void causes_print_others(const struct causes *causes, FILE *out)
{
	if (causes->others)
		fprintf(out, "%-15s %9llu  in phases and causes that the table has no room for\n",
			"other", (unsigned long long)causes->others);
}
