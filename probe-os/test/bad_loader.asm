; SPDX-License-Identifier: GPL-2.0-only
; A boot loader that passes wrong data: it starts the probe, which QEMU has put into
; memory, with EAX and EBX from the start of a blob written by the test. EBX points into
; memory that the test has also written. If the blob gives a time, the HPET sends an NMI.

	bits 32
	org 0x1000000

%define BLOB        0x2000000	; EAX, EBX, entry point, delay of the NMI in 10 ns
%define IO_APIC     0xFEC00000
%define HPET        0xFED00000
%define HPET_ROUTE  2		; an interrupt that timer 0 can use on any machine
%define MAGIC       0x1BADB002
%define FLAGS       0x10000	; the addresses are in this header

header:
	dd	MAGIC, FLAGS, -(MAGIC + FLAGS)
	dd	header, header, 0, 0, start

start:
	mov	ecx, [BLOB + 12]
	jecxz	.go
	mov	dword [IO_APIC], 0x11 + 2 * HPET_ROUTE
	mov	dword [IO_APIC + 0x10], 0	; to the first CPU
	mov	dword [IO_APIC], 0x10 + 2 * HPET_ROUTE
	mov	dword [IO_APIC + 0x10], 4 << 8	; as NMI
	mov	dword [HPET + 0x10], 0
	mov	dword [HPET + 0xF0], 0
	mov	dword [HPET + 0xF4], 0
	mov	dword [HPET + 0x100], HPET_ROUTE << 9 | 1 << 2
	mov	[HPET + 0x108], ecx
	mov	dword [HPET + 0x10C], 0
	mov	dword [HPET + 0x10], 1
.go:
	mov	eax, [BLOB]
	mov	ebx, [BLOB + 4]
	jmp	dword [BLOB + 8]
