// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parts of each run as slices. Begin and end are events of their own: the end of one and
 * the begin of the next have the same time, which a duration could miss by rounding.
 */
#include <string.h>

#include "cause_words.h"
#include "outputs.h"
#include "trace.h"

uint64_t trace_ns(const struct record *record, uint64_t tsc)
{
	const uint64_t khz = record->host.tsc_khz, ns_per_ms = 1000000;

	/* A terahertz: what follows does not overflow. */
	if (khz == 0 || khz > 1000000000 || tsc / khz >= TRACE_NS_MAX / ns_per_ms)
		return TRACE_NS_MAX;
	return tsc / khz * ns_per_ms + tsc % khz * ns_per_ms / khz;
}

void trace_begin(struct trace *trace, const char *kind, const char *name, uint64_t ns)
{
	fprintf(trace->to,
		"%s{\"ph\":\"%s\",\"name\":\"%s\",\"pid\":%zu,\"tid\":%zu,\"ts\":%llu.%03llu",
		trace->events++ ? ",\n" : "", kind, name, trace->pid, trace->pid,
		(unsigned long long)ns / 1000, (unsigned long long)ns % 1000);
}

void trace_end(const struct trace *trace)
{
	fputc('}', trace->to);
}

static void put_name(struct trace *trace, const char *kind, const char *name)
{
	trace_begin(trace, "M", kind, 0);
	fprintf(trace->to, ",\"args\":{\"name\":\"%s\"}", name);
	trace_end(trace);
}

static void put_number(const struct trace *trace, const char *before, const char *key,
		       uint64_t value)
{
	fprintf(trace->to, "%s\"%s\":%llu", before, key, (unsigned long long)value);
}

/* Quantities as in report.json */
static void put_counters(const struct trace *trace, const struct part *part)
{
	static const unsigned int others[] = {
		COUNTER_EXITS,        QUANTITY_READS, QUANTITY_NET, COUNTER_USERSPACE_EXITS,
		COUNTER_NESTED_EXITS, COUNTER_PASSES, QUANTITY_TSC,
	};
	const char *before = "";
	uint64_t value;

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (!part_value(part, others[i], &value))
			continue;
		put_number(trace, before, of_phase("", others[i]).quantity, value);
		before = ",";
	}
	fprintf(trace->to, "%s\"cycles\":{", before);
	before = "";
	for (unsigned int i = COUNTER_KERNEL; i <= COUNTER_GUEST; i++) {
		if (!part_value(part, i, &value))
			continue;
		put_number(trace, before, counter_name(i), value);
		before = ",";
	}
	fputc('}', trace->to);
}

static void put_reasons(const struct trace *trace, const struct part *part)
{
	struct part_reason reason;
	const char *before = "";

	fputs(",\"reasons\":{", trace->to);
	for (size_t at = 0; part_next_reason(part, &at, &reason); before = ",")
		put_number(trace, before, reason.name, reason.exits);
	fputc('}', trace->to);
}

static void put_cause(const struct trace *trace, const struct part *part, const char *before,
		      const struct part_cause *cause)
{
	char text[CAUSE_TEXT_SIZE];

	fprintf(trace->to, "%s{\"reason\":\"%s\",\"cause\":\"%s\"", before, cause->cause->reason,
		cause_what(text, part->set, cause->cause));
	put_number(trace, ",", "exits", cause->exits);
	put_number(trace, ",", "error", cause->error);
	fputc('}', trace->to);
}

static void put_causes(const struct trace *trace, const struct part *part)
{
	struct part_reason reason;
	struct part_cause cause;
	const char *before = "";

	fputs(",\"causes\":[", trace->to);
	for (size_t at = 0; part_next_reason(part, &at, &reason);)
		for (size_t of = 0; part_next_cause(part, reason.name, &of, &cause); before = ",")
			put_cause(trace, part, before, &cause);
	fputc(']', trace->to);
}

static void put_args(const struct trace *trace, const struct part *part)
{
	uint64_t tsc;

	fputs(",\"args\":{", trace->to);
	if (part->kind == PART_PHASE && !part_value(part, QUANTITY_TSC, &tsc))
		fputs("\"moved\":true,", trace->to);
	put_counters(trace, part);
	put_reasons(trace, part);
	put_causes(trace, part);
	fputc('}', trace->to);
}

/*
 * Without a duration that is known, a part is an instant. The numbers are with the end: of a
 * begin, Speedscope would make them a part of the name.
 */
static void put_part(struct trace *trace, size_t index)
{
	const char *title = trace->parts[index].title;

	if (trace->begins[index] < trace->ends[index]) {
		trace_begin(trace, "B", title, trace->begins[index]);
		trace_end(trace);
		trace_begin(trace, "E", title, trace->ends[index]);
	} else {
		trace_begin(trace, "i", title, trace->begins[index]);
		fputs(",\"s\":\"t\"", trace->to);
	}
	put_args(trace, &trace->parts[index]);
	trace_end(trace);
}

/*
 * A phase in which the VM was moved has no duration. Where firmware ends is known only if the
 * record begins there.
 */
static bool lay_out(struct trace *trace)
{
	const struct record *record = trace->set->runs[trace->run].record;
	uint64_t tsc = record->checkpoints[0].tsc, of_phase, ns = trace_ns(record, tsc);

	for (size_t i = 0; i < trace->count; i++) {
		const struct part *part = &trace->parts[i];

		trace->begins[i] = trace->ends[i] = ns;
		if (part->kind == PART_BEFORE) {
			trace->begins[i] = 0;
			if (trace->count > 1 && trace->parts[1].kind == PART_UNTIL)
				trace->ends[i] = 0;
		}
		if (part->kind != PART_PHASE || !part_value(part, QUANTITY_TSC, &of_phase))
			continue;
		tsc = of_phase > UINT64_MAX - tsc ? UINT64_MAX : tsc + of_phase;
		ns = trace->ends[i] = trace_ns(record, tsc);
	}
	return ns < TRACE_NS_MAX;
}

static bool put_run(struct trace *trace)
{
	const bool has_record = trace->set->runs[trace->run].record;
	char title[RUN_TITLE_SIZE];

	trace->pid++;
	trace->count = has_record ? parts_of(trace->parts, trace->set, trace->run) : 0;
	if (has_record && !lay_out(trace))
		return false;
	put_name(trace, "process_name", run_title(title, trace->set, trace->run));
	if (has_record)
		put_name(trace, "thread_name", "phases");
	for (size_t i = 0; i < trace->count; i++)
		put_part(trace, i);
	return trace_counters(trace);
}

const char *write_trace(FILE *to, const struct comparison *comparison)
{
	static struct trace trace;
	static char why[RUN_TITLE_SIZE + 128];
	char title[RUN_TITLE_SIZE];

	trace = (struct trace){ .to = to };
	fputs("{\"traceEvents\":[\n", to);
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t run = 0; run < comparison->sets[i].run_count; run++) {
			trace.set = &comparison->sets[i];
			trace.run = run;
			if (put_run(&trace))
				continue;
			snprintf(why, sizeof(why),
				 "%s has no times: the frequency of its TSC is unknown, or a time "
				 "is "
				 "invalid; leave it out, or use --folded",
				 run_title(title, trace.set, run));
			return why;
		}
	fputs("\n]}\n", to);
	return NULL;
}
