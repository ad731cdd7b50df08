// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kinds of line, their keys in order, and the order of the kinds.
 */
#include "lib/text.h"
#include "record/schema.h"

static const char *const *const words[] = {
	[WORDS_YES_NO] = (const char *const[]){ "no", "yes", NULL },
	[WORDS_SOURCE] = (const char *const[]){ "guest", "trace", NULL },
	[WORDS_VENDOR] = (const char *const[]){ "", "intel", "amd", NULL },
	[WORDS_SCOPE] = (const char *const[]){ "", "vm", "vcpu", "host", NULL },
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

/* Rows of the tables. Those named COUNTER_ are absent if nobody counted, those named PATCH_
 * also in a trace. */
#define NUMBER(type, member)              ROW(#member, FIELD_NUMBER, false, type, member, WORDS_NONE)
#define NAME(type, member)                ROW(#member, FIELD_NAME, false, type, member, WORDS_NONE)
#define TEXT(type, member)                ROW(#member, FIELD_TEXT, false, type, member, WORDS_NONE)
#define WORD(type, member, words)         ROW(#member, FIELD_WORD, false, type, member, words)
#define STAT(type, member, name)          ROW(#name, FIELD_NUMBER, false, type, member, WORDS_NONE)
#define COUNTER_NUMBER(type, member)      ROW(#member, FIELD_NUMBER, true, type, member, WORDS_NONE)
#define COUNTER_WORD(type, member, words) ROW(#member, FIELD_WORD, true, type, member, words)
#define COUNTER_TOTAL(type, name)         ROW(#name, FIELD_NUMBER, true, type, counters.name, WORDS_NONE)
#define PATCH_NUMBER(type, member)        PATCH_ROW(#member, FIELD_NUMBER, type, member, WORDS_NONE)
#define PATCH_WORD(type, member, words)   PATCH_ROW(#member, FIELD_WORD, type, member, words)
#define PATCH_STAT(type, member, name)    PATCH_ROW(#name, FIELD_NUMBER, type, member, WORDS_NONE)
#define PATCH_TOTAL(type, name)           PATCH_ROW(#name, FIELD_NUMBER, type, counters.name, WORDS_NONE)
#define ROW(key, kind, counter, type, member, words) \
	{ key, MEMBER(type, member), kind, words, counter, false, 0 }
#define PATCH_ROW(key, kind, type, member, words) \
	{ key, MEMBER(type, member), kind, words, true, true, 0 }
#define ADDED_NUMBER(version, type, member) \
	{ #member, MEMBER(type, member), FIELD_NUMBER, WORDS_NONE, false, false, version }
#define ADDED_WORD(version, type, member, words) \
	{ #member, MEMBER(type, member), FIELD_WORD, words, false, false, version }

static const struct record_field begin_fields[] = {
	NUMBER(record_begin, version),
	NUMBER(record_begin, lines),
	NUMBER(record_begin, calibrations),
	NUMBER(record_begin, checkpoints),
	NUMBER(record_begin, reasons),
	NUMBER(record_begin, benches),
};

static const struct record_field host_fields[] = {
	WORD(record_host, patched, WORDS_YES_NO),
	ADDED_WORD(5, record_host, source, WORDS_SOURCE),
	PATCH_NUMBER(record_host, abi),
	COUNTER_WORD(record_host, vendor, WORDS_VENDOR),
	PATCH_WORD(record_host, scope, WORDS_SCOPE),
	TEXT(record_host, hypervisor),
	TEXT(record_host, cpu),
	NUMBER(record_host, family),
	NUMBER(record_host, tsc_khz),
	WORD(record_host, tsc_source, WORDS_TSC_SOURCE),
	ADDED_NUMBER(4, record_host, tsc_spread),
	WORD(record_host, x2apic, WORDS_YES_NO),
};

static const struct record_field guest_fields[] = {
	WORD(record_guest, boot, WORDS_BOOT),
	WORD(record_guest, firmware, WORDS_FIRMWARE),
	NUMBER(record_guest, memory_kib),
	NUMBER(record_guest, touch_mib),
	NUMBER(record_guest, pci_functions),
	ADDED_NUMBER(4, record_guest, pci_roots),
	NUMBER(record_guest, cpus),
	ADDED_NUMBER(4, record_guest, cpus_present),
	TEXT(record_guest, loader),
	TEXT(record_guest, cmdline),
};

static const struct record_field calibration_fields[] = {
	NAME(record_calibration, name),
	NUMBER(record_calibration, n),
	PATCH_NUMBER(record_calibration, expected),
	PATCH_STAT(record_calibration, exits.min, exits_min),
	PATCH_STAT(record_calibration, exits.median, exits_median),
	PATCH_STAT(record_calibration, exits.max, exits_max),
	PATCH_STAT(record_calibration, kernel.min, kernel_min),
	PATCH_STAT(record_calibration, kernel.median, kernel_median),
	PATCH_STAT(record_calibration, kernel.max, kernel_max),
	STAT(record_calibration, tsc.min, tsc_min),
	STAT(record_calibration, tsc.median, tsc_median),
	STAT(record_calibration, tsc.max, tsc_max),
};

static const struct record_field checkpoint_fields[] = {
	NUMBER(record_checkpoint, id),
	NAME(record_checkpoint, name),
	NUMBER(record_checkpoint, tsc),
	COUNTER_TOTAL(record_checkpoint, exits),
	COUNTER_TOTAL(record_checkpoint, kernel),
	COUNTER_TOTAL(record_checkpoint, userspace),
	COUNTER_TOTAL(record_checkpoint, halted),
	PATCH_TOTAL(record_checkpoint, scheduled_out),
	COUNTER_TOTAL(record_checkpoint, guest),
	COUNTER_TOTAL(record_checkpoint, userspace_exits),
	PATCH_TOTAL(record_checkpoint, nested_exits),
	PATCH_TOTAL(record_checkpoint, passes),
};

static const struct record_field phase_fields[] = {
	NUMBER(record_phase, id),
	NAME(record_phase, name),
	NUMBER(record_phase, tsc),
	COUNTER_TOTAL(record_phase, exits),
	COUNTER_NUMBER(record_phase, reads),
	COUNTER_NUMBER(record_phase, beyond),
	COUNTER_TOTAL(record_phase, kernel),
	COUNTER_TOTAL(record_phase, userspace),
	COUNTER_TOTAL(record_phase, halted),
	PATCH_TOTAL(record_phase, scheduled_out),
	COUNTER_TOTAL(record_phase, guest),
	COUNTER_TOTAL(record_phase, userspace_exits),
	PATCH_TOTAL(record_phase, nested_exits),
	PATCH_TOTAL(record_phase, passes),
};

/* Not marked as counters: without a patched host there are no such lines. */
static const struct record_field reason_fields[] = {
	NUMBER(record_reason, code),
	NAME(record_reason, name),
	STAT(record_reason, before.exits, before),
	STAT(record_reason, before.kernel, before_kernel),
	STAT(record_reason, boot.exits, exits),
	STAT(record_reason, boot.kernel, kernel),
	NUMBER(record_reason, min),
	NUMBER(record_reason, max),
	ROW("histogram", FIELD_HISTOGRAM, false, record_reason, histogram, WORDS_NONE),
};

static const struct record_field reasons_fields[] = {
	NUMBER(record_phase_reasons, id),
	NAME(record_phase_reasons, name),
	ROW("", FIELD_REASONS, false, record_phase_reasons, counts, WORDS_NONE),
};

static const struct record_field bench_fields[] = {
	NUMBER(record_bench, id),
	NAME(record_bench, name),
	WORD(record_bench, status, WORDS_STATUS),
	TEXT(record_bench, reason),
	NUMBER(record_bench, n),
	COUNTER_NUMBER(record_bench, exits),
	PATCH_NUMBER(record_bench, least),
	PATCH_NUMBER(record_bench, most),
	COUNTER_NUMBER(record_bench, userspace_exits),
	COUNTER_NUMBER(record_bench, noise),
	COUNTER_NUMBER(record_bench, kernel),
	COUNTER_NUMBER(record_bench, userspace),
	COUNTER_NUMBER(record_bench, halted),
	PATCH_NUMBER(record_bench, scheduled_out),
	COUNTER_NUMBER(record_bench, noise_kernel),
	PATCH_NUMBER(record_bench, rest),
	STAT(record_bench, tsc.min, tsc_min),
	STAT(record_bench, tsc.median, tsc_median),
	STAT(record_bench, tsc.p99, tsc_p99),
	STAT(record_bench, tsc.max, tsc_max),
	NUMBER(record_bench, tsc_sum),
	ROW("exits_by", FIELD_EXITS, true, record_bench, reasons, WORDS_NONE),
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

bool record_has_field(const struct record *record, const struct record_place *place,
		      const struct record_field *field)
{
	if (field->since > record->begin.version ||
	    (field->counter && !record_is_counted(record)) ||
	    (field->patch && !record->host.patched))
		return false;
	return place->kind->fields != phase_fields || field->type == FIELD_NAME ||
	       field == phase_fields || !record->phases[place->index].moved;
}

const char *const *record_words(const struct record_field *field)
{
	return words[field->words];
}

const char *record_bench_status_name(uint32_t status)
{
	return words[WORDS_STATUS][status];
}

const char *record_verdict_name(enum record_verdict verdict)
{
	return words[WORDS_VERDICT][verdict];
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
