; SPDX-License-Identifier: GPL-2.0-only
; One stub per interrupt vector, and the common way into C and back.

%include "constants.inc"

extern interrupt
global vector_stubs

section .text
bits 64

; Stub of one vector. The code below makes the stack look the same with and without an
; error code.
%macro stub 1
%%start:
	push	%1
	%if %1 >= VECTORS_EXCEPTIONS || !(VECTORS_ERROR_CODE >> %1 & 1)
	jmp	near enter_without_error_code
	%else
	jmp	near enter
	%endif
	align	VECTOR_STUB_SIZE, int3
	%if $ - %%start != VECTOR_STUB_SIZE
	%error stub of vector %1 is larger than VECTOR_STUB_SIZE
	%endif
%endmacro

align VECTOR_STUB_SIZE
vector_stubs:
%assign vector 0
%rep VECTORS
	stub	vector
	%assign vector vector + 1
%endrep

; void interrupt(struct interrupt_frame *frame)
; On the stack, lowest first: R11 to RAX, vector, error code, RIP, CS, RFLAGS,
; RSP, SS. Preserves all registers; C is built without vector instructions.
enter_without_error_code:
	push	qword [rsp]		; the vector; its old place is for the code
	mov	qword [rsp + 8], 0
enter:
	push	rax
	push	rcx
	push	rdx
	push	rsi
	push	rdi
	push	r8
	push	r9
	push	r10
	push	r11
	cld
	mov	rdi, rsp
	call	interrupt		; with 16 words pushed, so aligned
	pop	r11
	pop	r10
	pop	r9
	pop	r8
	pop	rdi
	pop	rsi
	pop	rdx
	pop	rcx
	pop	rax
	add	rsp, 16			; vector and error code
	iretq
