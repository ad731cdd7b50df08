; SPDX-License-Identifier: GPL-2.0-only
; The Linux/x86 Boot Protocol: "64-bit Boot Protocol", the state at entry.

%include "constants.inc"

default rel

LINUX_CODE	equ 0x10	; selectors __BOOT_CS and __BOOT_DS
LINUX_DATA	equ 0x18

global linux_enter

section .text
bits 64

; void linux_enter(uint64_t entry, const struct linux_params *params)
; RDI: entry. RSI: params, where the kernel expects them. Does not return.
linux_enter:
	cli
	lgdt	[gdt_pointer]
	mov	eax, LINUX_DATA
	mov	ds, eax
	mov	es, eax
	mov	ss, eax
	push	LINUX_CODE
	push	rdi
	o64 retf

section .data align=8
gdt:
	dq	0, 0
	dw	0xFFFF, 0
	db	0, GDT_ACCESS_CODE, GDT_FLAGS_CODE64, 0
	dw	0xFFFF, 0
	db	0, GDT_ACCESS_DATA, GDT_FLAGS_DATA, 0
gdt_pointer:
	dw	$ - gdt - 1
	dq	gdt
