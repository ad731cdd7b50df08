// SPDX-License-Identifier: GPL-2.0-only
/*
 * pass < unpatched < error < fail
 */
#include "lib/text.h"
#include "probe/verdict.h"

void verdict_worsen(struct record_end *end, enum record_verdict verdict, const char *reason)
{
	struct text text;

	if (!reason || verdict <= end->verdict)
		return;
	end->verdict = verdict;
	text = text_in(end->reason, sizeof(end->reason));
	text_string(&text, reason);
}
