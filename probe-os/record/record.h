/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record: the report of one boot for programs. This comment is its grammar.
 *
 *   record      = begin host guest calibration* checkpoint+ phase+
 *                 [reason+ reasons+ cause*] bench* end
 *   line        = "exit-probe: " kind (" " key "=" value)* " crc=" checksum
 *   value       = number | word | text | histogram | count | exits
 *   number      = decimal, below 2^64, no leading zeros
 *   word        = [a-z0-9_]+
 *   text        = '"' (character | '\"' | '\\' | '\x' hex hex)* '"'
 *   histogram   = [number ":" number ("," number ":" number)*]
 *   count       = number [":" number]
 *   exits       = [word ":" number ("," word ":" number)*]
 *   checksum    = eight hexadecimal digits
 *
 * The tables of schema.c list the keys of each kind in order. Keys of counters are
 * absent if nobody counted: the host is not patched, and source= is guest. With
 * mode=count the host counted exits and no cycles: keys of cycles are absent, and a count
 * is its exits alone. A key is absent in records of a version before the one that added it
 * or after the last that has it. Lines end in LF or CR LF. Inside a text, characters other
 * than printable ASCII are written '\x' and two lower-case digits. A line has one spelling.
 *
 * source=trace: the counts are from the host's trace of KVM, by exit-tracer(1). Keys that
 * only a patched host tells are then absent too. kernel, userspace, halted and guest are
 * cycles between events of the trace: kernel has what the tracing itself takes, and the
 * time that the thread was preempted or blocked; userspace begins where KVM_RUN returns and ends
 * with the next entry.
 *
 * source=host: the counts are those that a patched host has by phase, of a guest that marks
 * its phases (mark/exit_probe_mark.h), by exit-sampler(1). There are exits and causes, but no
 * times, no cycles, and no exits to userspace: the host does not keep these by phase. An exit
 * is of the phase in which it began.
 *
 * begin states how many lines, calibrations, checkpoints, reasons, causes and benches
 * follow; there is one phase fewer than checkpoints. Phase i lies between
 * checkpoints i - 1 and i and has the name of the latter; its numbers are the
 * differences of the two. "reads" counts the exits of the probe's own reads in it,
 * "beyond" all others. end repeats the number of lines and gives the verdict.
 *
 * preempted, blocked and the other buckets of cycles are as in the ABI's header;
 * scheduled_out, up to version 5, is the two together and the time to wake up. generation
 * is a random number: the counters of two checkpoints can be subtracted only if theirs are
 * equal. tsc_host_khz is the TSC's frequency on the host; tsc_unstable says that the TSCs
 * of its CPUs may differ, and cycles with them.
 *
 * tsc_spread is by how many kHz tsc_khz may be off to both sides together, where it was
 * timed by the PIT; 0 where a source told it. cpus are those that ran, cpus_present those
 * that firmware lists. pci_roots root buses were scanned: bus 0 and those that ACPI
 * numbers. A number that is not known is 0.
 *
 * There is a reason line for each exit reason that ever occurred, by ascending
 * code, the number in the manual of the host's vendor. Its name is the manual's
 * in lower case, or reason_ and eight hexadecimal digits. before and
 * before_kernel are exits and kernel cycles up to the first checkpoint, exits
 * and kernel those from there to the last; min, max and histogram are of the
 * kernel cycles of one exit, over both, and blocked is the sum of the cycles that the
 * vCPU slept in them, which are not in kernel. The histogram lists the buckets that are
 * not empty, each with its exits: bucket b has those of 2^(b-1) to 2^b - 1
 * cycles, the last bucket also all longer ones. no_exit counts the path to the
 * first VM entry, which is not an exit.
 *
 * There is a reasons line for each phase. Its keys after the name are the reasons
 * that occurred in it, in the order of the reason lines. Its counts are exits and
 * kernel cycles; they add up to the phase's. Without reasons in begin there are
 * neither reason nor reasons lines.
 *
 * There is a cause line for each cause of exits of a reason in a phase, where host says
 * what a cause is: causes=detail is the port, MSR, address or register, causes=rip where the
 * guest was. kind, detail, access and width are as in the ABI's header; name is what is known
 * to be there. phase is the id of the checkpoint where the phase ends, 0 before the first.
 * A checkpoint that did not tell the host the number of its phase has none: its causes are
 * with those of the next one that did. The probe's all do, entry by telling 0. If the VM has
 * booted before without being made anew, its cpu is with those before the first, too.
 *
 * listed exits <= true exits <= listed exits + error: a cause may have lost its place in the
 * host's table for a while. kind=other of a reason, with phase=0, has what its other lines
 * lack, also causes with too few exits for a line of their own; so the lines of a reason add
 * up to its reason line: exits to before and exits, and so on. The lines are in the order of
 * phase, the reason's code, kind, detail, access and width.
 *
 * There is a bench line for each selected benchmark. Its numbers are sums over n
 * operations: exits, how many of them went on to userspace, and cycles. exits must
 * lie between least * n and most * n; noise counts the host's own exits during the
 * bench, noise_kernel their cycles. exits_by has both, by reason. The median round
 * trip of the empty operation, which is the first, is subtracted from each round
 * trip; rest is the part of their sum that is in no other cycles: the hardware's
 * transition and the guest's side, 0 if other vCPUs' cycles exceed it. None of
 * these includes the probe's own reads. Status unchecked: ran, on a host that does
 * not count; skip: did not run, and reason says why.
 *
 * A VM that is moved to another host, or restored, has other counters there, and so
 * has one whose host changes its mode. A phase or a bench at whose end a counter or the
 * TSC is lower than at its start, or the generation is another one or 0, is left out: the
 * phase and its reasons line have no key after the name, the bench is skipped, and the
 * verdict is moved or worse. The reason lines are then the sum of the other phases,
 * without min, max, blocked and histogram: 0, 0, 0, empty. There are no cause lines.
 *
 * The checksum is CRC-32 (ISO-HDLC) over all lines of the record up to this one:
 * of each line the text between the prefix and " crc=". So the first line with a
 * wrong checksum was altered, or a line before it is missing.
 *
 * In a log, text before the prefix and after the checksum does not belong to the
 * record, and neither do control characters and terminal escape sequences: see
 * log.h. If there are several records, the last complete one counts.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stats.h"

#define RECORD_PREFIX            "exit-probe: "
#define RECORD_VERSION           7
#define RECORD_VERSION_OLDEST    3 /* that readers take, too */
#define RECORD_VERSION_ABI_2     6 /* the first with the counters of the ABI's version 2 */
#define RECORD_VERSION_CAUSES    7 /* the first with causes */
#define RECORD_CALIBRATIONS_MAX  8
#define RECORD_CHECKPOINTS_MAX   32
#define RECORD_REASONS_MAX       64
#define RECORD_BUCKETS_MAX       32
#define RECORD_CAUSES_MAX        512
#define RECORD_BENCHES_MAX       96 /* also the limit for rows of the table of benchmarks */
#define RECORD_BENCH_REASONS_MAX 8
#define RECORD_LINE_SIZE         6144 /* holds a reasons line with all reasons */
#define RECORD_NAME_SIZE         32

/* The values of these enums are the order of the words in schema.c. */
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
	BOOT_LINUX, /* exit-probe in Linux; loader= names the system */
};

enum record_source {
	SOURCE_GUEST, /* the guest reads the counters, if the host is patched */
	SOURCE_TRACE, /* exit-tracer, on the host */
	SOURCE_HOST,  /* exit-sampler, on a patched host */
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
	TSC_FROM_CPUID,      /* leaf 15h */
	TSC_FROM_HYPERVISOR, /* leaf 40000010h */
	TSC_FROM_KVM_CLOCK,
};

/* The counters of a patched host */
struct record_counters {
	uint64_t exits;
	uint64_t kernel, userspace, halted, scheduled_out, preempted, blocked, guest; /* cycles */
	uint64_t userspace_exits, nested_exits;
	uint64_t passes; /* failed or emulated entries: KVM counts them as exits */
};

struct record_begin {
	uint64_t version, lines, calibrations, checkpoints, reasons, causes, benches;
};

struct record_host {
	uint32_t patched;
	uint32_t source; /* enum record_source */
	uint64_t abi;
	uint32_t vendor, scope, mode; /* EXIT_PROBE_VENDOR_, _SCOPE_, _MODE_ */
	uint32_t causes;              /* EXIT_PROBE_CAUSES_ */
	char hypervisor[16];
	char cpu[64];
	uint64_t family, tsc_khz;
	uint32_t tsc_source;
	uint64_t tsc_spread, tsc_host_khz;
	uint32_t tsc_unstable, x2apic;
};

struct record_guest {
	uint32_t boot, firmware;
	uint64_t memory_kib, touch_mib, pci_functions, pci_roots, cpus, cpus_present;
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
	uint64_t generation;
};

struct record_phase {
	uint64_t id;
	char name[RECORD_NAME_SIZE];
	uint64_t tsc, reads, beyond;
	struct record_counters counters;
	uint32_t moved; /* the VM was moved in this phase: it has no numbers */
};

/* Counts of one exit reason, over a phase or longer */
struct record_count {
	uint64_t exits, kernel;
};

struct record_reason {
	uint64_t code;
	char name[RECORD_NAME_SIZE];
	struct record_count before, boot; /* up to the first checkpoint; from there on */
	uint64_t min, max, blocked;
	uint64_t histogram[RECORD_BUCKETS_MAX];
};

/* The reasons of one phase, in the order of the reason lines */
struct record_phase_reasons {
	uint64_t id;
	char name[RECORD_NAME_SIZE];
	struct record_count counts[RECORD_REASONS_MAX];
};

struct record_cause {
	uint64_t phase;
	char reason[RECORD_NAME_SIZE];
	uint32_t kind, access; /* EXIT_PROBE_CAUSE_, EXIT_PROBE_ACCESS_ */
	uint64_t detail, width;
	uint64_t exits, kernel, blocked, error;
	char name[RECORD_NAME_SIZE];
};

/* How often a reason occurred, with its word */
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
	uint64_t kernel, userspace, halted, scheduled_out, preempted, blocked, noise_kernel, rest;
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
	struct record_cause causes[RECORD_CAUSES_MAX];
};

/* Number of lines by the counts in begin; 0 if they are out of range */
uint64_t record_lines(const struct record_begin *begin);

/* How many of them are reasons lines */
uint64_t record_phase_reasons_lines(const struct record_begin *begin);

/*
 * Computes the phase that ends at checkpoint id (1 or higher). reads is the number
 * of the probe's own reads in it, limited to the phase's exits.
 */
struct record_phase record_phase_of(const struct record *record, size_t id, uint64_t reads);

/* Whether exits are counted: for the guest by a patched host, or on the host */
bool record_is_counted(const struct record *record);

/* Whether cycles are counted too: not with mode=count, nor with source=host */
bool record_is_timed(const struct record *record);

/* Whether its checkpoints have a time, and the exits to userspace: not with source=host */
bool record_has_moments(const struct record *record);

/* Whether a counter is lower at the second: the VM was moved between the two */
bool record_counters_fell(const struct record_counters *from, const struct record_counters *to);

/* Whether counters of these generations cannot be subtracted */
bool record_generations_differ(uint64_t from, uint64_t to);

/* Whether the VM was moved between the checkpoints around phase id (1 or higher), by their
 * counters, their TSC and their generations */
bool record_phase_broke(const struct record *record, size_t id);

/* Whether a phase is left out for this reason */
bool record_is_moved(const struct record *record);

/* The reason of a bench skipped because of a move */
#define RECORD_BENCH_MOVED "the VM was moved meanwhile"

/*
 * Whether the reasons add up to the total: before the first checkpoint, in phase id
 * (1 or higher), and each reason's phases to its count of the boot.
 */
bool record_before_adds_up(const struct record *record);
bool record_phase_adds_up(const struct record *record, size_t id);
bool record_boot_adds_up(const struct record *record);

/* The reason of a cause; NULL if the record has none of that name */
const struct record_reason *record_reason_of(const struct record *record,
					     const struct record_cause *cause);

/* Whether a cause's line is behind that of another, by their order in the record */
bool record_cause_is_after(const struct record *record, const struct record_cause *cause,
			   const struct record_cause *other);

/* Whether the causes of each reason add up to it; their reasons are all in the record. */
bool record_causes_add_up(const struct record *record);

#endif
