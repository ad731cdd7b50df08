; SPDX-License-Identifier: GPL-2.0-only
; Errors before C can run: a CPU without long mode, and an NMI.

%include "constants.inc"

global no_long_mode, early_nmi

section .text
bits 32

; An NMI before the kernel has its own IDT comes here in both modes. The code below
; works in 32-bit and 64-bit mode: it avoids INC, whose one-byte form is a REX prefix in
; the latter.
; Modifies: all.
early_nmi:
	mov	ebx, nmi
	mov	edi, nmi_end
	jmp	short end_early

no_long_mode:
	mov	ebx, without_long_mode
	mov	edi, without_long_mode_end

; Writes one line, EBX to EDI, to COM1, which firmware or loader may have left in any
; state, then the error status. The command line is not read, so the port of
; isa-debug-exit is always written.
end_early:
	mov	esi, serial_setup
.setup:
	movzx	edx, word [esi]
	mov	al, [esi + 2]
	out	dx, al
	add	esi, 3
	cmp	esi, serial_setup_end
	jb	.setup

.character:
	rdtsc
	mov	ecx, edx
.ready:
	mov	edx, COM1 + UART_LSR
	in	al, dx
	test	al, UART_LSR_THRE
	jnz	.send
	rdtsc
	sub	edx, ecx
	cmp	edx, SERIAL_PATIENCE
	jb	.ready
	jmp	.status
.send:
	mov	al, [ebx]
	mov	edx, COM1
	out	dx, al
	add	ebx, 1
	cmp	ebx, edi
	jb	.character

.status:
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

without_long_mode:
	db	13, 10, "error: this CPU has no long mode", 13, 10
without_long_mode_end:
nmi:
	db	13, 10, "error: an NMI came before there was an IDT", 13, 10
nmi_end:
