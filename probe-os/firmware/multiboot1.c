// SPDX-License-Identifier: GPL-2.0-only
/*
 * Multiboot Specification 0.6.96: "Boot information format".
 */
#include "firmware/boot_info.h"
#include "firmware/phys.h"

#define HAS_MEMORY    0x001
#define HAS_CMDLINE   0x004
#define HAS_MODULES   0x008
#define HAS_MAP       0x040
#define HAS_LOADER    0x200

#define MAP_AVAILABLE 1

struct information {
	uint32_t flags;
	uint32_t memory_lower, memory_upper; /* KiB below and above 1 MiB */
	uint32_t boot_device;
	uint32_t cmdline;
	uint32_t modules_count, modules;
	uint32_t symbols[4];
	uint32_t map_length, map;
	uint32_t drives_length, drives;
	uint32_t config_table;
	uint32_t loader;
} __attribute__((packed));

struct module {
	uint32_t start, end, cmdline, zero;
} __attribute__((packed));

/* size does not include itself */
struct map_entry {
	uint32_t size;
	uint64_t start, length;
	uint32_t type;
} __attribute__((packed));

static const char *read_modules(const struct information *information, struct boot_info *info)
{
	for (uint64_t i = 0; i < information->modules_count; i++) {
		const struct module *module =
			phys_at(information->modules + i * sizeof(*module), sizeof(*module));

		if (!module || module->end < module->start)
			return "multiboot 1: a module lies outside memory";
		if (i == MEMORY_RESERVED_MAX)
			return BOOT_TOO_MANY_MODULES;
		memory_add_reserved(&info->memory, module->start, module->end - module->start);
	}
	return NULL;
}

static const char *read_map(const struct information *information, struct boot_info *info)
{
	uint64_t at = information->map;
	uint64_t end = at + information->map_length;

	while (at < end) {
		const struct map_entry *entry = phys_at(at, sizeof(*entry));

		if (!entry || entry->size < sizeof(*entry) - sizeof(entry->size))
			return "multiboot 1: the memory map is broken";
		if (entry->type == MAP_AVAILABLE)
			memory_add_available(&info->memory, entry->start, entry->length);
		at += sizeof(entry->size) + entry->size;
	}
	memory_add_reserved(&info->memory, information->map, information->map_length);
	return NULL;
}

const char *multiboot1_read(uint64_t address, struct boot_info *info)
{
	const struct information *information = phys_at(address, sizeof(*information));
	const char *wrong = NULL;

	if (!information)
		return "multiboot 1: the information lies outside memory";
	memory_add_reserved(&info->memory, address, sizeof(*information));
	if (information->flags & HAS_LOADER)
		phys_string(information->loader, info->loader, sizeof(info->loader));
	if (information->flags & HAS_CMDLINE)
		phys_string(information->cmdline, info->cmdline, sizeof(info->cmdline));
	if (information->flags & HAS_MODULES)
		wrong = read_modules(information, info);
	if (!wrong && information->flags & HAS_MAP)
		wrong = read_map(information, info);
	else if (!wrong && information->flags & HAS_MEMORY)
		memory_add_available(&info->memory, 1 << 20,
				     (uint64_t)information->memory_upper * 1024);
	return wrong;
}
