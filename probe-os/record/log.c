// SPDX-License-Identifier: GPL-2.0-only
/*
 * A line that goes on from no record is taken for damaged if its record does not go
 * on behind it, either.
 */
#include "lib/mem.h"
#include "record/damage.h"
#include "record/log.h"
#include "record/noise.h"
#include "record/repair.h"

/* Each takes as long as hundreds of good lines. */
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

/* What is wrong with the record that began last is told. */
static void report(struct record_log *log, const struct record_chain *chain, uint64_t line,
		   const char *why)
{
	struct text text = text_in(log->error, sizeof(log->error));

	text_string(&text, why);
	log->error_line = line;
	log->error_begun = chain->begun;
}

static void finish_whole(const struct reading *reading, struct record_chain *chain)
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
		text_string(&text, " was taken out of line ");
	} else {
		text_string(&text, "the begin of the line was restored in line ");
	}
	text_number(&text, number);
}

/* The line goes on from that record. */
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
		finish_whole(reading, chain);
	}
}

/* A begin that is none has nothing to go on from. */
static bool can_go_on(const struct record_chain *chain)
{
	return chain->is_open && chain->parser.lines > 0;
}

/* Of records that stand at the same line the one that was read last */
static struct record_chain *find_chain(struct record_log *log, const struct log_line *line,
				       struct gathered *to)
{
	static struct gathered gathered;
	struct record_chain *found = NULL;

	for (size_t i = 0; i < RECORD_CHAINS_MAX; i++) {
		struct record_chain *chain = &log->chains[i];

		if (!can_go_on(chain) || (found && chain->end < found->end) ||
		    !record_gather(line, &chain->parser, &gathered))
			continue;
		*to = gathered;
		found = chain;
	}
	return found;
}

/* A place for one more; of too many the one that began first is given up. */
static struct record_chain *open_chain(struct record_log *log, uint64_t number)
{
	struct record_chain *chain = &log->chains[0];

	for (size_t i = 1; i < RECORD_CHAINS_MAX && chain->is_open; i++)
		if (!log->chains[i].is_open || log->chains[i].begun < chain->begun)
			chain = &log->chains[i];
	/* What it had is cleared once it has a line: many a begin is none. */
	chain->parser.lines = chain->parser.crc = 0;
	chain->is_open = true;
	chain->begun = chain->last = number;
	chain->end = chain->folded = 0;
	chain->is_suspect = false;
	chain->foreign_lines = 0;
	return chain;
}

/* Whether the line, or what stands before it, goes on from a record or begins one once
 * it is repaired */
static bool repair(const struct reading *reading, const struct log_line *line, uint64_t number)
{
	static const struct record_parser none;
	static struct gathered gathered;
	struct record_log *log = reading->log;
	char what[128];

	for (size_t i = 0; i <= RECORD_CHAINS_MAX; i++) {
		struct record_chain *tried = i < RECORD_CHAINS_MAX ? &log->chains[i] : NULL;
		struct text foreign = text_in(what, sizeof(what));

		if ((tried && !can_go_on(tried)) || log->repairs == REPAIRS_MAX)
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

static void suspect(struct record_log *log, const struct log_line *line, uint64_t number)
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

/* A record that begins here; its begin may be damaged. */
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

/* Whether the prefix stands in front of the one that counts */
static bool is_front(struct record_log *log, const struct log_line *line)
{
	static const struct record_parser none;
	static struct gathered gathered;
	struct log_line next;

	return line->next < line->size && log_line_end(line, line->body) == line->next &&
	       log_line_find(&next, line->log, line->size, line->next) &&
	       (find_chain(log, &next, &gathered) || record_gather(&next, &none, &gathered));
}

/* Where the log is to be read on */
static size_t read_line(const struct reading *reading, const struct log_line *line)
{
	static struct gathered gathered;
	struct record_log *log = reading->log;
	uint64_t number = number_of(log, line);
	struct record_chain *chain = find_chain(log, line, &gathered);

	if (!chain)
		chain = begin_chain(log, line, number, &gathered);
	if (!chain && is_front(log, line))
		return line->next;
	if (chain) {
		take_line(reading, chain, &gathered, number);
		return gathered.end;
	}
	if (repair(reading, line, number))
		return log->seen;
	suspect(log, line, number);
	log->seen = log_line_end(line, line->body);
	return line->body;
}

/* The log is at its end: a record that is still open lacks something. */
static void report_open(struct record_log *log, const struct record_chain *chain)
{
	char why[sizeof(log->error)];
	struct text text = text_in(why, sizeof(why));

	record_say_lacking(&text, chain);
	report(log, chain, chain->is_suspect ? chain->suspect_number : chain->last, why);
}

static void report_all_open(struct record_log *log)
{
	for (size_t i = 0; i < RECORD_CHAINS_MAX; i++)
		if (log->chains[i].is_open && log->chains[i].begun >= log->error_begun)
			report_open(log, &log->chains[i]);
}

/* What stands behind the last whole record */
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

/* There is no record, not even a damaged one. */
static void report_none(struct record_log *log)
{
	struct text text = text_in(log->error, sizeof(log->error));

	if (log->orphan) {
		text_string(&text, "the first lines of the record are missing: begin to log before "
				   "the VM starts");
		log->error_line = log->orphan;
		return;
	}
	text_string(&text, "no record of Exit Probe: \"" RECORD_PREFIX "begin\" is nowhere in it");
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
	/* Its last line can have lost its prefix. */
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
