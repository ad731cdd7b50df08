/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The boot loader's information, for all boot protocols.
 */
#ifndef FIRMWARE_BOOT_INFO_H
#define FIRMWARE_BOOT_INFO_H

#include <stdint.h>

#include "firmware/framebuffer.h"
#include "firmware/memory_map.h"
#include "record/record.h"

#define BOOT_MODULES_MAX      2
#define BOOT_TOO_MANY_MODULES "the boot loader gave more modules than there is room for"

struct boot_info {
	enum record_boot boot;
	enum record_firmware firmware;
	char loader[sizeof(((struct record_guest *)0)->loader)];
	char cmdline[sizeof(((struct record_guest *)0)->cmdline)];
	bool options_ignored; /* those of an OEM string that is not the probe's */
	uint64_t rsdp;        /* address of ACPI's root pointer, 0 if it was not given */
	enum boot_screen screen;
	struct framebuffer framebuffer; /* with BOOT_SCREEN_PIXELS */
	struct memory_map memory;
	struct range modules[BOOT_MODULES_MAX]; /* the first ones, only by multiboot 2 */
	size_t module_count;
};

/*
 * Reads all information. Returns NULL, or what is wrong. On an error info has what was
 * read before it, and no memory counts as free: unread information may be in it.
 */
const char *boot_info_read(uint32_t magic, uint64_t address, struct boot_info *info);

/* Readers of the protocols */
const char *multiboot1_read(uint64_t address, struct boot_info *info);
const char *multiboot2_read(uint64_t address, struct boot_info *info);
const char *pvh_read(uint64_t address, struct boot_info *info);

#endif
