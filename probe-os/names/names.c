// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stub.
 */
#include <stddef.h>

#include "names/names.h"

const char *cause_name(uint32_t kind, uint64_t detail, uint32_t access)
{
	(void)access;
	return kind == 1 && detail == 0xCF8 ? "PCI config address" : NULL;
}
