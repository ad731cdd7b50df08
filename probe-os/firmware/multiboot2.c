// SPDX-License-Identifier: GPL-2.0-only
/*
 * Multiboot2 Specification: "Boot information format".
 */
#include "firmware/boot_info.h"
#include "firmware/phys.h"
#include "hw/vga.h"

#define TAG_END       0
#define TAG_CMDLINE   1
#define TAG_LOADER    2
#define TAG_MODULE    3
#define TAG_MAP       6
#define TAG_SCREEN    8
#define TAG_EFI32     11
#define TAG_EFI64     12
#define TAG_ACPI_OLD  14
#define TAG_ACPI_NEW  15

#define TAG_ALIGN     8
#define MAP_AVAILABLE 1

#define SCREEN_RGB    1
#define SCREEN_TEXT   2

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

struct tag_screen {
	struct tag tag;
	uint64_t address;
	uint32_t pitch, width, height;
	uint8_t bits, type;
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

static enum boot_screen screen_of(const struct tag_screen *screen, const struct framebuffer *pixels)
{
	if (screen->type == SCREEN_TEXT)
		return screen->address == VGA_TEXT && screen->width == SCREEN_COLUMNS
			       ? BOOT_SCREEN_TEXT
			       : BOOT_SCREEN_OTHER;
	return screen->type == SCREEN_RGB && screen->bits % 8 == 0 && framebuffer_is_usable(pixels)
		       ? BOOT_SCREEN_PIXELS
		       : BOOT_SCREEN_OTHER;
}

/* Nothing depends on it but the screen: a broken tag is no error. */
static void read_screen(const struct tag *tag, struct boot_info *info)
{
	const struct tag_screen *screen = (const struct tag_screen *)tag;

	info->screen = BOOT_SCREEN_OTHER;
	if (tag->size < sizeof(*screen))
		return;
	info->framebuffer = (struct framebuffer){ .address = screen->address,
						  .width = screen->width,
						  .height = screen->height,
						  .pitch = screen->pitch,
						  .pixel_size = screen->bits / 8 };
	info->screen = screen_of(screen, &info->framebuffer);
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
	case TAG_SCREEN:
		read_screen(tag, info);
		return NULL;
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

static const char *read_tags(uint64_t address, struct boot_info *info)
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

/* The map can follow the screen. Without all of it nothing is drawn. */
const char *multiboot2_read(uint64_t address, struct boot_info *info)
{
	const char *wrong = read_tags(address, info);

	if (info->screen == BOOT_SCREEN_PIXELS &&
	    (wrong || framebuffer_is_in_use(&info->framebuffer, &info->memory)))
		info->screen = BOOT_SCREEN_OTHER;
	return wrong;
}
