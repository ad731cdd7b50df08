// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checksum is run forwards from the line before and backwards from the line's own
 * checksum. If both are equal at two places, the text between does not belong to the
 * line.
 */
#include "lib/mem.h"
#include "record/crc32.h"
#include "record/noise.h"
#include "record/repair.h"

#define TEXT_MAX  (2 * RECORD_LINE_SIZE)
#define SLOTS_MAX (4 * TEXT_MAX)

/* Min length of foreign text without a line end: shorter may be an altered number. */
#define FOREIGN_MIN 6

/* The log from a prefix on, without line ends */
struct stretch {
	char text[TEXT_MAX];
	size_t at[TEXT_MAX]; /* offsets in the log */
	size_t length;
	uint32_t forward[TEXT_MAX + 1]; /* checksum up to each place */
	uint32_t slots[SLOTS_MAX];      /* hash table: place plus 1 by checksum; 0 if free */
	size_t slot_count;
};

/* Takes the text up to the first checksum, where a line ends; false if there is none. */
static bool take(struct stretch *stretch, const struct log_line *line, size_t from, size_t to,
		 uint32_t *crc)
{
	stretch->length = 0;
	for (size_t at = from; at < to && stretch->length < TEXT_MAX; at++) {
		if (line->log[at] == '\n' || line->log[at] == NOISE_BACKSPACE)
			continue;
		stretch->at[stretch->length] = at;
		stretch->text[stretch->length++] = line->log[at];
		if (record_is_sealed(stretch->text, stretch->length, crc))
			return true;
	}
	return false;
}

static size_t slot_of(const struct stretch *stretch, uint32_t crc)
{
	size_t slot = crc % stretch->slot_count;

	while (stretch->slots[slot] && stretch->forward[stretch->slots[slot] - 1] != crc)
		slot = (slot + 1) % stretch->slot_count;
	return slot;
}

static void run_forward(struct stretch *stretch, uint32_t crc)
{
	stretch->slot_count = 4 * (stretch->length + !stretch->length);
	memset(stretch->slots, 0, stretch->slot_count * sizeof(stretch->slots[0]));
	for (size_t i = 0; i <= stretch->length; i++) {
		size_t slot;

		stretch->forward[i] = crc;
		slot = slot_of(stretch, crc);
		if (!stretch->slots[slot])
			stretch->slots[slot] = (uint32_t)i + 1;
		if (i < stretch->length)
			crc = crc32_update(crc, stretch->text + i, 1);
	}
}

static bool is_message(const struct stretch *stretch, size_t from, size_t to)
{
	/* A message with a line end in it is longer in the log. */
	return to - from >= FOREIGN_MIN ||
	       (to > from && stretch->at[to] - stretch->at[from] > to - from);
}

/* Makes the line of the text up to end, without the part from from to to. */
static bool take_out(const struct stretch *stretch, size_t from, size_t to, size_t end,
		     const struct record_parser *parser, struct gathered *line)
{
	line->length = from + end - to;
	if (line->length == 0 || line->length > RECORD_LINE_SIZE)
		return false;
	memcpy(line->text, stretch->text, from);
	memcpy(line->text + from, stretch->text + to, end - to);
	return record_parser_stop(parser, line->text, line->length) == line->length;
}

static bool repair_up_to(const struct stretch *stretch, size_t end, uint32_t crc,
			 const struct record_parser *parser, struct gathered *line,
			 struct text *foreign)
{
	for (size_t to = end; to > 0; to--) {
		uint32_t found = stretch->slots[slot_of(stretch, crc)];

		if (found && found - 1 < to && is_message(stretch, found - 1, to) &&
		    take_out(stretch, found - 1, to, end, parser, line)) {
			text_bytes(foreign, stretch->text + found - 1, to - (found - 1));
			return true;
		}
		crc = crc32_undo(crc, stretch->text[to - 1]);
	}
	return false;
}

static void write_seal(char seal[RECORD_SEAL_LENGTH + 1], uint32_t crc)
{
	struct text text = text_in(seal, RECORD_SEAL_LENGTH + 1);

	text_string(&text, " crc=");
	text_hex(&text, crc, 8);
}

/* Whether the rest of a seal is a log line of its own, or ends the line of the seal */
static bool is_rest(const struct stretch *stretch, const struct log_line *line, size_t seal,
		    size_t from, size_t length)
{
	size_t at = stretch->at[from], end = log_line_end(line, at);

	return stretch->at[from + length - 1] + 1 == end &&
	       (line->log[at - 1] == '\n' || log_line_end(line, stretch->at[seal]) == end);
}

/* Removes text within " crc=" and its digits; the last digits end a line. */
static bool repair_seal(const struct stretch *stretch, const struct log_line *from,
			const struct record_parser *parser, struct gathered *line,
			struct text *foreign)
{
	char seal[RECORD_SEAL_LENGTH + 1];

	for (size_t i = 1; i + RECORD_SEAL_LENGTH < stretch->length; i++) {
		size_t matched = 0, rest;

		if (stretch->text[i] != ' ')
			continue;
		write_seal(seal, stretch->forward[i]);
		while (matched < RECORD_SEAL_LENGTH && stretch->text[i + matched] == seal[matched])
			matched++;
		rest = RECORD_SEAL_LENGTH - matched;
		for (size_t at = i + matched; at + rest <= stretch->length; at++) {
			if (rest == 0 || stretch->text[at] != seal[matched] ||
			    memcmp(stretch->text + at, seal + matched, rest) != 0 ||
			    !is_rest(stretch, from, i, at, rest) ||
			    !take_out(stretch, i, i, i, parser, line))
				continue;
			text_bytes(foreign, stretch->text + i + matched, at - (i + matched));
			line->end = stretch->at[at + rest - 1] + 1;
			return true;
		}
	}
	return false;
}

static bool repair_inside(const struct log_line *line, const struct record_parser *parser,
			  struct gathered *to, struct text *foreign)
{
	static struct stretch stretch;
	uint32_t crc;
	size_t end;
	bool is_sealed;

	is_sealed = take(&stretch, line, line->body, line->far, &crc);
	run_forward(&stretch, parser->crc);
	if (!is_sealed)
		return repair_seal(&stretch, line, parser, to, foreign);
	end = stretch.length - RECORD_SEAL_LENGTH;
	to->end = stretch.at[stretch.length - 1] + 1;
	return repair_up_to(&stretch, end, crc, parser, to, foreign) ||
	       repair_seal(&stretch, line, parser, to, foreign);
}

/* Finds the text between two parts of a prefix; the second part ends at end. */
static void find_in_prefix(const struct stretch *stretch, size_t end, struct text *foreign)
{
	size_t left = strlen(RECORD_PREFIX), at;

	while (left > 0 && end > 0 && stretch->text[end - 1] == RECORD_PREFIX[left - 1]) {
		left--;
		end--;
	}
	for (at = end; at >= left; at--)
		if (memcmp(stretch->text + at - left, RECORD_PREFIX, left) == 0) {
			text_bytes(foreign, stretch->text + at, end - at);
			return;
		}
}

static bool repair_before(const struct log_line *line, size_t from,
			  const struct record_parser *parser, struct gathered *to,
			  struct text *foreign)
{
	static struct stretch stretch;
	uint32_t crc;
	size_t end;

	if (!take(&stretch, line, from, line->start, &crc))
		return false;
	end = stretch.length - RECORD_SEAL_LENGTH;
	to->end = stretch.at[stretch.length - 1] + 1;
	for (size_t at = end; at-- > 0 && end - at <= RECORD_LINE_SIZE;) {
		crc = crc32_undo(crc, stretch.text[at]);
		if (crc != parser->crc || !take_out(&stretch, 0, at, end, parser, to))
			continue;
		find_in_prefix(&stretch, at, foreign);
		return true;
	}
	return false;
}

bool record_repair(const struct log_line *line, size_t from, const struct record_parser *parser,
		   struct gathered *to, struct text *foreign)
{
	to->columns = 0;
	return repair_before(line, from, parser, to, foreign) ||
	       repair_inside(line, parser, to, foreign);
}
