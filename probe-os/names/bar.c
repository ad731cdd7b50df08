// SPDX-License-Identifier: GPL-2.0-only
/*
 * PCI Code and ID Assignment Specification: "Class Codes". Virtual I/O Device (VIRTIO):
 * "PCI Device Discovery", "Device Types".
 */
#include "exit_probe_abi.h"
#include "lib/text.h"
#include "names/bar.h"

#define VENDOR_VIRTIO 0x1AF4
#define VIRTIO_OLD    0x1000 /* transitional devices, with numbers of their own */
#define VIRTIO_TYPES  0x1040 /* others: plus the type */

struct row {
	uint16_t number;
	char name[12];
};

static const struct row virtio[] = {
	{ VIRTIO_OLD, "net" },          { VIRTIO_OLD + 1, "blk" },
	{ VIRTIO_OLD + 2, "balloon" },  { VIRTIO_OLD + 3, "console" },
	{ VIRTIO_OLD + 4, "scsi" },     { VIRTIO_OLD + 5, "rng" },
	{ VIRTIO_OLD + 9, "9p" },       { VIRTIO_TYPES + 1, "net" },
	{ VIRTIO_TYPES + 2, "blk" },    { VIRTIO_TYPES + 3, "console" },
	{ VIRTIO_TYPES + 4, "rng" },    { VIRTIO_TYPES + 5, "balloon" },
	{ VIRTIO_TYPES + 8, "scsi" },   { VIRTIO_TYPES + 9, "9p" },
	{ VIRTIO_TYPES + 16, "gpu" },   { VIRTIO_TYPES + 18, "input" },
	{ VIRTIO_TYPES + 19, "vsock" }, { VIRTIO_TYPES + 26, "fs" },
};

/* Class and subclass */
static const struct row classes[] = {
	{ 0x0100, "SCSI" },       { 0x0101, "IDE" },      { 0x0106, "AHCI" },
	{ 0x0108, "NVMe" },       { 0x0200, "Ethernet" }, { 0x0300, "VGA" },
	{ 0x0401, "audio" },      { 0x0403, "audio" },    { 0x0601, "ISA bridge" },
	{ 0x0604, "PCI bridge" }, { 0x0C03, "USB" },      { 0x0C05, "SMBus" },
};

static const char *find(const struct row *rows, size_t count, uint32_t number)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].number == number)
			return rows[i].name;
	return NULL;
}

/* virtio-net, VGA, or PCI and the address: 00:03.0 */
static void put_device(struct text *to, const struct pci_function *at, uint32_t class)
{
	const bool is_virtio = (at->id & UINT16_MAX) == VENDOR_VIRTIO;
	const char *known = is_virtio
				    ? find(virtio, sizeof(virtio) / sizeof(virtio[0]), at->id >> 16)
				    : find(classes, sizeof(classes) / sizeof(classes[0]), class);

	if (known) {
		text_string(to, is_virtio ? "virtio-" : "");
		text_string(to, known);
		return;
	}
	text_string(to, "PCI ");
	text_hex(to, at->bus, 2);
	text_char(to, ':');
	text_hex(to, at->device, 2);
	text_char(to, '.');
	text_hex(to, at->function, 1);
}

static bool is_in(const struct record_cause *cause, const struct pci_bar *bar)
{
	const bool is_port = cause->kind == EXIT_PROBE_CAUSE_PORT;
	const bool is_memory =
		cause->kind == EXIT_PROBE_CAUSE_MMIO || cause->kind == EXIT_PROBE_CAUSE_MEMORY;

	return (bar->is_port ? is_port : is_memory) && cause->detail >= bar->start &&
	       cause->detail - bar->start < bar->size;
}

void bar_name_causes(struct record *record, const struct pci_function *at, uint32_t class,
		     const struct pci_bar *bar)
{
	for (uint64_t i = 0; i < record->begin.causes; i++) {
		struct record_cause *cause = &record->causes[i];
		struct text name;

		if (!is_in(cause, bar))
			continue;
		name = text_in(cause->name, sizeof(cause->name));
		put_device(&name, at, class);
		text_string(&name, " BAR ");
		text_number(&name, bar->index);
	}
}
