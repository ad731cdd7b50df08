// SPDX-License-Identifier: GPL-2.0-only
/*
 * A line that continues no record counts as damaged only if no later line continues
 * its record.
 */
#include "lib/mem.h"
#include "record/damage.h"
#include "record/log.h"
#include "record/noise.h"
#include "record/repair.h"

/* Each repair takes as long as reading hundreds of good lines. */
#define REPAIRS_MAX 400

struct reading {
	struct record_log *log;
	record_log_take *take;
	void *to;
};

static uint64_t number_of(struct record_log *log, const struct log_line *line)
{
	for (; log->counted < line->start; log->counted++)
		log->lines += line->log[log->counted] == '\n';
	return log->lines + 1;
}

/* Keeps the error; callers report the record that began last. */
static void report(struct record_log *log, const struct record_chain *chain, uint64_t line,
		   const char *why)
{
	struct text text = text_in(log->error, sizeof(log->error));

	text_string(&text, why);
	log->error_line = line;
	log->error_begun = chain->begun;
}

static void finish_record(const struct reading *reading, struct record_chain *chain)
{
	struct record_log *log = reading->log;
	struct text note = text_in(log->note, sizeof(log->note));

	log->records++;
	log->record = chain->parser.record;
	log->whole_begun = chain->begun;
	log->orphan = 0;
	chain->is_open = false;
	record_say_repairs(&note, chain);
	if (reading->take)
		reading->take(reading->to, log);
}

static void keep_foreign(struct record_chain *chain, uint64_t number, const struct text *foreign)
{
	struct text text;

	if (chain->foreign_lines++)
		return;
	text = text_in(chain->foreign, sizeof(chain->foreign));
	if (foreign->length) {
		record_quote(&text, foreign->data, foreign->length);
		text_string(&text, " was removed from line ");
	} else {
		text_string(&text, "the start of the line was restored in line ");
	}
	text_number(&text, number);
}

/* Adds the next line to a record. */
static void take_line(const struct reading *reading, struct record_chain *chain,
		      const struct gathered *line, uint64_t number)
{
	const char *wrong;

	if (chain->parser.lines == 0)
		record_parser_start(&chain->parser);
	wrong = record_parser_take(&chain->parser, line->text, line->length);
	chain->last = number;
	chain->end = reading->log->seen = line->end;
	chain->is_suspect = false;
	if (line->columns > chain->folded)
		chain->folded = line->columns;
	if (wrong) {
		report(reading->log, chain, number, wrong);
		chain->is_open = false;
	} else if (record_parser_is_whole(&chain->parser)) {
		finish_record(reading, chain);
	}
}

/* Without a valid begin line there is nothing to continue. */
static bool can_continue(const struct record_chain *chain)
{
	return chain->is_open && chain->parser.lines > 0;
}

/* Finds the record that the line continues; if several do, the one read last. */
static struct record_chain *find_chain(struct record_log *log, const struct log_line *line,
				       struct gathered *to)
{
	static struct gathered gathered;
	struct record_chain *found = NULL;

	for (size_t i = 0; i < RECORD_CHAINS_MAX; i++) {
		struct record_chain *chain = &log->chains[i];

		if (!can_continue(chain) || (found && chain->end < found->end) ||
		    !record_gather(line, &chain->parser, &gathered))
			continue;
		*to = gathered;
		found = chain;
	}
	return found;
}

/* Opens one more record; if there are too many, drops the one that began first. */
static struct record_chain *open_chain(struct record_log *log, uint64_t number)
{
	struct record_chain *chain = &log->chains[0];

	for (size_t i = 1; i < RECORD_CHAINS_MAX && chain->is_open; i++)
		if (!log->chains[i].is_open || log->chains[i].begun < chain->begun)
			chain = &log->chains[i];
	/* The rest is cleared with its first line: many begins turn out to be invalid. */
	chain->parser.lines = chain->parser.crc = 0;
	chain->is_open = true;
	chain->begun = chain->last = number;
	chain->end = chain->folded = 0;
	chain->is_suspect = false;
	chain->foreign_lines = 0;
	return chain;
}

/* Repairs the line, or the text before it, if it then continues or begins a record. */
static bool repair(const struct reading *reading, const struct log_line *line, uint64_t number)
{
	static const struct record_parser none;
	static struct gathered gathered;
	struct record_log *log = reading->log;
	char what[128];

	for (size_t i = 0; i <= RECORD_CHAINS_MAX; i++) {
		struct record_chain *tried = i < RECORD_CHAINS_MAX ? &log->chains[i] : NULL;
		struct text foreign = text_in(what, sizeof(what));

		if ((tried && !can_continue(tried)) || log->repairs == REPAIRS_MAX)
			continue;
		log->repairs++;
		if (!record_repair(line, log->seen, tried ? &tried->parser : &none, &gathered,
				   &foreign))
			continue;
		for (size_t at = gathered.end; at < line->start; at++)
			number -= line->log[at] == '\n';
		if (!tried)
			tried = open_chain(log, number);
		keep_foreign(tried, number, &foreign);
		take_line(reading, tried, &gathered, number);
		return true;
	}
	return false;
}

static void mark_suspect(struct record_log *log, const struct log_line *line, uint64_t number)
{
	bool is_orphan = true;

	for (size_t i = 0; i < RECORD_CHAINS_MAX; i++) {
		struct record_chain *chain = &log->chains[i];

		if (!chain->is_open)
			continue;
		is_orphan = false;
		if (chain->is_suspect)
			continue;
		chain->is_suspect = true;
		chain->suspect = *line;
		chain->suspect_number = number;
	}
	if (is_orphan && !log->orphan && log_line_is_sealed(line))
		log->orphan = number;
}

/* Opens a record that begins here; returns NULL if its begin line is damaged. */
static struct record_chain *begin_chain(struct record_log *log, const struct log_line *line,
					uint64_t number, struct gathered *to)
{
	static const char begin[] = "begin ";
	static const struct record_parser none;
	bool is_whole = record_gather(line, &none, to);
	struct record_chain *chain;

	if (!is_whole && (line->size - line->body < strlen(begin) ||
			  memcmp(line->log + line->body, begin, strlen(begin)) != 0))
		return NULL;
	chain = open_chain(log, number);
	return is_whole ? chain : NULL;
}

/* Whether another prefix follows on the same line, and the record's line begins there */
static bool is_before_line(struct record_log *log, const struct log_line *line)
{
	static const struct record_parser none;
	static struct gathered gathered;
	struct log_line next;

	return line->next < line->size && log_line_end(line, line->body) == line->next &&
	       log_line_find(&next, line->log, line->size, line->next) &&
	       (find_chain(log, &next, &gathered) || record_gather(&next, &none, &gathered));
}

/* Returns the offset at which to continue. */
static size_t read_line(const struct reading *reading, const struct log_line *line)
{
	static struct gathered gathered;
	struct record_log *log = reading->log;
	uint64_t number = number_of(log, line);
	struct record_chain *chain = find_chain(log, line, &gathered);

	if (!chain)
		chain = begin_chain(log, line, number, &gathered);
	if (!chain && is_before_line(log, line))
		return line->next;
	if (chain) {
		take_line(reading, chain, &gathered, number);
		return gathered.end;
	}
	if (repair(reading, line, number))
		return log->seen;
	mark_suspect(log, line, number);
	log->seen = log_line_end(line, line->body);
	return line->body;
}

/* At the log's end a record that is still open is not complete. */
static void report_open(struct record_log *log, const struct record_chain *chain)
{
	char why[sizeof(log->error)];
	struct text text = text_in(why, sizeof(why));

	record_say_missing(&text, chain);
	report(log, chain, chain->is_suspect ? chain->suspect_number : chain->last, why);
}

static void report_all_open(struct record_log *log)
{
	for (size_t i = 0; i < RECORD_CHAINS_MAX; i++)
		if (log->chains[i].is_open && log->chains[i].begun >= log->error_begun)
			report_open(log, &log->chains[i]);
}

/* Says what follows the last complete record. */
static void say_later(struct record_log *log)
{
	struct text text = text_in(log->later, sizeof(log->later));

	if (log->error_begun > log->whole_begun) {
		text_string(&text, "a later record, from line ");
		text_number(&text, log->error_begun);
		text_string(&text, " on, is left out: line ");
		text_number(&text, log->error_line);
		text_string(&text, ": ");
		text_string(&text, log->error);
	} else if (log->orphan) {
		text_string(&text, "a later record is left out: its first lines, before line ");
		text_number(&text, log->orphan);
		text_string(&text, ", are missing");
	}
	log->error[0] = '\0';
	log->error_line = 0;
}

/* Reports that there is no record, not even a damaged one. */
static void report_none(struct record_log *log)
{
	struct text text = text_in(log->error, sizeof(log->error));

	if (log->orphan) {
		text_string(&text, "the first lines of the record are missing: start logging "
				   "before the VM starts");
		log->error_line = log->orphan;
		return;
	}
	text_string(&text, "no record of Exit Probe: \"" RECORD_PREFIX "begin\" is missing");
	log->error_line = log->lines;
}

bool record_log_read(struct record_log *log, char *text, size_t size, record_log_take *take,
		     void *to)
{
	const struct reading reading = { log, take, to };
	struct log_line line;
	size_t at = 0;

	memset(log, 0, sizeof(*log));
	size = record_strip_noise(text, text, size);
	while (log_line_find(&line, text, size, at))
		at = read_line(&reading, &line);
	/* The last line may have lost its prefix. */
	line = (struct log_line){ text, size, size, size, size, size, size };
	while (repair(&reading, &line, number_of(log, &line)))
		;
	if (size > 0 && text[size - 1] == '\n')
		log->lines--;
	log->lines++;
	report_all_open(log);
	if (log->records)
		say_later(log);
	else if (!log->error_line)
		report_none(log);
	return log->records > 0;
}
