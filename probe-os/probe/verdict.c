// SPDX-License-Identifier: GPL-2.0-only
/*
 * Order of verdicts: pass < unpatched < moved < error < fail
 */
#include "lib/text.h"
#include "probe/verdict.h"

static void say(struct record_end *end, const char *reason)
{
	struct text text = text_in(end->reason, sizeof(end->reason));

	text_string(&text, reason);
}

void verdict_worsen(struct record_end *end, enum record_verdict verdict, const char *reason)
{
	if (!reason || verdict <= end->verdict)
		return;
	end->verdict = verdict;
	say(end, reason);
}

void verdict_append(struct record_end *end, const char *note)
{
	const char *separator = end->reason[0] ? "; " : "";
	char both[sizeof(end->reason)];
	struct text text = text_in(both, sizeof(both));

	text_string(&text, end->reason);
	text_string(&text, separator);
	text_string(&text, note);
	if (!text.cut)
		say(end, both);
}

void verdict_remark(struct record_end *end, const char *remark)
{
	if (end->verdict <= VERDICT_UNPATCHED)
		say(end, remark);
}
