// SPDX-License-Identifier: GPL-2.0-only
/*
 * PC16550D: "Register Summary".
 */
#include "hw/instructions.h"
#include "hw/registers.h"
#include "hw/serial.h"
#include "lib/patience.h"

#define SCRATCH_PATTERN 0x5A

static bool present, stands_still;
static uint32_t fifo_size; /* bytes that a ready port accepts */
static uint32_t fifo_free;
static struct patience patience;

bool serial_init(uint64_t tsc_khz)
{
	patience.khz = tsc_khz;
	outb(COM1 + UART_SCR, SCRATCH_PATTERN);
	present = inb(COM1 + UART_SCR) == SCRATCH_PATTERN;
	if (!present)
		return false;
	outb(COM1 + UART_IER, 0);
	outb(COM1 + UART_LCR, UART_LCR_DLAB);
	outb(COM1 + UART_DLL, UART_DIVISOR_115200);
	outb(COM1 + UART_DLM, 0);
	outb(COM1 + UART_LCR, UART_LCR_8N1);
	outb(COM1 + UART_FCR, UART_FCR_ENABLE);
	outb(COM1 + UART_MCR, UART_MCR_DTR_RTS);
	fifo_size = (inb(COM1 + UART_IIR) & UART_IIR_FIFO) == UART_IIR_FIFO ? UART_FIFO_SIZE : 1;
	return true;
}

/* The FIFO is empty then, and takes as many bytes as it has room for. */
static void wait_until_ready(void)
{
	bool ready;

	patience_begin(&patience, rdtsc());
	do {
		ready = inb(COM1 + UART_LSR) & UART_LSR_THRE;
		cpu_relax();
	} while (!ready && patience_lasts(&patience, rdtsc()));
	patience_end(&patience, rdtsc());
	stands_still = !ready;
	fifo_free = fifo_size;
}

void serial_put(char character)
{
	if (present && !stands_still && fifo_free == 0)
		wait_until_ready();
	if (!present || stands_still)
		return;
	fifo_free--;
	outb(COM1, (uint8_t)character);
}

bool serial_stands_still(void)
{
	return stands_still;
}

uint64_t serial_waited(void)
{
	return patience.waited / 1000;
}
