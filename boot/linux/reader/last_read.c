// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each character is one write to a port; QEMU's serial port takes them as fast
 * as they come. Linux lets no program turn interrupts off.
 */
#include <sys/io.h>

#include "exit_probe_abi.h"
#include "hw/registers.h"
#include "last_read.h"
#include "lib/text.h"

/* <sys/io.h> has port functions of its own, with the operands turned round. */
#define RESET_PORT 0xCF9
#define RESET_HARD 0x06

static void read_exits(uint64_t *exits)
{
	uint32_t eax, ebx, ecx = EXIT_PROBE_TOTALS_EXITS, edx;

	asm volatile("cpuid"
		     : "=a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx)
		     : "a"(EXIT_PROBE_LEAF_TOTALS)
		     : "memory");
	*exits = (uint64_t)ebx << 32 | eax;
}

void last_read_and_reset(void)
{
	char line[LAST_READ_EXITS];
	struct text text;
	uint64_t exits;

	if (iopl(3) < 0)
		return;
	/* Once in vain, so that no page has to be found behind the read */
	for (int i = 0; i < 2; i++) {
		text = text_in(line, sizeof(line));
		read_exits(&exits);
		text_string(&text, "final=");
		text_hex(&text, exits, 16);
		text_char(&text, '\n');
	}
	for (size_t i = 0; i < text.length; i++)
		outb((unsigned char)line[i], COM1);
	outb(RESET_HARD, RESET_PORT);
	for (;;)
		;
}
