/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The page tables that entry.asm builds: an identity map of large pages.
 */
#ifndef HW_PAGING_H
#define HW_PAGING_H

#include <stdint.h>

#include "hw/registers.h"

/* The entry of the large page at an address below MAPPED_GIB; SDM: "4-Level Paging" */
static inline volatile uint64_t *paging_entry(uint64_t address)
{
	extern volatile uint64_t page_directories[];

	return page_directories + address / LARGE_PAGE_SIZE;
}

#endif
