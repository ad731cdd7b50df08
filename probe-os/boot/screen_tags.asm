; SPDX-License-Identifier: GPL-2.0-only
; Asks a boot loader for a screen: pixels, or text where the machine has it.

%include "constants.inc"

; Multiboot 2: "Console header tags". No size is preferred: a change of the mode costs exits.
section .headers.tags align=8
console_flags:
	dw	MULTIBOOT2_TAG_CONSOLE, MULTIBOOT2_TAG_OPTIONAL
	dd	console_flags_end - console_flags
	dd	MULTIBOOT2_CONSOLE_TEXT
console_flags_end:
	align	8, db 0
framebuffer:
	dw	MULTIBOOT2_TAG_FRAMEBUFFER, MULTIBOOT2_TAG_OPTIONAL
	dd	framebuffer_end - framebuffer
	dd	0, 0, 0			; width, height, depth
framebuffer_end:
	align	8, db 0
