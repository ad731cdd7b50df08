// SPDX-License-Identifier: GPL-2.0-only
/*
 * A sample record for tests to write, read back and damage.
 */
#include <stdlib.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "record/writer.h"
#include "test/cmocka_tap.h"
#include "test/sample_record.h"

struct record_log reader;
struct record sample;
char log_text[LOG_SIZE];

/* Two reasons from the SDM and one unknown; the last two occur in one phase each. */
static void add_reasons(void)
{
	static const struct record_reason reasons[] = {
		{ 10, "cpuid", { 4, 3 }, { 15, 2 }, 1, 2, 9, { [1] = 18 } },
		{ 30, "io_instruction", { 1, 0 }, { 4, 0 }, 0, 0, 0, { [0] = 5 } },
		{ 0x80000021, "reason_80000021", { 0, 0 }, { 1, 0 }, 0, 0, 0, { 0 } },
	};

	memcpy(sample.reasons, reasons, sizeof(reasons));
	for (size_t i = 0; i < 2; i++) {
		sample.phase_reasons[i].id = i + 1;
		strcpy(sample.phase_reasons[i].name, sample.phases[i].name);
	}
	sample.phase_reasons[0].counts[0] = (struct record_count){ 6, 1 };
	sample.phase_reasons[0].counts[1] = (struct record_count){ 4, 0 };
	sample.phase_reasons[1].counts[0] = (struct record_count){ 9, 1 };
	sample.phase_reasons[1].counts[2] = (struct record_count){ 1, 0 };
}

/* In a table of the host that was full once: the rest of a reason is OTHER. */
static void add_causes(void)
{
	static const struct record_cause causes[] = {
		{ 0, "cpuid", EXIT_PROBE_CAUSE_CPUID, 0, 0x40000000, 0, 4, 3, 0, 0, "hypervisor" },
		{ 0, "cpuid", EXIT_PROBE_CAUSE_OTHER, 0, 0, 0, 2, 0, 9, 0, "" },
		{ 0, "io_instruction", EXIT_PROBE_CAUSE_OTHER, 0, 0, 0, 1, 0, 0, 0, "" },
		{ 1, "cpuid", EXIT_PROBE_CAUSE_CPUID, 0, 0x4FFFFF03, 0, 4, 1, 0, 0, "" },
		{ 1, "io_instruction", EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_READ, 0x3F8, 1, 3,
		  0, 0, 1, "COM1 \"data\"" },
		{ 1, "io_instruction", EXIT_PROBE_CAUSE_PORT, EXIT_PROBE_ACCESS_WRITE, 0x3F8, 1, 1,
		  0, 0, 0, "COM1" },
		{ 2, "cpuid", EXIT_PROBE_CAUSE_CPUID, 0, 0x4FFFFF03, 0, 9, 1, 0, 0, "" },
		{ 2, "reason_80000021", EXIT_PROBE_CAUSE_NONE, 0, 0, 0, 1, 0, 0, 0, "" },
	};

	_Static_assert(sizeof(causes) / sizeof(causes[0]) == SAMPLE_CAUSES, "in the header");
	memcpy(sample.causes, causes, sizeof(causes));
}

static void make_counters(struct record_checkpoint *checkpoint, uint64_t i)
{
	checkpoint->generation = 7;
	checkpoint->counters = (struct record_counters){
		.exits = 10 * i + 5,
		.kernel = i + 3,
		.userspace = i,
		.halted = i,
		.preempted = i,
		.blocked = i,
		.guest = i,
		.userspace_exits = i,
		.nested_exits = i,
		.passes = i,
	};
}

void make_sample(bool patched)
{
	static const char *const names[] = { "entry", "cpu", "end" };

	memset(&sample, 0, sizeof(sample));
	sample.begin = (struct record_begin){
		RECORD_VERSION, 0, 1, 3, patched ? 3 : 0, patched ? SAMPLE_CAUSES : 0, 2,
	};
	sample.begin.lines = record_lines(&sample.begin);
	sample.host = (struct record_host){ .patched = patched,
					    .abi = patched,
					    .vendor = patched,
					    .scope = patched,
					    .mode = patched ? EXIT_PROBE_MODE_TIME : 0,
					    .causes = patched ? EXIT_PROBE_CAUSES_DETAIL : 0,
					    .cpu = "a \"CPU\" \\ \xFF\t" };
	strcpy(sample.calibrations[0].name, "read");
	for (uint64_t i = 0; i < 3; i++) {
		struct record_checkpoint *checkpoint = &sample.checkpoints[i];

		checkpoint->id = i;
		strcpy(checkpoint->name, names[i]);
		checkpoint->tsc = 1000 * i;
		if (patched)
			make_counters(checkpoint, i);
		if (i > 0)
			sample.phases[i - 1] = record_phase_of(&sample, i, 4);
	}
	if (patched) {
		add_reasons();
		add_causes();
	}
	for (uint64_t i = 0; i < 2; i++) {
		struct record_bench *bench = &sample.benches[i];

		bench->id = 2 * i + 1;
		strcpy(bench->name, i ? "hlt" : "empty");
		bench->status = patched ? BENCH_PASS : BENCH_UNCHECKED;
		bench->n = 2;
		bench->tsc = (struct stats){ 1, 2, 3, 3 };
		bench->tsc_sum = 5;
		if (!patched || i == 0)
			continue;
		bench->exits = bench->noise = 2;
		bench->least = bench->most = 1;
		bench->reasons[0] = (struct record_exits){ "hlt", 3 };
		bench->reasons[1] = (struct record_exits){ "intr", 1 };
	}
	sample.end.verdict = patched ? VERDICT_PASS : VERDICT_UNPATCHED;
	sample.end.lines = sample.begin.lines;
}

void drop_causes(void)
{
	sample.begin.causes = 0;
	sample.begin.lines = sample.end.lines = record_lines(&sample.begin);
	memset(sample.causes, 0, sizeof(sample.causes));
}

void make_earlier(void)
{
	drop_causes();
	sample.host.causes = 0;
	sample.begin.version = RECORD_VERSION_ABI_2 - 1;
	sample.host.mode = 0;
	for (size_t i = 0; i < 3; i++) {
		struct record_checkpoint *checkpoint = &sample.checkpoints[i];

		checkpoint->generation = 0;
		checkpoint->counters.scheduled_out = checkpoint->counters.preempted;
		checkpoint->counters.preempted = checkpoint->counters.blocked = 0;
		if (i > 0)
			sample.phases[i - 1] = record_phase_of(&sample, i, 4);
	}
	sample.reasons[0].blocked = 0;
}

void write_sample(void)
{
	char line[RECORD_LINE_SIZE];
	uint32_t crc = 0;

	log_text[0] = '\0';
	for (uint64_t i = 0; i < record_lines(&sample.begin); i++) {
		record_write_line(&sample, i, &crc, line);
		strcat(strcat(log_text, line), "\r\n");
	}
}

bool parse_bytes(const char *text, size_t size)
{
	/* On the heap, so that the sanitizer finds a read beyond the end */
	char *copy = malloc(size + !size);
	bool is_whole;

	if (!copy)
		return false;
	memcpy(copy, text, size);
	is_whole = record_log_read(&reader, copy, size, NULL, NULL);
	free(copy);
	return is_whole;
}

bool parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

void assert_refused(const char *text, uint64_t line, const char *why)
{
	assert_false(parse(text));
	assert_string_equal(reader.error, why);
	assert_int_equal(reader.error_line, line);
}

void assert_sample_refused(uint64_t line, const char *why)
{
	write_sample();
	assert_refused(log_text, line, why);
}
