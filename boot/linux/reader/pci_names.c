// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux, Documentation/PCI/sysfs-pci.rst. Without /sys the names stay those of fixed addresses.
 */
#include <dirent.h>
#include <stdio.h>

#include "names/bar.h"
#include "pci_names.h"

#define FOLDER         "/sys/bus/pci/devices"
#define BARS           6
#define RESOURCE_PORTS 0x100 /* IORESOURCE_IO */

static FILE *open_file(const char *device, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), FOLDER "/%s/%s", device, name);
	return fopen(path, "re");
}

/* The number in a file, 0 if there is none */
static uint32_t read_number(const char *device, const char *name)
{
	FILE *file = open_file(device, name);
	unsigned int number = 0;

	if (!file)
		return 0;
	if (fscanf(file, "%x", &number) != 1)
		number = 0;
	fclose(file);
	return number;
}

/* A line for each range: first and last address, flags */
static void visit_ranges(struct record *record, const struct pci_function *at, uint32_t class,
			 FILE *ranges)
{
	unsigned long long first, last, flags;

	for (uint32_t i = 0; i < BARS; i++) {
		struct pci_bar bar = { .index = i };

		if (fscanf(ranges, "%llx %llx %llx", &first, &last, &flags) != 3)
			return;
		bar.is_port = flags & RESOURCE_PORTS;
		bar.start = first;
		bar.size = last - first + 1;
		if (first)
			bar_name_causes(record, at, class, &bar);
	}
}

static void visit_device(struct record *record, const char *device)
{
	struct pci_function at = { 0 };
	FILE *ranges;

	if (sscanf(device, "%*x:%x:%x.%x", &at.bus, &at.device, &at.function) != 3)
		return;
	at.id = read_number(device, "vendor") | read_number(device, "device") << 16;
	ranges = open_file(device, "resource");
	if (!ranges)
		return;
	visit_ranges(record, &at, read_number(device, "class") >> 8, ranges);
	fclose(ranges);
}

void pci_name_causes(struct record *record)
{
	DIR *folder = record->begin.causes ? opendir(FOLDER) : NULL;
	const struct dirent *entry;

	if (!folder)
		return;
	while ((entry = readdir(folder)))
		visit_device(record, entry->d_name);
	closedir(folder);
}
