/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers of the boot protocols that C and NASM share; integer macros only.
 */
#ifndef FIRMWARE_PROTOCOLS_H
#define FIRMWARE_PROTOCOLS_H

/* Multiboot Specification 0.6.96: "Header layout", "Machine state" */
#define MULTIBOOT1_HEADER_MAGIC 0x1BADB002
#define MULTIBOOT1_HEADER_FLAGS 0x00010003 /* align modules, give memory, has addresses */
#define BOOT_MAGIC_MULTIBOOT1   0x2BADB002

/* Multiboot2 Specification: "Header magic fields", "Machine state" */
#define MULTIBOOT2_HEADER_MAGIC      0xE85250D6
#define MULTIBOOT2_ARCHITECTURE_I386 0
#define MULTIBOOT2_TAG_END           0
#define MULTIBOOT2_TAG_CONSOLE       4 /* flags */
#define MULTIBOOT2_TAG_FRAMEBUFFER   5
#define MULTIBOOT2_TAG_OPTIONAL      1 /* a loader may ignore it */
#define MULTIBOOT2_CONSOLE_TEXT      2 /* EGA text is supported */
#define BOOT_MAGIC_MULTIBOOT2        0x36D76289

/* Xen: "x86/HVM direct boot ABI" */
#define XEN_ELFNOTE_PHYS32_ENTRY 18
#define BOOT_MAGIC_PVH           0x336EC578 /* of the start info */

#endif
