/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record: what one boot reports. This comment is its grammar.
 *
 *   record      = begin host guest calibration* checkpoint+ phase+ end
 *   line        = "exit-probe: " kind (" " key "=" value)* " crc=" checksum
 *   value       = number | word | text
 *   number      = decimal, below 2^64, no leading zeros
 *   word        = [a-z0-9_]+
 *   text        = '"' (character | '\"' | '\\' | '\x' hex hex)* '"'
 *   checksum    = eight hexadecimal digits
 *
 * The keys of each kind, in the order in which they stand, are the tables of
 * schema.c. Those of the counters are absent where the host is not patched.
 * Lines end in LF or CR LF. Inside a text, characters other than printable
 * ASCII are written '\x' and two lower-case digits. A line has one spelling.
 *
 * begin states how many lines, calibrations and checkpoints follow; there is
 * one phase fewer than checkpoints. Phase i lies between checkpoints i - 1 and
 * i and has the name of the latter; its numbers are their differences. "reads"
 * are the exits of the probe's own reads in it and "beyond" is all the others.
 * end repeats the number of lines and gives the verdict.
 *
 * The checksum is CRC-32 (ISO-HDLC) over all lines of the record up to this
 * one: of each, what stands between the prefix and " crc=". So the first line
 * whose checksum is wrong is the first that was altered, or follows a loss.
 *
 * In a log, lines without the prefix are no part of the record, nor are CR,
 * other control characters and terminal escape sequences. Of several records
 * the last counts: a begin line discards everything before it.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "lib/stats.h"

#define RECORD_PREFIX           "exit-probe: "
#define RECORD_VERSION          1
#define RECORD_CALIBRATIONS_MAX 8
#define RECORD_CHECKPOINTS_MAX  64
#define RECORD_LINE_SIZE        2048
#define RECORD_NAME_SIZE        32

/* The values of these are the order of the words in schema.c. */
enum record_verdict {
	VERDICT_PASS,
	VERDICT_UNPATCHED,
	VERDICT_ERROR,
	VERDICT_FAIL,
};

enum record_boot {
	BOOT_MULTIBOOT1,
	BOOT_MULTIBOOT2,
	BOOT_PVH,
	BOOT_OTHER,
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
};

struct record_begin {
	uint64_t version, lines, calibrations, checkpoints;
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
	uint64_t memory_kib, touch_mib, pci_functions;
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
	struct record_end end;
};

/* Number of lines that the counts in begin make; 0 if they are out of range. */
uint64_t record_lines(const struct record_begin *begin);

/*
 * The phase that ends at checkpoint id (1 or higher), of which so many exits
 * are the probe's own reads; no more of them than there are exits at all.
 */
struct record_phase record_phase_of(const struct record *record, size_t id, uint64_t reads);

#endif
