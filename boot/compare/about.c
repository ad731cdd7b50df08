// SPDX-License-Identifier: GPL-2.0-only
/*
 * A row of the table per thing that can be said.
 */
#include <stdio.h>
#include <string.h>

#include "about.h"
#include "beside.h"
#include "exit_probe_abi.h"
#include "format.h"

typedef void say(char to[ABOUT_SIZE], const struct record *record);

static void say_system(char to[ABOUT_SIZE], const struct record *record)
{
	if (record->guest.boot == BOOT_LINUX)
		snprintf(to, ABOUT_SIZE, "%s", record->guest.loader);
	else
		snprintf(to, ABOUT_SIZE, "Exit Probe, a minimal OS");
}

static void say_loader(char to[ABOUT_SIZE], const struct record *record)
{
	static const char *const ways[] = {
		[BOOT_MULTIBOOT1] = "Multiboot 1",
		[BOOT_MULTIBOOT2] = "Multiboot 2",
		[BOOT_PVH] = "PVH",
		[BOOT_OTHER] = "",
	};
	const char *way;

	if (record->guest.boot == BOOT_LINUX)
		return;
	way = ways[record->guest.boot];
	snprintf(to, ABOUT_SIZE, "%s%s%s", record->guest.loader,
		 record->guest.loader[0] && way[0] ? ", by " : "", way);
}

static void say_cmdline(char to[ABOUT_SIZE], const struct record *record)
{
	snprintf(to, ABOUT_SIZE, "%s", record->guest.cmdline);
}

static void say_firmware(char to[ABOUT_SIZE], const struct record *record)
{
	if (record->guest.firmware != FIRMWARE_UNKNOWN)
		snprintf(to, ABOUT_SIZE, "%s",
			 record->guest.firmware == FIRMWARE_UEFI ? "UEFI" : "BIOS");
}

static void say_memory(char to[ABOUT_SIZE], const struct record *record)
{
	char number[NUMBER_SIZE];

	if (record->guest.memory_kib > 0)
		snprintf(to, ABOUT_SIZE, "%s KiB", format_number(number, record->guest.memory_kib));
}

static void say_vcpus(char to[ABOUT_SIZE], const struct record *record)
{
	const struct record_guest *guest = &record->guest;

	if (guest->cpus > 0)
		snprintf(to, ABOUT_SIZE, "%llu", (unsigned long long)guest->cpus);
	if (guest->cpus_present > guest->cpus)
		snprintf(to + strlen(to), ABOUT_SIZE - strlen(to), " of %llu",
			 (unsigned long long)guest->cpus_present);
}

static void say_devices(char to[ABOUT_SIZE], const struct record *record)
{
	if (record->guest.pci_functions > 0)
		snprintf(to, ABOUT_SIZE, "%llu PCI functions",
			 (unsigned long long)record->guest.pci_functions);
}

static void say_cpu(char to[ABOUT_SIZE], const struct record *record)
{
	snprintf(to, ABOUT_SIZE, "%s, family %llu", record->host.cpu,
		 (unsigned long long)record->host.family);
}

static void say_virtualization(char to[ABOUT_SIZE], const struct record *record)
{
	if (record->host.vendor == EXIT_PROBE_VENDOR_INTEL)
		strcpy(to, "Intel VMX");
	else if (record->host.vendor == EXIT_PROBE_VENDOR_AMD)
		strcpy(to, "AMD SVM");
}

static void say_tsc(char to[ABOUT_SIZE], const struct record *record)
{
	char number[NUMBER_SIZE];

	if (record->host.tsc_khz > 0)
		snprintf(to, ABOUT_SIZE, "%s kHz%s", format_number(number, record->host.tsc_khz),
			 record->host.tsc_unstable ? "; those of the host's CPUs may differ" : "");
}

static void say_hypervisor(char to[ABOUT_SIZE], const struct record *record)
{
	snprintf(to, ABOUT_SIZE, "%s", record->host.hypervisor);
}

static void say_counted(char to[ABOUT_SIZE], const struct record *record)
{
	static const char *const scopes[] = {
		[EXIT_PROBE_SCOPE_VM] = "all vCPUs of the VM",
		[EXIT_PROBE_SCOPE_VCPU] = "one vCPU",
		[EXIT_PROBE_SCOPE_HOST] = "all VMs of the host",
	};
	const struct record_host *host = &record->host;

	if (host->source == SOURCE_TRACE)
		strcpy(to, "a trace of KVM");
	else if (host->source == SOURCE_HOST)
		strcpy(to, "the patched KVM, by the marks of the guest: exits and causes");
	else if (!host->patched)
		strcpy(to, "nobody: the host is not patched");
	else
		snprintf(to, ABOUT_SIZE, "the patched KVM, ABI %llu: %s, exits %s%s",
			 (unsigned long long)host->abi, scopes[host->scope],
			 record_is_timed(record) ? "and cycles" : "only",
			 record->begin.causes > 0 ? ", and causes" : "");
}

static void say_version(char to[ABOUT_SIZE], const struct record *record)
{
	snprintf(to, ABOUT_SIZE, "version %llu", (unsigned long long)record->begin.version);
}

static const struct {
	const char *key, *title;
	say *say; /* NULL: the key is that of the file beside the record */
} rows[] = {
	{ "system", "system", say_system },
	{ "loader", "boot loader", say_loader },
	{ "cmdline", "command line", say_cmdline },
	{ "lab", "lab", NULL },
	{ "l0", "emulated by", NULL },
	{ "pace", "pace", NULL },
	{ "cpu", "CPU", say_cpu },
	{ "virtualization", "virtualization", say_virtualization },
	{ "release", "host kernel", NULL },
	{ "vmm", "VMM", NULL },
	{ "hypervisor", "hypervisor's name", say_hypervisor },
	{ "machine", "machine", NULL },
	{ "firmware", "firmware", say_firmware },
	{ "devices", "devices", say_devices },
	{ "vcpus", "vCPUs", say_vcpus },
	{ "memory", "memory", say_memory },
	{ "tsc", "TSC", say_tsc },
	{ "counted", "counted by", say_counted },
	{ "record", "record", say_version },
	{ "date", "date", NULL },
	{ "project", "Exit Probe", NULL },
};

size_t about_count(void)
{
	return sizeof(rows) / sizeof(rows[0]);
}

const char *about_key(size_t index)
{
	return rows[index].key;
}

const char *about_title(size_t index)
{
	return rows[index].title;
}

const char *about_run(char to[ABOUT_SIZE], size_t index, const struct run *run)
{
	to[0] = '\0';
	if (!rows[index].say)
		beside_value(to, run->beside, rows[index].key);
	else if (run->record)
		rows[index].say(to, run->record);
	return to;
}

const char *about_set(char to[ABOUT_SIZE], size_t index, const struct set *set)
{
	char other[ABOUT_SIZE];

	about_run(to, index, &set->runs[0]);
	for (size_t i = 1; i < set->run_count; i++)
		if (strcmp(to, about_run(other, index, &set->runs[i])) != 0)
			return strcpy(to, "not the same in all runs");
	return to;
}

static bool all_say(const struct set *set, const char *key, const char *value)
{
	char text[BESIDE_VALUE_SIZE];

	for (size_t i = 0; i < set->run_count; i++) {
		beside_value(text, set->runs[i].beside, key);
		if (value ? strcmp(text, value) != 0 : text[0] == '\0')
			return false;
	}
	return true;
}

const char *about_comparable(const struct set *set)
{
	const struct record *record = set_record(set);

	if (!record)
		return "Samples only, and nothing tells whether the machine is emulated: exits can "
		       "be "
		       "compared with hardware; times, rates and interrupts of the host only if it "
		       "is real.";
	if (!set_is_counted(set))
		return "Nobody counted its exits: only its times can be compared.";
	if (record->host.source == SOURCE_TRACE)
		return "Its exits can be compared with those of other hosts; its times include "
		       "what "
		       "tracing takes.";
	if (all_say(set, "l0", NULL) && all_say(set, "pace", "exact"))
		return "Emulated: its exits can be compared with hardware, its times, rates and "
		       "interrupts of the host cannot; they are the same in each run.";
	if (all_say(set, "l0", NULL))
		return "Emulated: its exits can be compared with hardware; its times, rates and "
		       "interrupts of the host depend on the emulator's speed, and cannot.";
	return "Nothing beside the record tells whether the machine is emulated: exits can be "
	       "compared with hardware; times, rates and interrupts of the host only if it is "
	       "real.";
}
