; SPDX-License-Identifier: GPL-2.0-only
; The guest as a hypervisor, and its nested guest: one round of the nested guest is
; known work that ends with a CPUID. Included by guest.asm.

%include "nested.inc"

; The nested guest shares all memory with its hypervisor; modifies eax, ebx, ecx, edx
nested_guest:
	mov al, 0xff
	times NESTED_PORTS out PORT_KERNEL, al
	times NESTED_VMM out PORT_VMM, al
	mov ecx, MSR_MCG_STATUS
	xor eax, eax
	xor edx, edx
	times NESTED_MSRS wrmsr
	cpuid
	jmp nested_guest
CPUID_SIZE equ 2

; Both begin with a hypercall of the hypervisor itself, and leave the last exit in
; EAX and the missing rounds in EBX. GIF stays clear after VMRUN, as this guest has
; no interrupts.
op_vmrun:
	mov eax, KVM_HYPERCALL
	vmmcall
	mov edi, [esi + OP_A]
	mov dword [edi + VMCB_RIP], nested_guest
.again:
	mov eax, edi
	vmrun
	mov eax, [edi + VMCB_EXIT_CODE]
	mov [esi + OP_EAX], eax
	cmp eax, SVM_CPUID
	jne .end
	add dword [edi + VMCB_RIP], CPUID_SIZE
	dec ebp
	jnz .again
.end:
	mov [esi + OP_EBX], ebp
	jmp done

; vmcs_write FIELD, VALUE: modifies eax, ebx
%macro vmcs_write 2
	mov eax, %1
	mov ebx, %2
	vmwrite eax, ebx
%endmacro

; vmcs_read FIELD: to ebx; modifies eax
%macro vmcs_read 1
	mov eax, %1
	vmread ebx, eax
%endmacro

; At A: pairs of field and value, up to a field 0.
op_vmxon:
	mov ecx, MSR_VMX_BASIC
	rdmsr
	and eax, 0x7fffffff
	mov [NESTED_HOST], eax
	mov [NESTED_CONTROL], eax
	vmxon [vmxon_region]
	vmclear [vmcs]
	vmptrld [vmcs]
	vmcs_write VMCS_HOST_RIP, op_vmlaunch.exit
	mov edi, [esi + OP_A]
.again:
	vmcs_write [edi], [edi + 4]
	add edi, 8
	cmp dword [edi], 0
	jne .again
	jmp done

; A VM entry that fails leaves its error in ECX.
op_vmlaunch:
	mov eax, KVM_HYPERCALL
	vmcall
	vmclear [vmcs]
	vmptrld [vmcs]
	vmcs_write VMCS_RIP, nested_guest
	vmlaunch
.failed:
	vmcs_read VMCS_ERROR
	mov [esi + OP_ECX], ebx
	jmp .end
.exit:
	vmcs_read VMCS_REASON
	mov [esi + OP_EAX], ebx
	cmp ebx, VMX_CPUID
	jne .end
	vmcs_read VMCS_RIP
	add ebx, CPUID_SIZE
	vmwrite eax, ebx
	dec ebp
	jz .end
	vmresume
	jmp .failed
.end:
	mov [esi + OP_EBX], ebp
	jmp done

	align 8
vmcs:
	dq NESTED_CONTROL
vmxon_region:
	dq NESTED_HOST
