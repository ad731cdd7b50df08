// SPDX-License-Identifier: GPL-2.0-only
/*
 * First touch of memory that neither the loader nor the boot has used: small pages at
 * the start of a free piece, large ones after them. And a page that the guest unmaps.
 */
#include "bench/bench.h"
#include "bench/operations.h"
#include "bench/prepare.h"
#include "hw/exiting.h"
#include "hw/paging.h"
#include "hw/registers.h"

#define SMALL (2 * LARGE_PAGE_SIZE)
#define LARGE ((16 + BENCH_WARM_UP) * LARGE_PAGE_SIZE)

static uint64_t next_small, next_large;

static void touch(uint64_t *next, uint64_t size)
{
	*(volatile char *)*next = 1;
	*next += size;
}

static const char *needs(uint64_t size)
{
	const struct range *fresh = &bench_fresh;

	next_small = (fresh->start + LARGE_PAGE_SIZE - 1) & ~(uint64_t)(LARGE_PAGE_SIZE - 1);
	next_large = next_small + SMALL;
	return next_small + size <= fresh->end ? NULL : "not enough memory is free";
}

const char *needs_small_pages(void)
{
	return needs(SMALL);
}

const char *needs_large_pages(void)
{
	return needs(SMALL + LARGE);
}

const char *needs_page_again(void)
{
	return needs(LARGE_PAGE_SIZE);
}

void op_touch_4k(void)
{
	touch(&next_small, PAGE_SIZE);
}

void op_touch_2m(void)
{
	touch(&next_large, LARGE_PAGE_SIZE);
}

/* Unmaps, touches, maps and touches the page again, in the guest's own page tables. */
void op_page_again(void)
{
	volatile uint64_t *entry = paging_entry(next_small);

	*entry &= ~(uint64_t)PAGE_PRESENT;
	invlpg(next_small);
	try_load(next_small);
	*entry |= PAGE_PRESENT;
	try_load(next_small);
}
