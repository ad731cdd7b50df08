// SPDX-License-Identifier: GPL-2.0-only
/*
 * The Linux/x86 Boot Protocol: "64-bit Boot Protocol".
 */
#include "firmware/phys.h"
#include "hw/registers.h"
#include "lib/mem.h"
#include "linux/load.h"

#define ADDRESSED ((uint64_t)MAPPED_GIB << 30)

static const char *check_header(const struct linux_header *header)
{
	if (header->boot_flag != LINUX_BOOT_FLAG || header->header != LINUX_HEADER_MAGIC)
		return "linux: the first module is no Linux kernel";
	if (header->version < LINUX_VERSION_MIN || !(header->xloadflags & LINUX_XLF_KERNEL_64))
		return "linux: the kernel has no 64-bit entry";
	if (!header->relocatable || header->kernel_alignment == 0 ||
	    header->kernel_alignment & (header->kernel_alignment - 1))
		return "linux: the kernel cannot be relocated";
	return NULL;
}

static const char *read_kernel(const struct range *module, struct linux_params *params,
			       struct linux_plan *plan)
{
	const struct linux_header *header =
		phys_at(module->start + LINUX_HEADER_AT, sizeof(*header));
	uint64_t setup, size;
	const char *wrong;

	if (!header || module->end - module->start < LINUX_HEADER_AT + sizeof(*header))
		return "linux: the first module is no Linux kernel";
	wrong = check_header(header);
	if (wrong)
		return wrong;
	size = LINUX_HEADER_MAGIC_AT + header->header_size;
	memcpy(&params->header, header, size < sizeof(*header) ? size : sizeof(*header));
	setup = (header->setup_sects ? header->setup_sects : LINUX_SECTORS_OLD) + 1;
	plan->from = module->start + setup * LINUX_SECTOR;
	if (plan->from >= module->end)
		return "linux: the kernel is cut off";
	plan->size = module->end - plan->from;
	return NULL;
}

static const char *place_kernel(const struct boot_info *boot, uint64_t free_from,
				const struct linux_header *header, struct linux_plan *plan)
{
	const uint64_t alignment = header->kernel_alignment;
	uint64_t from = header->pref_address > free_from ? header->pref_address : free_from;
	uint64_t wanted = header->init_size + alignment;
	struct range free = memory_pick(&boot->memory, (struct range){ from, ADDRESSED }, wanted);

	if (plan->size > header->init_size)
		return "linux: the kernel is larger than it says";
	plan->to = (free.start + alignment - 1) & ~(alignment - 1);
	if (free.end < plan->to || free.end - plan->to < header->init_size)
		return "linux: there is no room for the kernel";
	return NULL;
}

/* The initramfs stays where the first loader put it. */
static const char *pass_initramfs(const struct range *module, struct linux_header *header)
{
	if (module->end > (uint64_t)header->initrd_addr_max + 1)
		return "linux: the initramfs lies too high";
	header->ramdisk_image = (uint32_t)module->start;
	header->ramdisk_size = (uint32_t)(module->end - module->start);
	return NULL;
}

static void pass_memory(const struct memory_map *memory, struct linux_params *params)
{
	for (size_t i = 0; i < memory->piece_count && i < LINUX_E820_MAX; i++)
		params->e820[params->e820_entries++] = (struct linux_e820){
			memory->pieces[i].start,
			memory->pieces[i].size,
			memory->pieces[i].type,
		};
}

const char *linux_load(const struct boot_info *boot, uint64_t free_from,
		       struct linux_params *params, struct linux_plan *plan)
{
	const char *wrong;

	if (boot->module_count != 2)
		return "linux: two modules are needed, the kernel and its initramfs";
	/* Linux would also need ACPI's root pointer. */
	if (boot->firmware == FIRMWARE_UEFI)
		return "linux: started from UEFI, which this stage cannot hand on";
	wrong = read_kernel(&boot->modules[0], params, plan);
	if (!wrong)
		wrong = place_kernel(boot, free_from, &params->header, plan);
	if (!wrong)
		wrong = pass_initramfs(&boot->modules[1], &params->header);
	if (!wrong && boot->memory.pieces_cut)
		wrong = "linux: the memory map has more than 128 entries, which Linux would not "
			"see";
	params->header.type_of_loader = LINUX_LOADER_OTHER;
	pass_memory(&boot->memory, params);
	return wrong;
}
