; SPDX-License-Identifier: GPL-2.0-only
; A kernel that is no part of the project, but for its marks: multiboot 1, 32 bits.
%include "exit_probe_mark.inc"

MAGIC	equ 0x1BADB002
WRITES	equ 40

section .text
	align	4
	dd	MAGIC, 0, -MAGIC

extern kmain
global _start
_start:
	EXIT_PROBE_MARK 0

	; Phase 1: ports
	mov	esi, WRITES
.write:
	out	0x80, al
	dec	esi
	jnz	.write
	EXIT_PROBE_MARK 1

	mov	esp, stack
	jmp	kmain

section .bss
	align	16
	resb	2048
stack:
