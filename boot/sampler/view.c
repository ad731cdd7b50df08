// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeps two snapshots.
 */
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "debugfs.h"
#include "view.h"

static bool take(struct view *view)
{
	view->source.with_causes = view->choice.by_cause;
	view->read_ns[0] = view->read_ns[1];
	view->read_ns[1] = now_ns();
	return snapshot_take(&view->now, &view->source, &view->table) && view_choose(view);
}

bool view_open(struct view *view)
{
	view->source.kind = &debugfs;
	view->source.where = "";
	view->source.choice.all = true;
	view->source.is_view = true;
	view->source.instead = "exit-sampler qmp:SOCKET FILE.csv for one VM";
	/* Without a VM it is there, too. */
	return debugfs_look(&view->source) == SOURCE_THERE && take(view);
}

bool view_read(struct view *view)
{
	snapshot_free(&view->before);
	view->before = view->now;
	view->now = (struct snapshot){ 0 };
	return take(view);
}

uint64_t view_due(const struct view *view, uint64_t delay_ms)
{
	return view->read_ns[1] / 1000000 + delay_ms;
}

uint64_t view_delay_ms(const char *text)
{
	const size_t length = strlen(text), whole = strspn(text, "0123456789");
	const size_t rest = text[whole] == '.' ? 1 + strspn(text + whole + 1, "0123456789") : 0;
	double seconds;

	if (length == 0 || whole + rest != length)
		return 0;
	seconds = strtod(text, NULL);
	return seconds >= 0.1 && seconds <= 86400 ? (uint64_t)(seconds * 1000 + 0.5) : 0;
}

bool view_choose(struct view *view)
{
	rates_free(&view->rates);
	if (rates_fill(&view->rates, &view->before, &view->now, &view->table, &view->choice))
		return true;
	source_set(&view->source, SOURCE_BROKEN, "out of memory");
	return false;
}

void view_close(struct view *view)
{
	rates_free(&view->rates);
	snapshot_free(&view->before);
	snapshot_free(&view->now);
	source_close(&view->source);
	table_free(&view->table);
}
