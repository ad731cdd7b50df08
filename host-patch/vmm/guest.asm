; SPDX-License-Identifier: GPL-2.0-only
; The guest of the small VMM: executes the list of operations at
; GUEST_OPS, exits to the VMM, and starts again when it is run again. Flat 32-bit
; code without stack and interrupts, and without paging unless a list needs it,
; so that it has no other exits.

%include "ops.inc"

	bits 32
	org GUEST_CODE

start:
	mov esi, GUEST_OPS
	jmp next

done:
	add esi, OP_SIZE
next:
	mov ebp, [esi + OP_COUNT]
	mov ebx, [esi + OP_KIND]
	jmp [kinds + ebx * 4]

; do_cpuid PREFIX: modifies eax, ebx, ecx, edx, ebp
%macro do_cpuid 1
	rdtsc
	mov [esi + OP_TSC], eax
	mov [esi + OP_TSC + 4], edx
	mov eax, [esi + OP_A]
	mov ecx, [esi + OP_C]
	mov ebx, STALE
	mov edx, STALE
	%1
	cpuid
	mov [esi + OP_EAX], eax
	mov [esi + OP_EBX], ebx
	mov [esi + OP_ECX], ecx
	mov [esi + OP_EDX], edx
%endmacro

; KVM emulates what follows these bytes.
%macro emulate 0
	ud2
	db "kvm"
%endmacro

%macro nothing 0
%endmacro

op_end:
	out PORT_END, al
	jmp start

op_cpuid:
	do_cpuid nothing
	dec ebp
	jnz op_cpuid
	jmp done

op_fep:
	do_cpuid emulate
	dec ebp
	jnz op_fep
	jmp done

op_out:
	mov edx, [esi + OP_A]
	mov al, 0xff
.again:
	out dx, al
	dec ebp
	jnz .again
	jmp done

op_wrmsr:
	mov ecx, [esi + OP_A]
	mov eax, [esi + OP_C]
	xor edx, edx
.again:
	wrmsr
	dec ebp
	jnz .again
	jmp done

op_touch:
	mov edi, [esi + OP_A]
.again:
	mov byte [edi], 1
	add edi, 0x1000
	dec ebp
	jnz .again
	jmp done

op_hlt:
	hlt
	dec ebp
	jnz op_hlt
	jmp done

op_timer:
	mov ecx, MSR_TSC_DEADLINE
.again:
	rdtsc
	add eax, [esi + OP_A]
	adc edx, 0
	wrmsr
	mov edi, eax
	mov ebx, edx
	add edi, [esi + OP_A]
	adc ebx, 0
.wait:
	rdtsc
	sub eax, edi
	sbb edx, ebx
	jc .wait
	dec ebp
	jnz .again
	jmp done

op_stamp:
	rdtsc
	mov [esi + OP_TSC], eax
	mov [esi + OP_TSC + 4], edx
	jmp done

op_in:
	mov edx, [esi + OP_A]
.again:
	in al, dx
	dec ebp
	jnz .again
	jmp done

op_out32:
	mov edx, [esi + OP_A]
	xor eax, eax
.again:
	out dx, eax
	dec ebp
	jnz .again
	jmp done

op_rdmsr:
	mov ecx, [esi + OP_A]
.again:
	rdmsr
	dec ebp
	jnz .again
	jmp done

op_read:
	mov edi, [esi + OP_A]
.again:
	mov eax, [edi]
	dec ebp
	jnz .again
	jmp done

op_write:
	mov edi, [esi + OP_A]
	xor eax, eax
.again:
	mov [edi], eax
	dec ebp
	jnz .again
	jmp done

; The result is in EAX.
%macro hypercalls 1
%%again:
	mov eax, [esi + OP_A]
	%1
	dec ebp
	jnz %%again
	jmp done
%endmacro

op_vmcall:
	hypercalls vmcall

op_vmmcall:
	hypercalls vmmcall

%include "nested.asm"

	align 4
kinds:
	dd op_end, op_cpuid, op_fep, op_out, op_wrmsr, op_touch, op_hlt, op_timer
	dd op_vmrun, op_vmxon, op_vmlaunch, op_stamp, op_in, op_out32, op_rdmsr
	dd op_read, op_write, op_vmcall, op_vmmcall
%if ($ - kinds) != OP_KINDS * 4
%error "one entry per kind of operation"
%endif

; place ADDRESS: the following code is there.
%macro place 1
	times %1 - GUEST_CODE - ($ - $$) int3
%endmacro

; cpuid_list BITS: executes the CPUIDs of the list at ESI, in code of that kind, and
; exits to the VMM. It uses KVM's emulator, as the emulated SVM does not accept a busy
; task when virtual-8086 mode accesses a port.
%macro cpuid_list 1
	bits %1
%%next:
	cmp dword [esi + OP_KIND], OP_END
	je %%end
	cmp dword [esi + OP_KIND], OP_FEP
	je %%emulated
	do_cpuid nothing
	jmp %%done
%%emulated:
	do_cpuid emulate
%%done:
	add esi, OP_SIZE
	jmp %%next
%%end:
	emulate
	out PORT_END, al
	jmp %%end
%endmacro

	place GUEST_ASK_REAL
	cpuid_list 16
	place GUEST_ASK_FLAT
	cpuid_list 32
	place GUEST_ASK_LONG
	cpuid_list 64
