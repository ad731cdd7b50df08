/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of a label as flat rows. Every output writes these rows only, so that
 * all outputs agree.
 */
#ifndef COMPARE_FACTS_H
#define COMPARE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "counters.h"
#include "lib/stats.h"

#define FACT_NAME_SIZE 128 /* of a cause, too */
#define RUNS_MAX       32

enum fact_section {
	FACT_STAGE,        /* firmware and boot loader, the system, measuring, all */
	FACT_PHASE,        /* a phase of the record */
	FACT_REASON,       /* an exit reason, by stage */
	FACT_PHASE_REASON, /* a phase, by exit reason */
	FACT_RATE,         /* the distribution of exits over time */
	FACT_BENCH,        /* a benchmark of a machine */
	FACT_BOOT,         /* a boot of the probe on a machine */
	FACT_KIND,         /* reasons of one kind, by stage: see kinds.def */
	FACT_CAUSE,        /* what caused exits of a phase; named by cause_fact_name() */
	FACT_REST,         /* causes, or functions, that no table shows, taken together */
	FACT_FUNCTION,     /* a function of the guest where exits fell */
	FACT_ADVICE,       /* the causes that an advice is about, by stage */
	FACT_ALIKE,        /* a cause over all phases, without its reason's name: see origins.h */
	FACT_ORIGIN,       /* the guest's exits, and those of the machine */
	FACT_SECTIONS,
};

/* See comparison.h. */
enum stage {
	STAGE_BEFORE,
	STAGE_OS,
	STAGE_MEASURING,
	STAGE_TOTAL,
	STAGES,
};

/* The quantities of a stage or a phase that follow the counters */
enum quantity {
	QUANTITY_TSC = COUNTERS,
	QUANTITY_READS,
	QUANTITY_NET, /* net exits: without the probe's own reads */
};

/* Cycles of a reason over all of a boot */
enum reason_quantity {
	REASON_MIN, /* kernel cycles of one exit */
	REASON_MAX,
	REASON_BLOCKED,
	REASON_QUANTITIES,
};

enum rate_source {
	RATE_OF_CHECKPOINTS, /* from the first checkpoint on, by the guest's TSC */
	RATE_OF_SAMPLES,     /* from power-on, by the host's clock */
	RATE_SOURCES,
};

/* Per second, except the first three and the last */
enum rate_quantity {
	RATE_POINTS,
	RATE_MILLISECONDS,
	RATE_EXITS,
	RATE_MEAN,
	RATE_MIN,
	RATE_Q1,
	RATE_MEDIAN,
	RATE_Q3,
	RATE_MAX,
	RATE_BUSIEST_TENTH, /* percent */
	RATE_QUANTITIES,
};

/* Whose KVM a benchmark ran on */
enum bench_host {
	BENCH_STOCK,
	BENCH_PATCHED,
	BENCH_HOSTS,
};

/* Cycles of the guest's TSC for one repetition, but for the first and the last two */
enum bench_quantity {
	BENCH_N, /* repetitions */
	BENCH_MIN,
	BENCH_MEDIAN,
	BENCH_P99,
	BENCH_MAX,
	BENCH_EXITS,  /* of all repetitions */
	BENCH_KERNEL, /* cycles in KVM, too */
	BENCH_QUANTITIES,
};

enum boot_quantity {
	BOOT_BEFORE, /* exits of firmware and boot loader */
	BOOT_EXITS,
	BOOT_KERNEL, /* cycles in KVM for these */
	BOOT_QUANTITIES,
};

/* Of a cause, of causes taken together, and of a function */
enum cause_quantity {
	CAUSE_EXITS, /* those that are listed; the true number is up to CAUSE_ERROR higher */
	CAUSE_ERROR,
	CAUSE_KERNEL, /* cycles */
	CAUSE_BLOCKED,
	CAUSE_QUANTITIES,
};

enum alike_quantity {
	ALIKE_EXITS,
	ALIKE_ERROR,
};

/* Identifies a fact. Only these functions make keys, so no key can be misspelled. */
struct fact_key {
	enum fact_section section;
	const char *name, *quantity;
};

/* quantity: a counter or one of enum quantity */
struct fact_key of_stage(enum stage stage, unsigned int quantity);
struct fact_key of_phase(const char *phase, unsigned int quantity);

/* Exits and kernel cycles of a reason in a stage; exits in a phase */
struct fact_key of_reason(const char *reason, enum stage stage);
struct fact_key of_reason_kernel(const char *reason, enum stage stage);
struct fact_key of_reason_total(const char *reason, enum reason_quantity quantity);
struct fact_key of_phase_reason(const char *phase, const char *reason);

/* The same of a kind of reasons */
struct fact_key of_kind(const char *kind, enum stage stage);
struct fact_key of_kind_kernel(const char *kind, enum stage stage);

struct fact_key of_rate(enum rate_source source, enum rate_quantity quantity);

struct fact_key of_bench(const char *bench, enum bench_host host, enum bench_quantity quantity);
struct fact_key of_boot(const char *boot, enum boot_quantity quantity);

/* name: of cause_fact_name(). The rest of FACT_CAUSE or FACT_FUNCTION: all that no table shows */
struct fact_key of_cause(const char *name, enum cause_quantity quantity);
struct fact_key of_function(const char *name, enum cause_quantity quantity);
struct fact_key of_rest(enum fact_section section, enum cause_quantity quantity);

/* Exits of its causes, their error, and how many go. stage: before or the system */
struct fact_key of_advice(const char *id, enum stage stage);
struct fact_key of_advice_error(const char *id, enum stage stage);
struct fact_key of_advice_removes(const char *id, enum stage stage);

struct fact_key of_alike(const char *name, enum alike_quantity quantity);
struct fact_key of_origin(const char *origin);

struct fact {
	enum fact_section section;
	char name[FACT_NAME_SIZE], quantity[FACT_NAME_SIZE];
	uint64_t values[RUNS_MAX];
	uint32_t has; /* one bit per run: set if the run has the fact */
	size_t runs;  /* number of runs that have it */
	struct stats stats;
	const struct record_cause *cause; /* of FACT_CAUSE and FACT_ALIKE: one of its lines */
};

struct facts {
	struct fact *rows;
	size_t count, allocated;
	uint32_t *index;    /* a hash table of rows, each plus 1; twice the size of rows */
	bool is_incomplete; /* out of memory */
};

/* The name of a section in JSON and CSV */
const char *fact_section_name(enum fact_section section);

/* Sets the value of one run. A new row goes to the end. */
void facts_put(struct facts *facts, size_t run, struct fact_key key, uint64_t value);

/* The same for the line of a cause in a record, which stays */
void facts_put_cause(struct facts *facts, size_t run, struct fact_key key, uint64_t value,
		     const struct record_cause *cause);

/* Adds to the value of one run, which begins at 0. */
void facts_add(struct facts *facts, size_t run, struct fact_key key, uint64_t value);

/* The same for the line of a cause in a record, which stays */
void facts_add_cause(struct facts *facts, size_t run, struct fact_key key, uint64_t value,
		     const struct record_cause *cause);

/* Computes the statistics of each row over the runs that have it; also again, after more. */
void facts_settle(struct facts *facts, size_t runs);

/* NULL if there is no such fact */
const struct fact *facts_find(const struct facts *facts, struct fact_key key);

/* The median; 0 if there is no such fact */
uint64_t facts_value(const struct facts *facts, struct fact_key key);

/* Whether section and quantity match, with any name of a reason or a phase */
bool fact_is_some(const struct fact *fact, struct fact_key key);

void facts_free(struct facts *facts);

#endif
