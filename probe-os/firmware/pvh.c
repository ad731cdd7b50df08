// SPDX-License-Identifier: GPL-2.0-only
/*
 * Xen: "x86/HVM direct boot ABI", struct hvm_start_info.
 */
#include "firmware/boot_info.h"
#include "firmware/phys.h"
#include "firmware/protocols.h"

#define VERSION_WITH_MAP 1
#define MAP_RAM          1

struct start_info {
	uint32_t magic, version, flags, modules_count;
	uint64_t modules, cmdline, rsdp;
	/* from version 1 on */
	uint64_t map;
	uint32_t map_count, zero;
} __attribute__((packed));

struct module {
	uint64_t start, size, cmdline, zero;
} __attribute__((packed));

struct map_entry {
	uint64_t start, size;
	uint32_t type, zero;
} __attribute__((packed));

static const char *read_modules(const struct start_info *start, struct boot_info *info)
{
	for (uint64_t i = 0; i < start->modules_count; i++) {
		const struct module *module =
			phys_at(start->modules + i * sizeof(*module), sizeof(*module));

		if (!module)
			return "PVH: the list of modules lies outside memory";
		if (i == MEMORY_RESERVED_MAX)
			return BOOT_TOO_MANY_MODULES;
		memory_add_reserved(&info->memory, module->start, module->size);
	}
	return NULL;
}

static const char *read_map(const struct start_info *start, struct boot_info *info)
{
	uint64_t size = (uint64_t)start->map_count * sizeof(struct map_entry);
	const struct map_entry *map = phys_at(start->map, size);

	if (!map)
		return "PVH: the memory map lies outside memory";
	memory_add_reserved(&info->memory, start->map, size);
	for (uint32_t i = 0; i < start->map_count; i++)
		if (map[i].type == MAP_RAM)
			memory_add_available(&info->memory, map[i].start, map[i].size);
	return NULL;
}

const char *pvh_read(uint64_t address, struct boot_info *info)
{
	const struct start_info *start = phys_at(address, sizeof(*start));
	const char *wrong;

	if (!start || start->magic != BOOT_MAGIC_PVH)
		return "PVH: there is no start info";
	memory_add_reserved(&info->memory, address, sizeof(*start));
	if (start->cmdline)
		phys_string(start->cmdline, info->cmdline, sizeof(info->cmdline));
	info->rsdp = start->rsdp;
	wrong = read_modules(start, info);
	if (!wrong && start->version >= VERSION_WITH_MAP && start->map_count > 0)
		wrong = read_map(start, info);
	return wrong;
}
