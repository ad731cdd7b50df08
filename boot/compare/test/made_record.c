// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fills records from tables of phases and reasons; writes them with the real writer.
 */
#include <string.h>

#include "exit_probe_abi.h"
#include "record/writer.h"
#include "made_record.h"

#define READS      4
#define GENERATION 0x5EED

struct made_phase {
	const char *name;
	uint64_t milliseconds, halted_ms;
};

/* Exits up to the first checkpoint, then in each phase */
struct made_reason {
	uint64_t code;
	const char *name;
	uint64_t before;
	uint64_t exits[8];
	uint64_t cycles; /* per exit */
};

static const struct made_phase minimal_phases[] = {
	{ "entry", 900, 0 }, { "cpu", 1, 0 },   { "calibration", 100, 0 },
	{ "pci", 12, 0 },    { "idle", 10, 9 }, { "end", 1, 0 },
};
static const struct made_reason minimal_reasons[] = {
	{ 16, "write_cr0", 1, { 0 }, 3500 },
	{ 101, "cr0_sel_write", 339, { 1, 0, 0, 0, 0 }, 3300 },
	{ 114, "cpuid", 265, { 7, 132, 4, 4, 5 }, 2700 },
	{ 120, "hlt", 0, { 0, 0, 0, 1, 0 }, 5800 },
	{ 123, "ioio", 1100, { 0, 928, 86, 4, 2 }, 2500 },
	{ 1024, "npf", 1372, { 43, 0, 0, 0, 0 }, 5200 },
};

static const struct made_phase full_phases[] = {
	{ "entry", 900, 0 },       { "stage", 30, 0 },       { "kernel", 3100, 0 },
	{ "initramfs", 2100, 0 },  { "sysinit", 4200, 900 }, { "basic", 1500, 400 },
	{ "network", 2600, 1500 }, { "login", 6000, 2500 },
};
static const struct made_reason full_reasons[] = {
	{ 16, "write_cr0", 1, { 0, 12, 6, 0, 0, 0, 0 }, 3400 },
	{ 20, "write_cr4", 0, { 0, 30, 16, 12, 3, 2, 10 }, 3500 },
	{ 96, "intr", 2, { 0, 805, 403, 1830, 640, 700, 2400 }, 4700 },
	{ 97, "nmi", 0, { 0, 0, 0, 1, 0, 0, 1 }, 5200 },
	{ 100, "vintr", 0, { 0, 64, 32, 311, 130, 171, 457 }, 3100 },
	{ 101, "cr0_sel_write", 339, { 0, 1, 1, 0, 0, 0, 0 }, 3300 },
	{ 114, "cpuid", 265, { 40, 1110, 555, 2604, 804, 404, 3408 }, 2600 },
	{ 115, "rsm", 1, { 0, 0, 0, 0, 0, 0, 0 }, 8600 },
	{ 120, "hlt", 0, { 0, 58, 30, 2105, 910, 1640, 4700 }, 5900 },
	{ 121, "invlpg", 0, { 0, 0, 0, 14, 0, 0, 2 }, 2900 },
	{ 123, "ioio", 1100, { 0, 40086, 20044, 30210, 8120, 9110, 26100 }, 2550 },
	{ 124, "msr", 33, { 0, 2104, 1053, 21400, 7600, 9800, 34650 }, 2700 },
	{ 137, "wbinvd", 2, { 0, 0, 1, 0, 0, 0, 0 }, 2400 },
	{ 1024, "npf", 1372, { 12, 31185, 15593, 16420, 5330, 4020, 20860 }, 5100 },
};

static const struct made_reason intel_reasons[] = {
	{ 0, "exception_nmi", 1, { 0, 0, 0, 1, 0, 0, 1 }, 5200 },
	{ 1, "external_interrupt", 1, { 0, 500, 300, 1200, 400, 500, 1700 }, 7700 },
	{ 7, "interrupt_window", 0, { 0, 64, 32, 311, 130, 171, 457 }, 1400 },
	{ 10, "cpuid", 265, { 40, 1110, 555, 2604, 804, 404, 3408 }, 1200 },
	{ 12, "hlt", 0, { 0, 58, 30, 2105, 910, 1640, 4700 }, 8000 },
	{ 14, "invlpg", 0, { 0, 0, 0, 14, 0, 0, 2 }, 2900 },
	{ 28, "cr_access", 340, { 0, 43, 23, 12, 3, 2, 10 }, 1400 },
	{ 30, "io_instruction", 1100, { 0, 40086, 20044, 30210, 8120, 9110, 27100 }, 6700 },
	{ 31, "msr_read", 1, { 0, 4, 0, 0, 0, 0, 0 }, 1300 },
	{ 32, "msr_write", 32, { 0, 2100, 1053, 21400, 7600, 9800, 34650 }, 1500 },
	{ 48, "ept_violation", 1372, { 12, 12474, 15593, 16420, 5330, 4020, 20860 }, 7100 },
	{ 49, "ept_misconfig", 0, { 0, 18711, 0, 0, 0, 0, 0 }, 9500 },
	{ 52, "preemption_timer", 0, { 0, 0, 0, 300, 100, 0, 0 }, 1500 },
	{ 54, "wbinvd", 2, { 0, 0, 1, 0, 0, 0, 0 }, 1000 },
};

/* Thousandths of the exits of a reason in a phase; phase 0 is that before the first checkpoint */
struct made_cause {
	uint64_t phase;
	const char *reason;
	uint32_t kind, access;
	uint64_t detail, width, share, error;
	const char *name;
};

#define PORT  EXIT_PROBE_CAUSE_PORT
#define READ  EXIT_PROBE_ACCESS_READ
#define WRITE EXIT_PROBE_ACCESS_WRITE
#define COM1  0x3F8

static const struct made_cause full_causes[] = {
	{ 0, "ioio", PORT, WRITE, 0x402, 1, 850, 0, "debug console (0x402)" },
	{ 0, "npf", EXIT_PROBE_CAUSE_MEMORY, 0, 0x7FE00000, 0, 300, 0, "" },
	{ 2, "cpuid", EXIT_PROBE_CAUSE_CPUID, 0, EXIT_PROBE_LEAF_TABLE, 0, 10, 0, "" },
	{ 2, "ioio", PORT, WRITE, COM1, 1, 450, 0, "COM1" },
	{ 2, "ioio", PORT, READ, COM1 + 5, 1, 440, 0, "COM1" },
	{ 2, "ioio", PORT, READ, 0xCFC, 4, 20, 0, "PCI config \"data\"" },
	{ 2, "npf", EXIT_PROBE_CAUSE_MMIO, READ, 0xFEE00390, 4, 600, 0, "local APIC" },
	{ 3, "ioio", PORT, WRITE, COM1, 1, 400, 0, "COM1" },
	{ 4, "hlt", EXIT_PROBE_CAUSE_NONE, 0, 0, 0, 1000, 0, "" },
	{ 4, "msr", EXIT_PROBE_CAUSE_MSR, WRITE, 0x6E0, 0, 700, 0, "IA32_TSC_DEADLINE" },
	{ 7, "ioio", PORT, READ, 0x1F7, 1, 500, 3, "IDE status" },
	{ 7, "msr", EXIT_PROBE_CAUSE_MSR, WRITE, 0x6E0, 0, 900, 0, "IA32_TSC_DEADLINE" },
};

static const struct made_cause intel_causes[] = {
	{ 0, "io_instruction", PORT, WRITE, 0x402, 1, 850, 0, "debug console (0x402)" },
	{ 0, "ept_violation", EXIT_PROBE_CAUSE_MEMORY, 0, 0x6FE00000, 0, 300, 0, "" },
	{ 0, "exception_nmi", EXIT_PROBE_CAUSE_VECTOR, 0, 6, 0, 1000, 0, "#UD" },
	{ 2, "cpuid", EXIT_PROBE_CAUSE_CPUID, 0, EXIT_PROBE_LEAF_TABLE, 0, 10, 0, "" },
	{ 2, "io_instruction", PORT, WRITE, COM1, 1, 450, 0, "COM1" },
	{ 2, "io_instruction", PORT, READ, COM1 + 5, 1, 440, 0, "COM1" },
	{ 2, "io_instruction", PORT, READ, 0xCFC, 4, 20, 0, "PCI config \"data\"" },
	{ 2, "ept_misconfig", EXIT_PROBE_CAUSE_MMIO, READ, 0xFEE00390, 4, 1000, 0, "local APIC" },
	{ 3, "io_instruction", PORT, WRITE, COM1, 1, 400, 0, "COM1" },
	{ 4, "external_interrupt", EXIT_PROBE_CAUSE_NONE, 0, 0, 0, 1000, 0, "" },
	{ 4, "hlt", EXIT_PROBE_CAUSE_NONE, 0, 0, 0, 1000, 0, "" },
	{ 4, "msr_write", EXIT_PROBE_CAUSE_MSR, WRITE, 0x6E0, 0, 700, 0, "IA32_TSC_DEADLINE" },
	{ 7, "io_instruction", PORT, READ, 0x1F7, 1, 500, 3, "IDE status" },
	{ 7, "msr_write", EXIT_PROBE_CAUSE_MSR, WRITE, 0x6E0, 0, 900, 0, "IA32_TSC_DEADLINE" },
};

/* Two addresses of one function, one of the next, one of none, and one of ring 3 */
#define KERNEL 0xFFFFFFFF81000000
#define RIP    EXIT_PROBE_CAUSE_RIP
#define RING0  EXIT_PROBE_ACCESS_RING

static const struct made_cause rip_causes[] = {
	{ 0, "ioio", RIP, RING0, 0xF1234, 16, 500, 0, "" },
	{ 2, "msr", RIP, RING0, KERNEL + 0x1004, 64, 300, 0, "" },
	{ 2, "msr", RIP, RING0, KERNEL + 0x1008, 64, 200, 2, "" },
	{ 2, "msr", RIP, RING0, KERNEL + 0x2000, 64, 100, 0, "" },
	{ 4, "msr", RIP, RING0, KERNEL + 0x1004, 64, 400, 0, "" },
	{ 4, "msr", RIP, RING0, KERNEL + 0xF00000, 64, 100, 0, "" },
	{ 7, "cpuid", RIP, RING0 + 3, 0x401000, 64, 100, 0, "" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t varied(uint64_t value, unsigned int seed, uint64_t salt)
{
	return value + value * ((seed * 2654435761u + salt * 40503u) % 97 * (seed > 0)) / 1600;
}

void make_sums(struct record *record)
{
	struct record_checkpoint *checkpoints = record->checkpoints;

	for (uint64_t i = 0; i < record->begin.checkpoints && record->begin.reasons > 0; i++) {
		struct record_counters *to = &checkpoints[i].counters;

		to->exits = i ? checkpoints[i - 1].counters.exits : 0;
		to->kernel = i ? checkpoints[i - 1].counters.kernel : 0;
		for (uint64_t j = 0; j < record->begin.reasons; j++) {
			const struct record_count *count =
				i ? &record->phase_reasons[i - 1].counts[j]
				  : &record->reasons[j].before;

			to->exits += count->exits;
			to->kernel += count->kernel;
		}
	}
	for (uint64_t i = 1; i < record->begin.checkpoints; i++) {
		bool is_calibration = strcmp(checkpoints[i].name, "calibration") == 0;

		record->phases[i - 1] = record_phase_of(record, i, is_calibration ? 132 : READS);
	}
	record->begin.lines = record_lines(&record->begin);
	record->end.lines = record->begin.lines;
}

static void fill_reason(struct record *record, uint64_t index, const struct made_reason *made,
			unsigned int seed)
{
	struct record_reason *reason = &record->reasons[index];

	memset(reason, 0, sizeof(*reason));
	reason->code = made->code;
	strcpy(reason->name, made->name);
	reason->before.exits = varied(made->before, seed, index);
	reason->before.kernel = reason->before.exits * made->cycles;
	for (uint64_t i = 0; i + 1 < record->begin.checkpoints; i++) {
		struct record_phase_reasons *phase = &record->phase_reasons[i];
		struct record_count *count = &phase->counts[index];

		phase->id = i + 1;
		strcpy(phase->name, record->checkpoints[i + 1].name);
		count->exits = varied(made->exits[i], seed, index + 7 * i);
		count->kernel = count->exits * made->cycles;
		reason->boot.exits += count->exits;
		reason->boot.kernel += count->kernel;
	}
	reason->min = made->cycles / 2;
	reason->max = made->cycles * 9;
	reason->blocked = reason->boot.exits * made->cycles / 10;
}

static void fill(struct record *record, const struct made_phase *phases, size_t phase_count,
		 const struct made_reason *reasons, size_t reason_count, unsigned int seed)
{
	struct record_counters sum = { 0 };
	uint64_t tsc = 0;

	memset(record, 0, sizeof(*record));
	record->begin = (struct record_begin){ .version = RECORD_VERSION,
					       .checkpoints = phase_count,
					       .reasons = reason_count };
	record->host = (struct record_host){ .patched = 1,
					     .abi = EXIT_PROBE_ABI_VERSION,
					     .vendor = EXIT_PROBE_VENDOR_AMD,
					     .scope = EXIT_PROBE_SCOPE_VM,
					     .mode = EXIT_PROBE_MODE_TIME,
					     .hypervisor = "KVMKVMKVM",
					     .cpu = "made up",
					     .tsc_khz = 2300000 };
	for (size_t i = 0; i < phase_count; i++) {
		uint64_t cycles = varied(phases[i].milliseconds, seed, i) * 2300000;

		tsc += cycles;
		sum.halted += phases[i].halted_ms * 2300000;
		sum.userspace += cycles / 5;
		sum.guest += cycles / 3;
		sum.preempted += cycles / 40;
		sum.blocked += cycles / 50;
		sum.userspace_exits += cycles / 400000;
		record->checkpoints[i].id = i;
		strcpy(record->checkpoints[i].name, phases[i].name);
		record->checkpoints[i].tsc = tsc;
		record->checkpoints[i].counters = sum;
		record->checkpoints[i].generation = GENERATION;
	}
	for (size_t i = 0; i < reason_count; i++)
		fill_reason(record, i, &reasons[i], seed);
	make_sums(record);
}

void make_minimal(struct record *record)
{
	fill(record, minimal_phases, COUNT(minimal_phases), minimal_reasons, COUNT(minimal_reasons),
	     0);
}

void make_full(struct record *record, unsigned int seed)
{
	fill(record, full_phases, COUNT(full_phases), full_reasons, COUNT(full_reasons), seed);
	record->guest.boot = BOOT_LINUX;
	strcpy(record->guest.loader, "made up");
}

static uint64_t reason_index(const struct record *record, const char *name)
{
	uint64_t index = 0;

	while (strcmp(record->reasons[index].name, name) != 0)
		index++;
	return index;
}

static struct record_count *count_of(struct record *record, uint64_t phase, uint64_t reason)
{
	return phase ? &record->phase_reasons[phase - 1].counts[reason]
		     : &record->reasons[reason].before;
}

static void add_cause(struct record *record, const struct record_cause *cause)
{
	uint64_t at = record->begin.causes++;

	for (; at > 0 && !record_cause_is_after(record, cause, &record->causes[at - 1]); at--)
		record->causes[at] = record->causes[at - 1];
	record->causes[at] = *cause;
}

static void make_cause(struct record *record, const struct made_cause *made)
{
	const struct record_count count =
		*count_of(record, made->phase, reason_index(record, made->reason));
	struct record_cause cause = {
		.phase = made->phase,
		.kind = made->kind,
		.access = made->access,
		.detail = made->detail,
		.width = made->width,
		.exits = count.exits * made->share / 1000,
		.error = made->error,
	};

	cause.kernel = count.exits ? count.kernel / count.exits * cause.exits : 0;
	cause.blocked = made->phase ? cause.exits : 0;
	strcpy(cause.reason, made->reason);
	strcpy(cause.name, made->name);
	add_cause(record, &cause);
}

/* What the causes of a reason leave */
static void make_other(struct record *record, const struct record_reason *reason)
{
	struct record_cause other = {
		.kind = EXIT_PROBE_CAUSE_OTHER,
		.exits = reason->before.exits + reason->boot.exits,
		.kernel = reason->before.kernel + reason->boot.kernel,
		.blocked = reason->blocked,
	};

	for (uint64_t i = 0; i < record->begin.causes; i++) {
		const struct record_cause *cause = &record->causes[i];

		if (strcmp(cause->reason, reason->name) != 0)
			continue;
		other.exits -= cause->exits;
		other.kernel -= cause->kernel;
		other.blocked -= cause->blocked;
	}
	strcpy(other.reason, reason->name);
	if (other.exits || other.kernel || other.blocked)
		add_cause(record, &other);
}

static void make_all_causes(struct record *record, uint32_t kind, const struct made_cause *causes,
			    size_t count)
{
	record->host.causes = kind;
	record->begin.causes = 0;
	for (size_t i = 0; i < count; i++)
		make_cause(record, &causes[i]);
	for (uint64_t i = 0; i < record->begin.reasons; i++)
		make_other(record, &record->reasons[i]);
	make_sums(record);
}

void make_intel_causes(struct record *record)
{
	fill(record, full_phases, COUNT(full_phases), intel_reasons, COUNT(intel_reasons), 0);
	record->host.vendor = EXIT_PROBE_VENDOR_INTEL;
	record->guest.boot = BOOT_LINUX;
	strcpy(record->guest.loader, "made up");
	make_all_causes(record, EXIT_PROBE_CAUSES_DETAIL, intel_causes, COUNT(intel_causes));
}

void make_causes(struct record *record)
{
	make_all_causes(record, EXIT_PROBE_CAUSES_DETAIL, full_causes, COUNT(full_causes));
}

void make_rip(struct record *record)
{
	make_all_causes(record, EXIT_PROBE_CAUSES_RIP, rip_causes, COUNT(rip_causes));
}

void make_quiet(struct record *record)
{
	const uint64_t index = reason_index(record, "ioio");
	struct record_reason *reason = &record->reasons[index];

	for (uint64_t i = 0; i < record->begin.causes; i++) {
		struct record_cause *cause = &record->causes[i];
		struct record_count *count = count_of(record, cause->phase, index);
		const uint64_t gone = cause->exits - cause->exits / 10;
		const uint64_t cycles = cause->exits ? cause->kernel / cause->exits * gone : 0;

		if (cause->kind != PORT || (cause->detail & ~7ULL) != COM1)
			continue;
		cause->exits -= gone;
		cause->kernel -= cycles;
		count->exits -= gone;
		count->kernel -= cycles;
		reason->boot.exits -= gone;
		reason->boot.kernel -= cycles;
	}
	make_sums(record);
}

void make_moved(struct record *record, uint64_t id)
{
	const struct record_counters left = record->checkpoints[id].counters;

	for (uint64_t i = id; i < record->begin.checkpoints; i++) {
		record->checkpoints[i].generation++;
		for (size_t j = 0; j < sizeof(left) / sizeof(uint64_t); j++)
			((uint64_t *)&record->checkpoints[i].counters)[j] -=
				((const uint64_t *)&left)[j];
	}
	record->phases[id - 1] = record_phase_of(record, id, READS);
	for (uint64_t i = 0; i < record->begin.reasons; i++) {
		struct record_count *count = &record->phase_reasons[id - 1].counts[i];

		record->reasons[i].boot.exits -= count->exits;
		record->reasons[i].boot.kernel -= count->kernel;
		record->reasons[i].min = record->reasons[i].max = record->reasons[i].blocked = 0;
		*count = (struct record_count){ 0 };
	}
	record->end.verdict = VERDICT_MOVED;
	strcpy(record->end.reason, "moved");
}

void strip_reasons(struct record *record)
{
	record->begin.causes = 0;
	record->begin.reasons = 0;
	record->end.verdict = VERDICT_ERROR;
	make_sums(record);
}

void write_record(FILE *to, const struct record *record)
{
	char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	for (uint64_t i = 0; i < record->begin.lines; i++) {
		record_write_line(record, i, &crc, line);
		fprintf(to, "%s\n", line);
	}
}
