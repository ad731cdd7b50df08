/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The Linux/x86 Boot Protocol: "The Real-Mode Kernel Header", "Zero Page".
 */
#ifndef LINUX_BOOT_PROTOCOL_H
#define LINUX_BOOT_PROTOCOL_H

#include <stddef.h>
#include <stdint.h>

#define LINUX_BOOT_FLAG     0xAA55
#define LINUX_HEADER_MAGIC  0x53726448 /* "HdrS" */
#define LINUX_VERSION_MIN   0x020C     /* the first with the 64-bit entry */
#define LINUX_XLF_KERNEL_64 0x0001     /* has the 64-bit entry */
#define LINUX_LOADER_OTHER  0xFF       /* a loader without an assigned number */
#define LINUX_ENTRY_64      0x200      /* from the start of the kernel */
#define LINUX_SECTOR        512
#define LINUX_SECTORS_OLD   4 /* meaning of setup_sects 0 */
#define LINUX_E820_MAX      128
#define LINUX_CMDLINE_MAX   2047

struct linux_header {
	uint8_t setup_sects;
	uint8_t before_flag[12];
	uint16_t boot_flag;
	uint8_t jump, header_size; /* size of what follows */
	uint32_t header;
	uint16_t version;
	uint8_t before_loader[8];
	uint8_t type_of_loader, loadflags;
	uint8_t before_ramdisk[6];
	uint32_t ramdisk_image, ramdisk_size;
	uint8_t before_cmdline[8];
	uint32_t cmd_line_ptr, initrd_addr_max, kernel_alignment;
	uint8_t relocatable, min_alignment;
	uint16_t xloadflags;
	uint32_t cmdline_size;
	uint8_t before_pref_address[28];
	uint64_t pref_address;
	uint32_t init_size, handover_offset, kernel_info_offset;
} __attribute__((packed));

struct linux_e820 {
	uint64_t start, size;
	uint32_t type;
} __attribute__((packed));

/* The zero page; the unnamed parts stay 0. */
struct linux_params {
	uint8_t before_e820_entries[0x1E8];
	uint8_t e820_entries;
	uint8_t before_header[8];
	struct linux_header header;
	uint8_t before_e820[0x2D0 - 0x1F1 - sizeof(struct linux_header)];
	struct linux_e820 e820[LINUX_E820_MAX];
	uint8_t rest[0x1000 - 0x2D0 - LINUX_E820_MAX * sizeof(struct linux_e820)];
} __attribute__((packed));

#define LINUX_HEADER_AT offsetof(struct linux_params, header)
/* The header ends where its own size byte says, counted from the magic. */
#define LINUX_HEADER_MAGIC_AT offsetof(struct linux_header, header)

_Static_assert(LINUX_HEADER_AT == 0x1F1, "Zero Page");
_Static_assert(LINUX_HEADER_AT + LINUX_HEADER_MAGIC_AT == 0x202, "HdrS");
_Static_assert(LINUX_HEADER_AT + offsetof(struct linux_header, type_of_loader) == 0x210, "");
_Static_assert(LINUX_HEADER_AT + offsetof(struct linux_header, ramdisk_image) == 0x218, "");
_Static_assert(LINUX_HEADER_AT + offsetof(struct linux_header, cmd_line_ptr) == 0x228, "");
_Static_assert(LINUX_HEADER_AT + offsetof(struct linux_header, xloadflags) == 0x236, "");
_Static_assert(LINUX_HEADER_AT + offsetof(struct linux_header, pref_address) == 0x258, "");
_Static_assert(offsetof(struct linux_params, e820) == 0x2D0, "Zero Page");
_Static_assert(sizeof(struct linux_params) == 0x1000, "Zero Page");

#endif
