; SPDX-License-Identifier: GPL-2.0-only
; From the boot loader's 32-bit protected mode to C in long mode.

%include "constants.inc"
%include "sample.inc"

default rel

extern image_start, bss_start, bss_end
extern kmain
extern ap_main, ap_number, ap_stack
extern no_long_mode
extern early_nmi_low, early_nmi_high
global entry, pvh_entry
global cpu_features, sample_phase
global ap_trampoline, ap_trampoline_size
global page_directories


; enter_long_mode TARGET: SDM, "Initializing IA-32e Mode". The old values of the
; registers are not needed, and reading them could exit. The GDT is the early one.
; Modifies: EAX, ECX, EDX.
%macro enter_long_mode 1
	mov	eax, page_map
	mov	cr3, eax
	mov	eax, CR4_PAE
	mov	cr4, eax
	mov	ecx, MSR_EFER
	mov	eax, EFER_LME
	xor	edx, edx
	wrmsr
	mov	eax, CR0_PE | CR0_ET | CR0_NE | CR0_PG
	mov	cr0, eax
	jmp	SELECTOR_CODE:%1
%endmacro

; In the same page as the first samples: the fetch of the first instruction maps it,
; so that storing a sample does not exit.
section .entry.text exec nowrite align=16
bits 32

; PVH: EBX = start info. Multiboot: EAX = magic, EBX = information.
pvh_entry:
	mov	eax, BOOT_MAGIC_PVH
entry:
	mov	esi, eax		; kept until kmain(): magic
	mov	edi, ebx		; kept until kmain(): information
	lgdt	[early_gdt_pointer]	; for an NMI
	lidt	[early_idt_pointer]
	mov	esp, stack_top
	sample	entry

; Queries all CPU features here, so that no later phase needs CPUID for them.
check_cpu:
	mov	eax, CPUID_EXTENDED
	cpuid
	cmp	eax, CPUID_EXTENDED_FEATURES
	jb	no_long_mode
	mov	eax, CPUID_EXTENDED_FEATURES
	cpuid
	test	edx, CPUID_EXTENDED_EDX_LM
	jz	no_long_mode
	mov	eax, CPUID_FEATURES
	cpuid
	mov	[cpu_features], ecx
	mov	[cpu_features + 4], edx

; Asks a host that counts for the phase that runs: this sample ends it, and each later one the
; next. A host of an earlier ABI does not know the item. If the VM has booted before, that phase
; began then, and so is part of what was before the first sample.
ask_phase:
	cmp	dword [samples_early + SAMPLE_TOTAL + (EXIT_PROBE_TOTALS_LATCHED - \
		SAMPLE_TOTAL_FIRST) * SAMPLE_READ_SIZE], 0
	je	.asked
	mov	eax, EXIT_PROBE_LEAF_INFO
	mov	ecx, EXIT_PROBE_INFO_CAUSES
	cpuid
	inc	edx			; EXIT_PROBE_UNDEFINED
	jz	.asked
	mov	[PHASE_AT], bl
	cmp	bl, 1
	jbe	.asked
	mov	[samples_early + SAMPLE_PHASE], bl
.asked:
	sample	cpu

; A page that the host wrote but the guest never touched faults once in the nested
; page tables. All of these exits occur here.
touch_image:
	mov	eax, image_start
.page:
	or	byte [eax], 0
	add	eax, PAGE_SIZE
	cmp	eax, bss_end
	jb	.page
	sample	image

; Identity map of the low 4 GiB with 2 MiB pages.
build_page_tables:
	mov	eax, PAGE_PRESENT | PAGE_WRITABLE | PAGE_LARGE
	xor	ecx, ecx
.large_page:
	mov	[page_directories + ecx * 8], eax
	mov	dword [page_directories + ecx * 8 + 4], 0
	add	eax, LARGE_PAGE_SIZE
	inc	ecx
	cmp	ecx, MAPPED_GIB * PAGE_TABLE_ENTRIES
	jb	.large_page

	mov	eax, page_directories + (PAGE_PRESENT | PAGE_WRITABLE)
	xor	ecx, ecx
.gib:
	mov	[page_directory_pointers + ecx * 8], eax
	add	eax, PAGE_SIZE
	inc	ecx
	cmp	ecx, MAPPED_GIB
	jb	.gib
	mov	dword [page_map], page_directory_pointers + \
		(PAGE_PRESENT | PAGE_WRITABLE)
	sample	paging

	enter_long_mode start64

bits 64
start64:
	sample	long_mode

; void kmain(uint32_t magic, uint32_t information)
start_c:
	mov	eax, SELECTOR_DATA
	mov	ds, eax
	mov	es, eax
	mov	fs, eax
	mov	gs, eax
	mov	ss, eax
	mov	esp, stack_top
	mov	ebx, edi
	mov	edi, bss_start
	mov	ecx, bss_end
	sub	ecx, edi
	shr	ecx, 3
	xor	eax, eax
	cld
	rep stosq
	mov	edi, esi
	mov	esi, ebx
	xor	ebp, ebp
	call	kmain
	ud2

; Starts another CPU: the boot CPU copies this code to a page below 1 MiB, which SIPI
; makes CS. The boot CPU takes no sample while another CPU does.
section .text
bits 16
ap_trampoline:
	cli
	mov	ax, cs
	mov	ds, ax
	o32 lgdt [ap_gdt_pointer - ap_trampoline]
	mov	eax, CR0_PE | CR0_ET | CR0_NE
	mov	cr0, eax
	jmp	dword SELECTOR_CODE32:ap_protected
ap_gdt_pointer:
	dw	early_gdt_end - early_gdt - 1
	dd	early_gdt
ap_trampoline_end:
; const uint32_t ap_trampoline_size
ap_trampoline_size:
	dd	ap_trampoline_end - ap_trampoline

bits 32
ap_protected:
	mov	eax, SELECTOR_DATA
	mov	ds, eax
	mov	ss, eax
	cmp	dword [ap_number], 1
	jne	.sampled
	sample	ap_first
.sampled:
	enter_long_mode ap_start64

bits 64
; void ap_main(void)
ap_start64:
	mov	rsp, [ap_stack]
	xor	ebp, ebp
	call	ap_main
	ud2

; Only until gdt.c loads its own.
section .entry.data noexec write align=8
early_gdt:
	dq	0
	dw	0xFFFF, 0
	db	0, GDT_ACCESS_CODE, GDT_FLAGS_CODE64, 0
	dw	0xFFFF, 0
	db	0, GDT_ACCESS_DATA, GDT_FLAGS_DATA, 0
	dw	0xFFFF, 0
	db	0, GDT_ACCESS_CODE, GDT_FLAGS_CODE32, 0
early_gdt_end:
early_gdt_pointer:
	dw	early_gdt_end - early_gdt - 1
	dq	early_gdt

; An NMI may occur at any time: the gates for it, until idt.c loads its own. The gates
; of the two modes are at different places, so that one table serves both. SDM: "IDT
; Descriptors", "64-Bit Mode IDT".
early_idt:
	times VECTOR_NMI * 8 db 0
	dw	early_nmi_low, SELECTOR_CODE32
	db	0, GATE_INTERRUPT
	dw	early_nmi_high
	times VECTOR_NMI * 16 - ($ - early_idt) db 0
	dw	early_nmi_low, SELECTOR_CODE
	db	0, GATE_INTERRUPT
	dw	early_nmi_high
	dq	0
early_idt_end:
early_idt_pointer:
	dw	early_idt_end - early_idt - 1
	dq	early_idt

; uint32_t sample_phase: the number of the host's phase that the next sample ends, as the
; latching read tells it; 0: none is known
sample_phase:
	dd	0

; struct cpu_features
cpu_features:
	dd	0, 0

; Outside .bss, because start_c clears .bss while these are in use. link.ld places them
; on a page boundary: an aligned section would pad the file.
section .tables nobits alloc noexec write
page_map:
	resb	PAGE_SIZE
page_directory_pointers:
	resb	PAGE_SIZE
page_directories:
	resb	PAGE_SIZE * MAPPED_GIB
stack:
	resb	STACK_SIZE
stack_top:
