// SPDX-License-Identifier: GPL-2.0-only
/*
 * make-record KIND [SEED]: prints a record, or samples, for the tests.
 */
#include <stdlib.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "made_benches.h"
#include "made_noise.h"
#include "made_record.h"

static void full(struct record *record, unsigned int seed)
{
	make_full(record, seed);
}

static void minimal(struct record *record, unsigned int seed)
{
	(void)seed;
	make_minimal(record);
}

static void other_abi(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	record->host.abi++;
}

static void without_reasons(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	strip_reasons(record);
}

static void other_vendor(struct record *record, unsigned int seed)
{
	without_reasons(record, seed);
	record->host.vendor = EXIT_PROBE_VENDOR_INTEL;
}

static void intel(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	make_intel(record);
}

static void failed(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	record->end.verdict = VERDICT_FAIL;
	strcpy(record->end.reason, "made to fail");
}

static void moved(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	make_moved(record, 4);
}

static void unpatched(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	record->host.patched = 0;
	record->begin.reasons = 0;
	for (uint64_t i = 0; i < record->begin.checkpoints; i++)
		record->checkpoints[i].counters = (struct record_counters){ 0 };
	record->end.verdict = VERDICT_UNPATCHED;
	make_sums(record);
}

static void count(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	record->host.mode = EXIT_PROBE_MODE_COUNT;
}

/* Of the version before preempted, blocked and generations */
static void earlier(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	record->begin.version = RECORD_VERSION_ABI_2 - 1;
	for (uint64_t i = 0; i < record->begin.checkpoints; i++)
		record->checkpoints[i].counters.scheduled_out =
			record->checkpoints[i].counters.preempted;
	make_sums(record);
}

static void causes(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	make_causes(record);
}

static void intel_causes(struct record *record, unsigned int seed)
{
	(void)seed;
	make_intel_causes(record);
}

static void rip(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	make_rip(record);
}

static void quiet(struct record *record, unsigned int seed)
{
	causes(record, seed);
	make_quiet(record);
}

/* The same boot with more port accesses and fewer of MSRs */
static void changed(struct record *record, unsigned int seed)
{
	make_noisy(record, seed);
	make_more(record, 2, "ioio", 2500);
	make_more(record, 7, "msr", -300);
}

/* On a host with more interrupts */
static void interrupted(struct record *record, unsigned int seed)
{
	make_noisy(record, seed);
	for (uint64_t i = 2; i <= 7; i++)
		make_more(record, i, "intr", 300);
}

static void one_more(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	make_more(record, 2, "ioio", 1);
}

/* As if its checkpoint "kernel" had not told the host its end: a cause is in the next phase. */
static void untold(struct record *record, unsigned int seed)
{
	causes(record, seed);
	for (uint64_t i = 0; i < record->begin.causes; i++) {
		struct record_cause cause = record->causes[i];
		uint64_t at = i;

		if (cause.phase == 2 && cause.detail == 0x3FD)
			cause.phase = 3;
		for (; at > 0 && record_cause_is_after(record, &record->causes[at - 1], &cause);
		     at--)
			record->causes[at] = record->causes[at - 1];
		record->causes[at] = cause;
	}
}

static void late(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	strcpy(record->checkpoints[0].name, "late");
}

static void no_tsc(struct record *record, unsigned int seed)
{
	make_full(record, seed);
	record->host.tsc_khz = 0;
	record->host.tsc_source = TSC_UNKNOWN;
}

/* From power-on to login in steps of 50 ms, interpolated between the checkpoints */
static void print_samples(const struct record *record)
{
	uint64_t at = 0, from_ms = 0, from_exits = 0;

	printf("time_ms,exits,halted\n0,0,0\n");
	for (uint64_t ms = 50; at < record->begin.checkpoints; ms += 50) {
		const struct record_checkpoint *to = &record->checkpoints[at];
		uint64_t to_ms = to->tsc / record->host.tsc_khz;

		if (ms >= to_ms) {
			from_ms = to_ms;
			from_exits = to->counters.exits;
			at++;
			continue;
		}
		printf("%llu.5,%llu,%llu\n", (unsigned long long)ms,
		       (unsigned long long)(from_exits + (to->counters.exits - from_exits) *
								 (ms - from_ms) /
								 (to_ms - from_ms)),
		       (unsigned long long)to->counters.halted);
	}
	printf("%llu,%llu,%llu\n", (unsigned long long)from_ms + 100,
	       (unsigned long long)from_exits, 0ULL);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *kind;
		void (*make)(struct record *record, unsigned int seed);
	} kinds[] = {
		{ "full", full },
		{ "minimal", minimal },
		{ "other-abi", other_abi },
		{ "without-reasons", without_reasons },
		{ "unpatched", unpatched },
		{ "samples", full },
		{ "other-vendor", other_vendor },
		{ "intel", intel },
		{ "failed", failed },
		{ "moved", moved },
		{ "count", count },
		{ "earlier", earlier },
		{ "causes", causes },
		{ "rip", rip },
		{ "quiet", quiet },
		{ "noisy", make_noisy },
		{ "changed", changed },
		{ "interrupted", interrupted },
		{ "one-more", one_more },
		{ "untold", untold },
		{ "late", late },
		{ "no-tsc", no_tsc },
		{ "intel-causes", intel_causes },
		{ "benches", make_benches },
		{ "stock-benches", make_stock_benches },
		{ "calm-benches", make_calm_benches },
		{ "failed-benches", make_failed_benches },
	};
	static struct record record;

	for (size_t i = 0; argc > 1 && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(argv[1], kinds[i].kind) != 0)
			continue;
		kinds[i].make(&record, argc > 2 ? (unsigned int)atoi(argv[2]) : 0);
		if (strcmp(argv[1], "samples") == 0)
			print_samples(&record);
		else
			write_record(stdout, &record);
		return 0;
	}
	fprintf(stderr, "usage: make-record KIND [SEED]\n");
	return 2;
}
