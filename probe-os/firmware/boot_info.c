// SPDX-License-Identifier: GPL-2.0-only
/*
 * Selects the boot protocol by its magic number.
 */
#include "firmware/boot_info.h"
#include "firmware/oem_string.h"
#include "firmware/protocols.h"
#include "lib/mem.h"

static const struct {
	uint32_t magic;
	enum record_boot boot;
	enum record_firmware firmware; /* the default; multiboot 2 can name another */
	const char *(*read)(uint64_t address, struct boot_info *info);
} protocols[] = {
	{ BOOT_MAGIC_MULTIBOOT1, BOOT_MULTIBOOT1, FIRMWARE_UNKNOWN, multiboot1_read },
	{ BOOT_MAGIC_MULTIBOOT2, BOOT_MULTIBOOT2, FIRMWARE_BIOS, multiboot2_read },
	{ BOOT_MAGIC_PVH, BOOT_PVH, FIRMWARE_UNKNOWN, pvh_read },
};

_Static_assert(sizeof(((struct boot_info *)0)->cmdline) == 256, "read_cmdline() says so");

/* As much as there is room for: more of it may be lost. */
static const char *read_cmdline(struct boot_info *info)
{
	bool is_full = strlen(info->cmdline) == sizeof(info->cmdline) - 1;

	info->options_ignored = !oem_string_admit(info->cmdline);
	if (is_full && !info->options_ignored)
		return "the command line is longer than 254 characters";
	return NULL;
}

const char *boot_info_read(uint32_t magic, uint64_t address, struct boot_info *info)
{
	const char *wrong, *cut;

	for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++) {
		if (protocols[i].magic != magic)
			continue;
		info->boot = protocols[i].boot;
		info->firmware = protocols[i].firmware;
		wrong = protocols[i].read(address, info);
		cut = read_cmdline(info);
		if (!wrong && info->memory.none_free)
			wrong = BOOT_TOO_MANY_MODULES;
		info->memory.none_free = wrong != NULL;
		if (!wrong && info->memory.available_count == 0)
			wrong = "the boot loader gave no memory map";
		return wrong ? wrong : cut;
	}
	info->boot = BOOT_OTHER;
	info->firmware = FIRMWARE_UNKNOWN;
	return "not started by a boot protocol that is known";
}
