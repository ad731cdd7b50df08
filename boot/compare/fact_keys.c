// SPDX-License-Identifier: GPL-2.0-only
/*
 * The keys of facts: names of sections, stages and quantities as they are in JSON and CSV.
 */
#include "facts.h"

static const char *const sections[FACT_SECTIONS] = {
	[FACT_STAGE] = "stage",   [FACT_PHASE] = "phase",
	[FACT_REASON] = "reason", [FACT_PHASE_REASON] = "phase_reason",
	[FACT_RATE] = "rate",     [FACT_BENCH] = "bench",
	[FACT_BOOT] = "boot",     [FACT_CAUSE] = "cause",
	[FACT_REST] = "rest",     [FACT_FUNCTION] = "function",
	[FACT_ADVICE] = "advice", [FACT_KIND] = "kind",
	[FACT_ALIKE] = "alike",   [FACT_ORIGIN] = "origin",
};

static const char *const stages[STAGES] = {
	[STAGE_BEFORE] = "before",
	[STAGE_OS] = "os",
	[STAGE_MEASURING] = "measuring",
	[STAGE_TOTAL] = "total",
};

static const char *const kernel_of_stages[STAGES] = {
	[STAGE_BEFORE] = "before_kernel",
	[STAGE_OS] = "os_kernel",
	[STAGE_MEASURING] = "measuring_kernel",
	[STAGE_TOTAL] = "total_kernel",
};

static const char *const reason_quantities[REASON_QUANTITIES] = {
	[REASON_MIN] = "min_kernel",
	[REASON_MAX] = "max_kernel",
	[REASON_BLOCKED] = "total_blocked",
};

static const char *const rate_sources[RATE_SOURCES] = {
	[RATE_OF_CHECKPOINTS] = "checkpoints",
	[RATE_OF_SAMPLES] = "samples",
};

static const char *const rate_quantities[RATE_QUANTITIES] = {
	[RATE_POINTS] = "points",
	[RATE_MILLISECONDS] = "milliseconds",
	[RATE_EXITS] = "exits",
	[RATE_MEAN] = "mean_per_second",
	[RATE_MIN] = "min_per_second",
	[RATE_Q1] = "q1_per_second",
	[RATE_MEDIAN] = "median_per_second",
	[RATE_Q3] = "q3_per_second",
	[RATE_MAX] = "max_per_second",
	[RATE_BUSIEST_TENTH] = "busiest_tenth_percent",
};

static const char *const bench_quantities[BENCH_HOSTS][BENCH_QUANTITIES] = {
	[BENCH_STOCK] = { "stock_n", "stock_min", "stock_median", "stock_p99", "stock_max",
			  "stock_exits", "stock_kernel" },
	[BENCH_PATCHED] = { "patched_n", "patched_min", "patched_median", "patched_p99",
			    "patched_max", "patched_exits", "patched_kernel" },
};

static const char *const boot_quantities[BOOT_QUANTITIES] = {
	[BOOT_BEFORE] = "before",
	[BOOT_EXITS] = "exits",
	[BOOT_KERNEL] = "kernel",
};

static const char *const cause_quantities[CAUSE_QUANTITIES] = {
	[CAUSE_EXITS] = "exits",
	[CAUSE_ERROR] = "error",
	[CAUSE_KERNEL] = "kernel",
	[CAUSE_BLOCKED] = "blocked",
};

static const char *const error_of_stages[STAGES] = {
	[STAGE_BEFORE] = "before_error",
	[STAGE_OS] = "os_error",
};

static const char *const removes_of_stages[STAGES] = {
	[STAGE_BEFORE] = "before_removes",
	[STAGE_OS] = "os_removes",
};

static const char *quantity_name(unsigned int quantity)
{
	switch (quantity) {
	case QUANTITY_TSC:
		return "tsc";
	case QUANTITY_READS:
		return "reads";
	case QUANTITY_NET:
		return "beyond";
	default:
		return counter_name(quantity);
	}
}

struct fact_key of_stage(enum stage stage, unsigned int quantity)
{
	return (struct fact_key){ FACT_STAGE, stages[stage], quantity_name(quantity) };
}

struct fact_key of_phase(const char *phase, unsigned int quantity)
{
	return (struct fact_key){ FACT_PHASE, phase, quantity_name(quantity) };
}

struct fact_key of_reason(const char *reason, enum stage stage)
{
	return (struct fact_key){ FACT_REASON, reason, stages[stage] };
}

struct fact_key of_reason_kernel(const char *reason, enum stage stage)
{
	return (struct fact_key){ FACT_REASON, reason, kernel_of_stages[stage] };
}

struct fact_key of_kind(const char *kind, enum stage stage)
{
	return (struct fact_key){ FACT_KIND, kind, stages[stage] };
}

struct fact_key of_kind_kernel(const char *kind, enum stage stage)
{
	return (struct fact_key){ FACT_KIND, kind, kernel_of_stages[stage] };
}

struct fact_key of_alike(const char *name, enum alike_quantity quantity)
{
	return (struct fact_key){ FACT_ALIKE, name, quantity == ALIKE_EXITS ? "exits" : "error" };
}

struct fact_key of_origin(const char *origin)
{
	return (struct fact_key){ FACT_ORIGIN, origin, "exits" };
}

struct fact_key of_reason_total(const char *reason, enum reason_quantity quantity)
{
	return (struct fact_key){ FACT_REASON, reason, reason_quantities[quantity] };
}

struct fact_key of_phase_reason(const char *phase, const char *reason)
{
	return (struct fact_key){ FACT_PHASE_REASON, phase, reason };
}

struct fact_key of_rate(enum rate_source source, enum rate_quantity quantity)
{
	return (struct fact_key){ FACT_RATE, rate_sources[source], rate_quantities[quantity] };
}

struct fact_key of_bench(const char *bench, enum bench_host host, enum bench_quantity quantity)
{
	return (struct fact_key){ FACT_BENCH, bench, bench_quantities[host][quantity] };
}

struct fact_key of_boot(const char *boot, enum boot_quantity quantity)
{
	return (struct fact_key){ FACT_BOOT, boot, boot_quantities[quantity] };
}

struct fact_key of_cause(const char *name, enum cause_quantity quantity)
{
	return (struct fact_key){ FACT_CAUSE, name, cause_quantities[quantity] };
}

struct fact_key of_function(const char *name, enum cause_quantity quantity)
{
	return (struct fact_key){ FACT_FUNCTION, name, cause_quantities[quantity] };
}

struct fact_key of_rest(enum fact_section section, enum cause_quantity quantity)
{
	return (struct fact_key){ FACT_REST, sections[section], cause_quantities[quantity] };
}

struct fact_key of_advice(const char *id, enum stage stage)
{
	return (struct fact_key){ FACT_ADVICE, id, stages[stage] };
}

struct fact_key of_advice_error(const char *id, enum stage stage)
{
	return (struct fact_key){ FACT_ADVICE, id, error_of_stages[stage] };
}

struct fact_key of_advice_removes(const char *id, enum stage stage)
{
	return (struct fact_key){ FACT_ADVICE, id, removes_of_stages[stage] };
}

const char *fact_section_name(enum fact_section section)
{
	return sections[section];
}
