; SPDX-License-Identifier: GPL-2.0-only
; The headers by which boot loaders recognise the image, one per protocol.

%include "constants.inc"

extern entry, pvh_entry, image_start, data_end, image_end
extern multiboot2_length, multiboot2_checksum
global multiboot2_magic

; Multiboot 1: OS image format, "Header layout". It has its own section, so that a
; variant of the image can omit it. crosvm knows multiboot only by the addresses.
section .multiboot1 align=8
multiboot1_header:
	dd	MULTIBOOT1_HEADER_MAGIC
	dd	MULTIBOOT1_HEADER_FLAGS
	dd	-(MULTIBOOT1_HEADER_MAGIC + MULTIBOOT1_HEADER_FLAGS)
	dd	multiboot1_header, image_start, data_end, image_end, entry

; Multiboot 2: "Layout of Multiboot2 header". The address and the entry point come from the
; ELF headers. link.ld places the tags of a variant of the image before the end tag, and
; knows the length.
multiboot2_magic equ MULTIBOOT2_HEADER_MAGIC
section .headers align=8
	dd	MULTIBOOT2_HEADER_MAGIC
	dd	MULTIBOOT2_ARCHITECTURE_I386
	dd	multiboot2_length
	dd	multiboot2_checksum
section .headers.end align=8
	dw	MULTIBOOT2_TAG_END, 0
	dd	8

; PVH: an ELF note with the 32-bit entry point
section .note.pvh note alloc noexec nowrite align=4
	dd	pvh_name_end - pvh_name
	dd	pvh_desc_end - pvh_desc
	dd	XEN_ELFNOTE_PHYS32_ENTRY
pvh_name:
	db	"Xen", 0
pvh_name_end:
pvh_desc:
	dd	pvh_entry
pvh_desc_end:
