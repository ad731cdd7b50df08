// SPDX-License-Identifier: GPL-2.0-only
/*
 * PC16550D: "Register Summary".
 */
#include <stdbool.h>
#include <stdint.h>

#include "hw/instructions.h"
#include "hw/registers.h"
#include "hw/serial.h"

#define SCRATCH_PATTERN 0x5A

static bool present;
static uint32_t fifo_size; /* bytes that a ready port accepts */
static uint32_t fifo_free;

void serial_init(void)
{
	outb(COM1 + UART_SCR, SCRATCH_PATTERN);
	present = inb(COM1 + UART_SCR) == SCRATCH_PATTERN;
	if (!present)
		return;
	outb(COM1 + UART_IER, 0);
	outb(COM1 + UART_LCR, UART_LCR_DLAB);
	outb(COM1 + UART_DLL, UART_DIVISOR_115200);
	outb(COM1 + UART_DLM, 0);
	outb(COM1 + UART_LCR, UART_LCR_8N1);
	outb(COM1 + UART_FCR, UART_FCR_ENABLE);
	outb(COM1 + UART_MCR, UART_MCR_DTR_RTS);
	fifo_size = (inb(COM1 + UART_IIR) & UART_IIR_FIFO) == UART_IIR_FIFO ? UART_FIFO_SIZE : 1;
}

static void wait_until_ready(void)
{
	uint32_t polls = SERIAL_POLLS;

	while (!(inb(COM1 + UART_LSR) & UART_LSR_THRE))
		if (--polls == 0) {
			present = false;
			return;
		}
	fifo_free = fifo_size;
}

void serial_put(char character)
{
	if (present && fifo_free == 0)
		wait_until_ready();
	if (!present)
		return;
	fifo_free--;
	outb(COM1, (uint8_t)character);
}
