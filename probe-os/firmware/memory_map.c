// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory as the boot loader describes it.
 */
#include "firmware/memory_map.h"
#include "hw/registers.h"

static struct range range_of(uint64_t start, uint64_t size)
{
	return (struct range){ start, size > UINT64_MAX - start ? UINT64_MAX : start + size };
}

static uint64_t size_of(struct range range)
{
	return range.end - range.start;
}

/* The next one, or the smallest of all where there is no next one */
static struct range *place_for_available(struct memory_map *map)
{
	struct range *smallest = &map->available[0];

	if (map->available_count < MEMORY_AVAILABLE_MAX)
		return &map->available[map->available_count++];
	for (size_t i = 1; i < MEMORY_AVAILABLE_MAX; i++)
		if (size_of(map->available[i]) < size_of(*smallest))
			smallest = &map->available[i];
	return smallest;
}

void memory_add_available(struct memory_map *map, uint64_t start, uint64_t size)
{
	const struct range range = range_of(start, size);
	struct range *place;

	if (size == 0)
		return;
	map->kib += size_of(range) / 1024;
	place = place_for_available(map);
	if (size_of(range) > size_of(*place))
		*place = range;
}

void memory_add_reserved(struct memory_map *map, uint64_t start, uint64_t size)
{
	if (size == 0)
		return;
	if (map->reserved_count < MEMORY_RESERVED_MAX)
		map->reserved[map->reserved_count++] = range_of(start, size);
	else
		map->none_free = true;
}

void memory_add_piece(struct memory_map *map, uint64_t start, uint64_t size, uint32_t type)
{
	if (map->piece_count < MEMORY_PIECES_MAX)
		map->pieces[map->piece_count++] = (struct memory_piece){ start, size, type };
	else
		map->pieces_cut = true;
}

uint64_t memory_kib(const struct memory_map *map)
{
	return map->kib;
}

bool memory_has_available(const struct memory_map *map, uint64_t start, uint64_t size)
{
	const struct range range = range_of(start, size);

	for (size_t i = 0; i < map->available_count; i++)
		if (map->available[i].start < range.end && range.start < map->available[i].end)
			return true;
	return false;
}

static uint64_t max(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static uint64_t min(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* The first reserved range that ends above start, or NULL */
static const struct range *next_reserved(const struct memory_map *map, uint64_t start)
{
	const struct range *next = NULL;

	for (size_t i = 0; i < map->reserved_count; i++) {
		const struct range *r = &map->reserved[i];

		if (r->end > start && (!next || r->start < next->start))
			next = r;
	}
	return next;
}

static struct range whole_pages(uint64_t start, uint64_t end)
{
	struct range pages = {
		(start + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1),
		end & ~(uint64_t)(PAGE_SIZE - 1),
	};

	return pages.start < pages.end ? pages : (struct range){ 0, 0 };
}

static struct range larger(struct range a, struct range b)
{
	return size_of(b) > size_of(a) ? b : a;
}

static struct range largest_free(const struct memory_map *map, struct range within)
{
	struct range best = { 0, 0 };

	for (size_t i = 0; i < map->available_count && !map->none_free; i++) {
		uint64_t at = max(map->available[i].start, within.start);
		uint64_t end = min(map->available[i].end, within.end);

		while (at < end) {
			const struct range *reserved = next_reserved(map, at);
			uint64_t until = reserved ? min(reserved->start, end) : end;

			if (until > at)
				best = larger(best, whole_pages(at, until));
			at = reserved ? reserved->end : end;
		}
	}
	return best;
}

/* Starts on a large page if possible, so that the host can back it with one. */
struct range memory_pick(const struct memory_map *map, struct range within, uint64_t wanted)
{
	struct range free = largest_free(map, within);
	uint64_t size = free.end - free.start;
	uint64_t start, aligned;

	wanted &= ~(uint64_t)(PAGE_SIZE - 1);
	if (wanted >= size)
		return free;
	start = free.start + ((size - wanted) / 2 & ~(uint64_t)(PAGE_SIZE - 1));
	aligned = start & ~(uint64_t)(LARGE_PAGE_SIZE - 1);
	if (aligned >= free.start)
		start = aligned;
	return (struct range){ start, start + wanted };
}
