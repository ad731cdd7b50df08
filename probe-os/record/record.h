/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record: what one boot reports. This comment is its grammar.
 *
 *   record      = begin host guest calibration* checkpoint+ phase+
 *                 [reason+ reasons+] bench* end
 *   line        = "exit-probe: " kind (" " key "=" value)* " crc=" checksum
 *   value       = number | word | text | histogram | count | exits
 *   number      = decimal, below 2^64, no leading zeros
 *   word        = [a-z0-9_]+
 *   text        = '"' (character | '\"' | '\\' | '\x' hex hex)* '"'
 *   histogram   = [number ":" number ("," number ":" number)*]
 *   count       = number ":" number
 *   exits       = [word ":" number ("," word ":" number)*]
 *   checksum    = eight hexadecimal digits
 *
 * The keys of each kind, in the order in which they stand, are the tables of
 * schema.c. Those of the counters are absent where the host is not patched.
 * Lines end in LF or CR LF. Inside a text, characters other than printable
 * ASCII are written '\x' and two lower-case digits. A line has one spelling.
 *
 * begin states how many lines, calibrations, checkpoints, reasons and benches
 * follow;
 * there is one phase fewer than checkpoints. Phase i lies between checkpoints
 * i - 1 and i and has the name of the latter; its numbers are their differences.
 * "reads" are the exits of the probe's own reads in it and "beyond" is all the
 * others. end repeats the number of lines and gives the verdict.
 *
 * There is a reason line for each exit reason that ever occurred, by ascending
 * code, the number in the manual of the host's vendor. Its name is the manual's
 * in small letters, or reason_ and eight hexadecimal digits. before and
 * before_kernel are exits and kernel cycles up to the first checkpoint, exits
 * and kernel those from there to the last; min, max and histogram are the
 * kernel cycles of one exit, over both. The histogram has the buckets that are
 * not empty, each with its exits: bucket b is those of 2^(b-1) to 2^b - 1
 * cycles, the last one all that took longer. That of no_exit has the way to the
 * first VM entry, which is no exit.
 *
 * There is a reasons line for each phase. Its keys behind the name are those of
 * the reasons that occurred in it, in the order of the reason lines, its counts
 * exits and kernel cycles; they add up to the phase's. Without reasons in begin
 * there are neither reason nor reasons lines.
 *
 * There is a bench line for each benchmark that was asked for. Its numbers are
 * sums over n operations: exits, those of them that went on to userspace, and
 * cycles. exits must lie between least * n and most * n; noise are the exits
 * that the host had for itself meanwhile, noise_kernel their cycles. exits_by
 * has both, by reason. The TSC cycles of a round trip are less those of the
 * empty operation, which is the first; rest is what of their sum no bucket has:
 * the hardware's transition and the guest's side, 0 where other vCPUs' cycles
 * are more. The probe's own reads are in none of these. Status unchecked: ran,
 * on a host that does not count; skip: did not run, and reason says why.
 *
 * A VM that is moved to another host, or restored, meets other counters there. A
 * phase or a bench between whose ends a counter or the TSC is lower than before
 * is left out: the phase has no key behind its name and its reasons line none,
 * the bench is skipped, and the verdict is moved or worse. The reason lines then
 * are the sum of the other phases, without min, max and histogram: 0, 0, empty.
 *
 * The checksum is CRC-32 (ISO-HDLC) over all lines of the record up to this
 * one: of each, what stands between the prefix and " crc=". So the first line
 * whose checksum is wrong is the first that was altered, or follows a loss.
 *
 * In a log, what stands before the prefix and behind the checksum is no part of
 * the record, nor are control characters and terminal escape sequences: see
 * log.h. Of several records the last whole one counts.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stats.h"

#define RECORD_PREFIX            "exit-probe: "
#define RECORD_VERSION           3
#define RECORD_CALIBRATIONS_MAX  8
#define RECORD_CHECKPOINTS_MAX   32
#define RECORD_REASONS_MAX       64
#define RECORD_BUCKETS_MAX       32
#define RECORD_BENCHES_MAX       96 /* rows that the table of benchmarks may have, too */
#define RECORD_BENCH_REASONS_MAX 8
#define RECORD_LINE_SIZE         6144 /* holds a reasons line with all reasons */
#define RECORD_NAME_SIZE         32

/* The values of these are the order of the words in schema.c. */
enum record_verdict {
	VERDICT_PASS,
	VERDICT_UNPATCHED,
	VERDICT_MOVED,
	VERDICT_ERROR,
	VERDICT_FAIL,
};

enum record_bench_status {
	BENCH_PASS,
	BENCH_UNCHECKED,
	BENCH_SKIP,
	BENCH_FAIL,
};

enum record_boot {
	BOOT_MULTIBOOT1,
	BOOT_MULTIBOOT2,
	BOOT_PVH,
	BOOT_OTHER,
	BOOT_LINUX, /* the reader in Linux; loader= names the system */
};

enum record_firmware {
	FIRMWARE_BIOS,
	FIRMWARE_UEFI,
	FIRMWARE_UNKNOWN,
};

enum record_tsc_source {
	TSC_FROM_HOST,
	TSC_FROM_PIT,
	TSC_UNKNOWN,
};

/* What the patched host counts */
struct record_counters {
	uint64_t exits;
	uint64_t kernel, userspace, halted, scheduled_out, guest; /* cycles */
	uint64_t userspace_exits, nested_exits;
	uint64_t passes; /* what KVM counts as exits and were none */
};

struct record_begin {
	uint64_t version, lines, calibrations, checkpoints, reasons, benches;
};

struct record_host {
	uint32_t patched;
	uint64_t abi;
	uint32_t vendor, scope; /* EXIT_PROBE_VENDOR_, EXIT_PROBE_SCOPE_ */
	char hypervisor[16];
	char cpu[64];
	uint64_t family, tsc_khz;
	uint32_t tsc_source;
	uint32_t x2apic;
};

struct record_guest {
	uint32_t boot, firmware;
	uint64_t memory_kib, touch_mib, pci_functions, cpus;
	char loader[64];
	char cmdline[256];
};

/* Exits, kernel cycles and TSC from one read to the next, over n repetitions */
struct record_calibration {
	char name[RECORD_NAME_SIZE];
	uint64_t n, expected;
	struct stats exits, kernel, tsc;
};

struct record_checkpoint {
	uint64_t id;
	char name[RECORD_NAME_SIZE];
	uint64_t tsc;
	struct record_counters counters;
};

struct record_phase {
	uint64_t id;
	char name[RECORD_NAME_SIZE];
	uint64_t tsc, reads, beyond;
	struct record_counters counters;
	uint32_t moved; /* the VM was, in this phase: it has no numbers */
};

/* What one exit reason has, over a phase or longer */
struct record_count {
	uint64_t exits, kernel;
};

struct record_reason {
	uint64_t code;
	char name[RECORD_NAME_SIZE];
	struct record_count before, boot; /* up to the first checkpoint; from there on */
	uint64_t min, max;
	uint64_t histogram[RECORD_BUCKETS_MAX];
};

/* The reasons of one phase, in the order of the reason lines */
struct record_phase_reasons {
	uint64_t id;
	char name[RECORD_NAME_SIZE];
	struct record_count counts[RECORD_REASONS_MAX];
};

/* How often a reason occurred, by its word */
struct record_exits {
	char name[RECORD_NAME_SIZE];
	uint64_t exits;
};

struct record_bench {
	uint64_t id;
	char name[RECORD_NAME_SIZE];
	uint32_t status; /* enum record_bench_status */
	char reason[96];
	uint64_t n;
	uint64_t exits, least, most, userspace_exits, noise;
	uint64_t kernel, userspace, halted, scheduled_out, noise_kernel, rest;
	struct stats tsc;
	uint64_t tsc_sum;
	struct record_exits reasons[RECORD_BENCH_REASONS_MAX];
};

struct record_end {
	uint32_t verdict;
	char reason[128];
	uint64_t lines;
};

/* The counts in begin say how many entries of each array are in use. */
struct record {
	struct record_begin begin;
	struct record_host host;
	struct record_guest guest;
	struct record_calibration calibrations[RECORD_CALIBRATIONS_MAX];
	struct record_checkpoint checkpoints[RECORD_CHECKPOINTS_MAX];
	struct record_phase phases[RECORD_CHECKPOINTS_MAX - 1];
	struct record_reason reasons[RECORD_REASONS_MAX];
	struct record_phase_reasons phase_reasons[RECORD_CHECKPOINTS_MAX - 1];
	struct record_bench benches[RECORD_BENCHES_MAX];
	struct record_end end;
};

/* Number of lines that the counts in begin make; 0 if they are out of range. */
uint64_t record_lines(const struct record_begin *begin);

/* Number of reasons lines among them */
uint64_t record_phase_reasons_lines(const struct record_begin *begin);

/*
 * The phase that ends at checkpoint id (1 or higher), of which so many exits
 * are the probe's own reads; no more of them than there are exits at all.
 */
struct record_phase record_phase_of(const struct record *record, size_t id, uint64_t reads);

/* Whether a counter is lower than it was: the VM was moved between the two. */
bool record_counters_fell(const struct record_counters *from, const struct record_counters *to);

/* The same of the checkpoints around phase id (1 or higher), and of their TSC */
bool record_phase_fell(const struct record *record, size_t id);

/* Whether a phase is left out for that */
bool record_is_moved(const struct record *record);

/* Why a bench with a move in it is skipped */
#define RECORD_BENCH_MOVED "the VM was moved meanwhile"

/*
 * Whether the reasons add up to the whole: before the first checkpoint, in
 * phase id (1 or higher), and each reason's phases to what it has in the boot.
 */
bool record_before_adds_up(const struct record *record);
bool record_phase_adds_up(const struct record *record, size_t id);
bool record_boot_adds_up(const struct record *record);

#endif
