; SPDX-License-Identifier: GPL-2.0-only
; Ends on a CPU without long mode, where none of the 64-bit C can run.

%include "constants.inc"

global no_long_mode

section .text
bits 32

; One line on COM1, which firmware or loader may have left in any state, then
; the error status. The command line is not read: the port of isa-debug-exit is
; written on every machine that gets here.
; Modifies: all.
no_long_mode:
	mov	esi, serial_setup
.setup:
	movzx	edx, word [esi]
	mov	al, [esi + 2]
	out	dx, al
	add	esi, 3
	cmp	esi, serial_setup_end
	jb	.setup

	mov	esi, message
.character:
	mov	ecx, SERIAL_POLLS
.ready:
	mov	edx, COM1 + UART_LSR
	in	al, dx
	test	al, UART_LSR_THRE
	jnz	.send
	loop	.ready
.send:
	mov	al, [esi]
	mov	edx, COM1
	out	dx, al
	inc	esi
	cmp	esi, message_end
	jb	.character

	mov	al, EXIT_STATUS_ERROR
	out	DEBUG_EXIT_PORT, al
.halt:
	cli
	hlt
	jmp	.halt

section .rodata
%macro uart 2
	dw	COM1 + %1
	db	%2
%endmacro
serial_setup:
	uart	UART_IER, 0
	uart	UART_LCR, UART_LCR_DLAB
	uart	UART_DLL, UART_DIVISOR_115200
	uart	UART_DLM, 0
	uart	UART_LCR, UART_LCR_8N1
serial_setup_end:

message:
	db	13, 10, "error: this CPU has no long mode", 13, 10
message_end:
