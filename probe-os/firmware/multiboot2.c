// SPDX-License-Identifier: GPL-2.0-only
/*
 * Multiboot2 Specification: "Boot information format".
 */
#include "firmware/boot_info.h"
#include "firmware/phys.h"

#define TAG_END       0
#define TAG_CMDLINE   1
#define TAG_LOADER    2
#define TAG_MODULE    3
#define TAG_MAP       6
#define TAG_EFI32     11
#define TAG_EFI64     12
#define TAG_ACPI_OLD  14
#define TAG_ACPI_NEW  15

#define TAG_ALIGN     8
#define MAP_AVAILABLE 1

/* More than any loader writes; bounds the work for a wrong size */
#define INFORMATION_MAX (1 << 20)

struct information {
	uint32_t size, zero;
} __attribute__((packed));

struct tag {
	uint32_t type, size;
} __attribute__((packed));

struct tag_module {
	struct tag tag;
	uint32_t start, end;
} __attribute__((packed));

struct tag_map {
	struct tag tag;
	uint32_t entry_size, version;
} __attribute__((packed));

struct map_entry {
	uint64_t start, length;
	uint32_t type, zero;
} __attribute__((packed));

/* The address after the head of a tag: a string, or ACPI's root pointer */
static uint64_t body(uint64_t at)
{
	return at + sizeof(struct tag);
}

static const char *read_module(uint64_t at, const struct tag *tag, struct boot_info *info)
{
	const struct tag_module *module = (const struct tag_module *)tag;

	(void)at;
	if (tag->size < sizeof(*module) || module->end < module->start)
		return "multiboot 2: a module tag is broken";
	memory_add_reserved(&info->memory, module->start, module->end - module->start);
	if (info->module_count < BOOT_MODULES_MAX)
		info->modules[info->module_count++] = (struct range){ module->start, module->end };
	return NULL;
}

static const char *read_map(uint64_t at, const struct tag *tag, struct boot_info *info)
{
	const struct tag_map *map = (const struct tag_map *)tag;

	if (tag->size < sizeof(*map) || map->entry_size < sizeof(struct map_entry))
		return "multiboot 2: the memory map is broken";
	for (uint64_t i = sizeof(*map); i + map->entry_size <= tag->size; i += map->entry_size) {
		const struct map_entry *entry = phys_at(at + i, sizeof(*entry));

		if (!entry)
			continue;
		memory_add_piece(&info->memory, entry->start, entry->length, entry->type);
		if (entry->type == MAP_AVAILABLE)
			memory_add_available(&info->memory, entry->start, entry->length);
	}
	return NULL;
}

static const char *read_tag(uint64_t at, const struct tag *tag, struct boot_info *info)
{
	switch (tag->type) {
	case TAG_CMDLINE:
		phys_string(body(at), info->cmdline, sizeof(info->cmdline));
		return NULL;
	case TAG_LOADER:
		phys_string(body(at), info->loader, sizeof(info->loader));
		return NULL;
	case TAG_MODULE:
		return read_module(at, tag, info);
	case TAG_MAP:
		return read_map(at, tag, info);
	case TAG_EFI32:
	case TAG_EFI64:
		info->firmware = FIRMWARE_UEFI;
		return NULL;
	case TAG_ACPI_OLD:
	case TAG_ACPI_NEW:
		info->rsdp = body(at);
		return NULL;
	default:
		return NULL;
	}
}

const char *multiboot2_read(uint64_t address, struct boot_info *info)
{
	const struct information *information = phys_at(address, sizeof(*information));
	uint64_t at = address + sizeof(*information), end;
	const char *wrong = NULL;

	if (!information || information->size > INFORMATION_MAX)
		return "multiboot 2: the information lies outside memory";
	end = address + information->size;
	memory_add_reserved(&info->memory, address, information->size);
	while (!wrong) {
		const struct tag *tag = phys_at(at, sizeof(*tag));

		if (!tag || at + sizeof(*tag) > end || tag->size < sizeof(*tag) ||
		    tag->size > end - at || !phys_at(at, tag->size))
			return "multiboot 2: a tag leads past the end of the information";
		if (tag->type == TAG_END)
			break;
		wrong = read_tag(at, tag, info);
		at = (at + tag->size + TAG_ALIGN - 1) & ~(uint64_t)(TAG_ALIGN - 1);
	}
	return wrong;
}
