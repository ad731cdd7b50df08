// SPDX-License-Identifier: GPL-2.0-only
/*
 * Strings of boot loaders, which may lack a terminator.
 */
#include "firmware/phys.h"
#include "lib/text.h"

void phys_string(uint64_t address, char *to, size_t size)
{
	struct text text = text_in(to, size);
	const char *c;

	while (!text.cut && (c = phys_at(address++, 1)) && *c)
		text_char(&text, *c);
}
