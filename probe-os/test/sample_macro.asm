; SPDX-License-Identifier: GPL-2.0-only
; The macro of the first samples in a program: each CPUID is a call of answer().

%include "constants.inc"
%macro cpuid 0
	call	ask
%endmacro
%include "sample.inc"

extern answer
global take_first_sample, sample_phase

bits 64
section .text

; void take_first_sample(void)
take_first_sample:
	push	rbx
	push	rbp
	sample	entry
	pop	rbp
	pop	rbx
	ret

; void answer(uint32_t leaf, uint32_t item, struct cpuid *registers), as CPUID is called;
; the macro has no values in RSI, RDI and R8 to R11.
; Modifies: EAX, EBX, ECX, EDX and what a call does.
ask:
	push	rbp
	mov	rbp, rsp
	sub	rsp, SAMPLE_READ_SIZE
	and	rsp, -16
	mov	edi, eax
	mov	esi, ecx
	mov	rdx, rsp
	call	answer
	mov	eax, [rsp + SAMPLE_READ_EAX]
	mov	ebx, [rsp + SAMPLE_READ_EBX]
	mov	ecx, [rsp + SAMPLE_READ_ECX]
	mov	edx, [rsp + SAMPLE_READ_EDX]
	leave
	ret

section .data
sample_phase:
	dd	0

section .note.GNU-stack noalloc noexec nowrite progbits
