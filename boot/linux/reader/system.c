// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads a few files. A missing file leaves its facts empty: a record is valid without
 * them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "exit_probe_abi.h"
#include "hw/cpu.h"
#include "hw/instructions.h"
#include "hw/kvm_clock.h"
#include "hw/pit.h"
#include "hw/registers.h"
#include "lib/text.h"
#include "probe/host.h"
#include "system.h"

struct cpu_features cpu_features;

/* The kernel owns the timer and the MSRs: what no leaf says stays unknown. */
bool pit_time_window(struct tsc_window *window)
{
	(void)window;
	return false;
}

bool kvm_clock_read(struct kvm_clock *clock)
{
	(void)clock;
	return false;
}

/* A read latches values per virtual CPU. */
static void stay_on_cpu(void)
{
	cpu_set_t here;

	CPU_ZERO(&here);
	CPU_SET((unsigned int)sched_getcpu(), &here);
	sched_setaffinity(0, sizeof(here), &here);
}

void system_prepare(void)
{
	struct cpuid features;

	stay_on_cpu();
	features = cpuid(CPUID_FEATURES, 0);
	cpu_features.ecx = features.ecx;
	cpu_features.edx = features.edx;
}

/* cpuid(4): the position is the leaf, 16 bytes are its registers. */
bool system_kernel_is_answered(void)
{
	int file = open("/dev/cpu/0/cpuid", O_RDONLY | O_CLOEXEC);
	struct cpuid signature = { 0 };
	bool is_answered = file >= 0 &&
			   pread(file, &signature, sizeof(signature), EXIT_PROBE_LEAF_SIGNATURE) ==
				   sizeof(signature) &&
			   host_is_signature(signature);

	if (file >= 0)
		close(file);
	return is_answered;
}

void system_cmdline(char cmdline[SYSTEM_CMDLINE_SIZE])
{
	FILE *file = fopen("/proc/cmdline", "re");
	size_t length = 0;

	if (file) {
		length = fread(cmdline, 1, SYSTEM_CMDLINE_SIZE - 1, file);
		fclose(file);
	}
	cmdline[length] = '\0';
	cmdline[strcspn(cmdline, "\n")] = '\0';
}

/* PRETTY_NAME="Debian GNU/Linux 12 (bookworm)" */
static void put_distribution(struct text *to)
{
	FILE *file = fopen("/etc/os-release", "re");
	char line[256], name[128];

	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "PRETTY_NAME=\"%127[^\"]\"", name) == 1) {
			text_string(to, name);
			text_string(to, ", ");
		}
	fclose(file);
}

static void put_kernel(struct text *to)
{
	struct utsname kernel;

	if (uname(&kernel) < 0)
		return;
	text_string(to, kernel.sysname);
	text_char(to, ' ');
	text_string(to, kernel.release);
}

void system_describe(struct record_guest *guest)
{
	struct text loader = text_in(guest->loader, sizeof(guest->loader));
	uint64_t page_kib = (uint64_t)sysconf(_SC_PAGESIZE) / 1024;

	guest->boot = BOOT_LINUX;
	guest->firmware = access("/sys/firmware/efi", F_OK) == 0 ? FIRMWARE_UEFI : FIRMWARE_BIOS;
	guest->memory_kib = (uint64_t)sysconf(_SC_PHYS_PAGES) * page_kib;
	put_distribution(&loader);
	put_kernel(&loader);
}
