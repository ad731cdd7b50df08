// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kinds of line, their keys in order, and the order of the kinds.
 */
#include "lib/text.h"
#include "record/schema.h"

static const char *const *const words[] = {
	[WORDS_YES_NO] = (const char *const[]){ "no", "yes", NULL },
	[WORDS_SOURCE] = (const char *const[]){ "guest", "trace", "host", NULL },
	[WORDS_VENDOR] = (const char *const[]){ "", "intel", "amd", NULL },
	[WORDS_SCOPE] = (const char *const[]){ "", "vm", "vcpu", "host", NULL },
	[WORDS_MODE] = (const char *const[]){ "", "count", "time", NULL },
	[WORDS_CAUSES] = (const char *const[]){ "off", "detail", "rip", NULL },
	[WORDS_CAUSE_KIND] = (const char *const[]){ "none", "port", "msr", "memory", "mmio", "apic",
						    "cr", "dr", "vector", "hypercall", "cpuid",
						    "ghcb", "rip", "other", NULL },
	[WORDS_ACCESS] = (const char *const[]){ "none", "read", "write", "", "", "", "", "",
						"ring0", "ring1", "ring2", "ring3", NULL },
	[WORDS_TSC_SOURCE] = (const char *const[]){ "host", "pit", "unknown", "cpuid", "hypervisor",
						    "kvm_clock", NULL },
	[WORDS_BOOT] =
		(const char *const[]){ "multiboot1", "multiboot2", "pvh", "other", "linux", NULL },
	[WORDS_FIRMWARE] = (const char *const[]){ "bios", "uefi", "unknown", NULL },
	[WORDS_STATUS] = (const char *const[]){ "pass", "unchecked", "skip", "fail", NULL },
	[WORDS_VERDICT] =
		(const char *const[]){ "pass", "unpatched", "moved", "error", "fail", NULL },
};

#define MEMBER(type, member) offsetof(struct type, member), sizeof(((struct type *)0)->member)

/* clang-format off */

/* Rows of the tables: structure, member, then NEEDS, SINCE and UNTIL as far as they apply */
#define NUMBER(of, member, ...)    ROW(#member, FIELD_NUMBER, of, member, WORDS_NONE, __VA_ARGS__)
#define NAME(of, member)           ROW(#member, FIELD_NAME, of, member, WORDS_NONE)
#define TEXT(of, member)           ROW(#member, FIELD_TEXT, of, member, WORDS_NONE)
#define WORD(of, member, set, ...) ROW(#member, FIELD_WORD, of, member, set, __VA_ARGS__)
#define STAT(of, member, name, ...) ROW(#name, FIELD_NUMBER, of, member, WORDS_NONE, __VA_ARGS__)
#define TOTAL(of, name, ...)       ROW(#name, FIELD_NUMBER, of, counters.name, WORDS_NONE, __VA_ARGS__)
#define ROW(name, kind, of, member, set, ...) \
	{ .key = name, MEMBER(of, member), .type = kind, .words = set, __VA_ARGS__ }

#define NEEDS(what)    .needs = (what)
#define SINCE(version) .since = (version)
#define UNTIL(version) .until = (version)
#define COUNTS         RECORD_COUNTS
#define CYCLES         RECORD_CYCLES
#define PATCH          RECORD_PATCH
#define MOMENTS        RECORD_MOMENTS

static const struct record_field begin_fields[] = {
	NUMBER(record_begin, version),
	NUMBER(record_begin, lines),
	NUMBER(record_begin, calibrations),
	NUMBER(record_begin, checkpoints),
	NUMBER(record_begin, reasons),
	NUMBER(record_begin, causes, SINCE(RECORD_VERSION_CAUSES)),
	NUMBER(record_begin, benches),
};

static const struct record_field host_fields[] = {
	WORD(record_host, patched, WORDS_YES_NO),
	WORD(record_host, source, WORDS_SOURCE, SINCE(5)),
	NUMBER(record_host, abi, NEEDS(PATCH)),
	WORD(record_host, vendor, WORDS_VENDOR, NEEDS(COUNTS)),
	WORD(record_host, scope, WORDS_SCOPE, NEEDS(PATCH)),
	WORD(record_host, mode, WORDS_MODE, NEEDS(PATCH), SINCE(RECORD_VERSION_ABI_2)),
	WORD(record_host, causes, WORDS_CAUSES, NEEDS(COUNTS), SINCE(RECORD_VERSION_CAUSES)),
	TEXT(record_host, hypervisor),
	TEXT(record_host, cpu),
	NUMBER(record_host, family),
	NUMBER(record_host, tsc_khz),
	WORD(record_host, tsc_source, WORDS_TSC_SOURCE),
	NUMBER(record_host, tsc_spread, SINCE(4)),
	NUMBER(record_host, tsc_host_khz, NEEDS(PATCH), SINCE(RECORD_VERSION_ABI_2)),
	WORD(record_host, tsc_unstable, WORDS_YES_NO, NEEDS(PATCH), SINCE(RECORD_VERSION_ABI_2)),
	WORD(record_host, x2apic, WORDS_YES_NO),
};

static const struct record_field guest_fields[] = {
	WORD(record_guest, boot, WORDS_BOOT),
	WORD(record_guest, firmware, WORDS_FIRMWARE),
	NUMBER(record_guest, memory_kib),
	NUMBER(record_guest, touch_mib),
	NUMBER(record_guest, pci_functions),
	NUMBER(record_guest, pci_roots, SINCE(4)),
	NUMBER(record_guest, cpus),
	NUMBER(record_guest, cpus_present, SINCE(4)),
	TEXT(record_guest, loader),
	TEXT(record_guest, cmdline),
};

static const struct record_field calibration_fields[] = {
	NAME(record_calibration, name),
	NUMBER(record_calibration, n),
	NUMBER(record_calibration, expected, NEEDS(PATCH)),
	STAT(record_calibration, exits.min, exits_min, NEEDS(PATCH)),
	STAT(record_calibration, exits.median, exits_median, NEEDS(PATCH)),
	STAT(record_calibration, exits.max, exits_max, NEEDS(PATCH)),
	STAT(record_calibration, kernel.min, kernel_min, NEEDS(PATCH | CYCLES)),
	STAT(record_calibration, kernel.median, kernel_median, NEEDS(PATCH | CYCLES)),
	STAT(record_calibration, kernel.max, kernel_max, NEEDS(PATCH | CYCLES)),
	STAT(record_calibration, tsc.min, tsc_min),
	STAT(record_calibration, tsc.median, tsc_median),
	STAT(record_calibration, tsc.max, tsc_max),
};

static const struct record_field checkpoint_fields[] = {
	NUMBER(record_checkpoint, id),
	NAME(record_checkpoint, name),
	NUMBER(record_checkpoint, tsc, NEEDS(MOMENTS)),
	NUMBER(record_checkpoint, generation, NEEDS(PATCH), SINCE(RECORD_VERSION_ABI_2)),
	TOTAL(record_checkpoint, exits, NEEDS(COUNTS)),
	TOTAL(record_checkpoint, kernel, NEEDS(CYCLES)),
	TOTAL(record_checkpoint, userspace, NEEDS(CYCLES)),
	TOTAL(record_checkpoint, halted, NEEDS(CYCLES)),
	TOTAL(record_checkpoint, scheduled_out, NEEDS(PATCH), UNTIL(RECORD_VERSION_ABI_2 - 1)),
	TOTAL(record_checkpoint, preempted, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	TOTAL(record_checkpoint, blocked, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	TOTAL(record_checkpoint, guest, NEEDS(CYCLES)),
	TOTAL(record_checkpoint, userspace_exits, NEEDS(COUNTS | MOMENTS)),
	TOTAL(record_checkpoint, nested_exits, NEEDS(PATCH)),
	TOTAL(record_checkpoint, passes, NEEDS(PATCH)),
};

static const struct record_field phase_fields[] = {
	NUMBER(record_phase, id),
	NAME(record_phase, name),
	NUMBER(record_phase, tsc, NEEDS(MOMENTS)),
	TOTAL(record_phase, exits, NEEDS(COUNTS)),
	NUMBER(record_phase, reads, NEEDS(COUNTS)),
	NUMBER(record_phase, beyond, NEEDS(COUNTS)),
	TOTAL(record_phase, kernel, NEEDS(CYCLES)),
	TOTAL(record_phase, userspace, NEEDS(CYCLES)),
	TOTAL(record_phase, halted, NEEDS(CYCLES)),
	TOTAL(record_phase, scheduled_out, NEEDS(PATCH), UNTIL(RECORD_VERSION_ABI_2 - 1)),
	TOTAL(record_phase, preempted, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	TOTAL(record_phase, blocked, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	TOTAL(record_phase, guest, NEEDS(CYCLES)),
	TOTAL(record_phase, userspace_exits, NEEDS(COUNTS | MOMENTS)),
	TOTAL(record_phase, nested_exits, NEEDS(PATCH)),
	TOTAL(record_phase, passes, NEEDS(PATCH)),
};

/* Exits need no mark: without counted exits there are no such lines. */
static const struct record_field reason_fields[] = {
	NUMBER(record_reason, code),
	NAME(record_reason, name),
	STAT(record_reason, before.exits, before),
	STAT(record_reason, before.kernel, before_kernel, NEEDS(CYCLES)),
	STAT(record_reason, boot.exits, exits),
	STAT(record_reason, boot.kernel, kernel, NEEDS(CYCLES)),
	NUMBER(record_reason, min, NEEDS(CYCLES)),
	NUMBER(record_reason, max, NEEDS(CYCLES)),
	NUMBER(record_reason, blocked, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	ROW("histogram", FIELD_HISTOGRAM, record_reason, histogram, WORDS_NONE, NEEDS(CYCLES)),
};

static const struct record_field reasons_fields[] = {
	NUMBER(record_phase_reasons, id),
	NAME(record_phase_reasons, name),
	ROW("", FIELD_REASONS, record_phase_reasons, counts, WORDS_NONE),
};

/* Without counted exits there are no such lines, nor in earlier versions. */
static const struct record_field cause_fields[] = {
	NUMBER(record_cause, phase),
	NAME(record_cause, reason),
	WORD(record_cause, kind, WORDS_CAUSE_KIND),
	NUMBER(record_cause, detail),
	WORD(record_cause, access, WORDS_ACCESS),
	NUMBER(record_cause, width),
	NUMBER(record_cause, exits),
	NUMBER(record_cause, kernel, NEEDS(CYCLES)),
	NUMBER(record_cause, blocked, NEEDS(PATCH | CYCLES)),
	NUMBER(record_cause, error),
	TEXT(record_cause, name),
};

static const struct record_field bench_fields[] = {
	NUMBER(record_bench, id),
	NAME(record_bench, name),
	WORD(record_bench, status, WORDS_STATUS),
	TEXT(record_bench, reason),
	NUMBER(record_bench, n),
	NUMBER(record_bench, exits, NEEDS(COUNTS)),
	NUMBER(record_bench, least, NEEDS(PATCH)),
	NUMBER(record_bench, most, NEEDS(PATCH)),
	NUMBER(record_bench, userspace_exits, NEEDS(COUNTS)),
	NUMBER(record_bench, noise, NEEDS(COUNTS)),
	NUMBER(record_bench, kernel, NEEDS(CYCLES)),
	NUMBER(record_bench, userspace, NEEDS(CYCLES)),
	NUMBER(record_bench, halted, NEEDS(CYCLES)),
	NUMBER(record_bench, scheduled_out, NEEDS(PATCH), UNTIL(RECORD_VERSION_ABI_2 - 1)),
	NUMBER(record_bench, preempted, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	NUMBER(record_bench, blocked, NEEDS(PATCH | CYCLES), SINCE(RECORD_VERSION_ABI_2)),
	NUMBER(record_bench, noise_kernel, NEEDS(CYCLES)),
	NUMBER(record_bench, rest, NEEDS(PATCH | CYCLES)),
	STAT(record_bench, tsc.min, tsc_min),
	STAT(record_bench, tsc.median, tsc_median),
	STAT(record_bench, tsc.p99, tsc_p99),
	STAT(record_bench, tsc.max, tsc_max),
	NUMBER(record_bench, tsc_sum),
	ROW("exits_by", FIELD_EXITS, record_bench, reasons, WORDS_NONE, NEEDS(COUNTS)),
};

static const struct record_field end_fields[] = {
	WORD(record_end, verdict, WORDS_VERDICT),
	TEXT(record_end, reason),
	NUMBER(record_end, lines),
};

/* clang-format on */

#define KIND(name) #name, name##_fields, sizeof(name##_fields) / sizeof(name##_fields[0])

/* In the order of the record */
static const struct record_kind kinds[] = {
	{ KIND(begin), MEMBER(record, begin) },
	{ KIND(host), MEMBER(record, host) },
	{ KIND(guest), MEMBER(record, guest) },
	{ KIND(calibration), MEMBER(record, calibrations[0]) },
	{ KIND(checkpoint), MEMBER(record, checkpoints[0]) },
	{ KIND(phase), MEMBER(record, phases[0]) },
	{ KIND(reason), MEMBER(record, reasons[0]) },
	{ KIND(reasons), MEMBER(record, phase_reasons[0]) },
	{ KIND(cause), MEMBER(record, causes[0]) },
	{ KIND(bench), MEMBER(record, benches[0]) },
	{ KIND(end), MEMBER(record, end) },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

const struct record_kind *const record_kind_begin = &kinds[0];

const struct record_kind *record_kind_of(const char *name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (text_equal(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

uint32_t record_has(const struct record *record)
{
	return (record_is_counted(record) ? RECORD_COUNTS : 0) |
	       (record_is_timed(record) ? RECORD_CYCLES : 0) |
	       (record->host.patched ? RECORD_PATCH : 0) |
	       (record_has_moments(record) ? RECORD_MOMENTS : 0);
}

bool record_knows_field(const struct record *record, const struct record_field *field)
{
	const uint64_t version = record->begin.version;

	return version >= field->since && (field->until == 0 || version <= field->until) &&
	       !(field->needs & ~record_has(record));
}

bool record_has_field(const struct record *record, const struct record_place *place,
		      const struct record_field *field)
{
	if (!record_knows_field(record, field))
		return false;
	return place->kind->fields != phase_fields || field->type == FIELD_NAME ||
	       field == phase_fields || !record->phases[place->index].moved;
}

const char *const *record_words(const struct record_field *field)
{
	return words[field->words];
}

const char *record_source_name(uint32_t source)
{
	return words[WORDS_SOURCE][source];
}

const char *record_bench_status_name(uint32_t status)
{
	return words[WORDS_STATUS][status];
}

const char *record_verdict_name(enum record_verdict verdict)
{
	return words[WORDS_VERDICT][verdict];
}

const char *record_cause_kind_name(uint32_t kind)
{
	return words[WORDS_CAUSE_KIND][kind];
}

const char *record_access_name(uint32_t access)
{
	return words[WORDS_ACCESS][access];
}

static bool is_word_of(enum record_words set, uint32_t value)
{
	uint32_t count = 0;

	while (words[set][count])
		count++;
	return value < count && words[set][value][0];
}

bool record_knows_cause(const struct record_cause *cause)
{
	return is_word_of(WORDS_CAUSE_KIND, cause->kind) && is_word_of(WORDS_ACCESS, cause->access);
}

struct record_place record_place_of(const struct record_begin *begin, uint64_t number)
{
	const uint64_t counts[] = {
		/* begin, host, guest */
		1,
		1,
		1,
		begin->calibrations,
		begin->checkpoints,
		/* phase */
		begin->checkpoints - 1,
		begin->reasons,
		record_phase_reasons_lines(begin),
		begin->causes,
		begin->benches,
		/* end */
		1,
	};
	size_t i = 0;

	_Static_assert(sizeof(counts) / sizeof(counts[0]) == KINDS, "a count for each kind");
	while (i + 1 < KINDS && number >= counts[i])
		number -= counts[i++];
	return (struct record_place){
		.kind = &kinds[i],
		.index = (size_t)number,
		.offset = kinds[i].offset + (size_t)number * kinds[i].size,
	};
}
