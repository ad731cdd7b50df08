// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of the view: a headline, the VMs, and what their exits were.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/text.h"
#include "view.h"

#define LINE_SIZE     512

#define WIDTH_ID      12
#define WIDTH_RATE    10
#define WIDTH_SHARE   6
#define WIDTH_EXITS   13
#define WIDTH_CYCLES  9
#define WIDTH_NUMBERS (WIDTH_RATE + WIDTH_SHARE + WIDTH_EXITS + WIDTH_SHARE + WIDTH_CYCLES)
#define WIDTH_NAME    20 /* at least */
#define WITHOUT_LISTS 4  /* lines: the headline, two titles, a blank line */

/* One line, and who shows it */
struct lines {
	view_show_line show;
	void *context;
	size_t left, width;
	char data[LINE_SIZE];
	struct text text;
};

static struct text *begin(struct lines *lines)
{
	lines->text = text_in(lines->data, sizeof(lines->data));
	return &lines->text;
}

static void end(struct lines *lines, enum view_line kind)
{
	if (lines->left == 0)
		return;
	lines->left--;
	lines->show(lines->context, kind, lines->data);
}

/* Aligned to the right, after one blank at least; "-" if it is not known */
static void put(struct text *text, bool is_known, size_t width, const char *string)
{
	text_char(text, ' ');
	text_right(text, is_known ? string : "-", width - 1);
}

static void put_number(struct text *text, bool is_known, size_t width, uint64_t value)
{
	char number[TEXT_NUMBER_SIZE];

	snprintf(number, sizeof(number), "%" PRIu64, value);
	put(text, is_known, width, number);
}

/* In percent; not known if the whole is 0 */
static void put_share(struct text *text, bool is_known, double part, double whole)
{
	char share[32] = "";

	if (whole > 0)
		snprintf(share, sizeof(share), "%.1f", 100 * part / whole);
	put(text, is_known && whole > 0, WIDTH_SHARE, share);
}

/* It may be much more than 100: something long has ended. */
static void put_ended(struct text *text, const struct rates_vm *vm)
{
	char percent[TEXT_NUMBER_SIZE];
	struct text number = text_in(percent, sizeof(percent));

	if (vm->ended && vm->passed)
		text_scaled(&number,
			    (uint64_t)(100 * (double)vm->ended / (double)vm->passed + 0.5));
	put(text, vm->ended && vm->passed, WIDTH_SHARE, percent);
}

static void count_words(struct text *text, uint64_t count, const char *word)
{
	text_string(text, ", ");
	text_number(text, count);
	text_string(text, word);
	text_string(text, count == 1 ? "" : "s");
}

static void show_headline(struct lines *lines, const struct view *view)
{
	const struct rates *rates = &view->rates;
	const uint64_t us = (view->read_ns[1] - view->read_ns[0]) / 1000;
	const time_t now = time(NULL);
	char clock[16] = "", interval[32];
	struct text *text = begin(lines);
	struct tm tm;

	if (localtime_r(&now, &tm))
		strftime(clock, sizeof(clock), "%H:%M:%S", &tm);
	text_string(text, "exit-sampler top - ");
	text_string(text, clock);
	count_words(text, rates->vm_count, " VM");
	count_words(text, rates->vcpus, " vCPU");
	if (rates->is_known) {
		snprintf(interval, sizeof(interval), " exits/s in %.3f s", (double)us / 1e6);
		text_string(text, ", ");
		text_number(text, rates->rate);
		text_string(text, interval);
	}
	end(lines, VIEW_TEXT);
}

static void show_vm(struct lines *lines, const struct rates_vm *vm, bool is_selected)
{
	struct text *text = begin(lines);

	text_string(text, vm->vm->id);
	text_pad(text, WIDTH_ID);
	put_number(text, vm->is_known, WIDTH_RATE, vm->rate);
	for (size_t i = 0; i < RATES_BUCKETS; i++)
		put_share(text, vm->is_known, (double)vm->cycles[i], (double)vm->ended);
	put_ended(text, vm);
	text_string(text, *vm->vm->name ? "  " : "");
	text_string(text, vm->vm->name);
	end(lines, is_selected ? VIEW_SELECTED_VM : VIEW_VM);
}

/* The VMs have half of the lines, or what the other list does not need. */
static size_t count_vms(const struct lines *lines, const struct rates *rates)
{
	const size_t room = lines->left > WITHOUT_LISTS ? lines->left - WITHOUT_LISTS + 1 : 1;
	const size_t items = rates->items.count ? rates->items.count : 1;
	const size_t most = items < room / 2 ? room - items : (room + 1) / 2;

	return most < rates->vm_count ? most : rates->vm_count;
}

/* The selected one is among them. */
static void show_vms(struct lines *lines, const struct rates *rates, size_t selected)
{
	static const char *const titles[] = { "kern",  "VMM",   "halt", "preem",
					      "block", "guest", "ended" };
	const size_t shown = count_vms(lines, rates);
	const size_t first = selected < shown ? 0 : selected - shown + 1;
	struct text *text = begin(lines);

	text_string(text, "VM");
	text_pad(text, WIDTH_ID);
	put(text, true, WIDTH_RATE, "EXITS/S");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		put(text, true, WIDTH_SHARE, titles[i]);
	text_string(text, "  NAME");
	end(lines, VIEW_TITLE);
	for (size_t i = first; i < first + shown; i++)
		show_vm(lines, &rates->vms[i], i == selected);
}

/* The longest name, or what leaves room for the numbers */
static size_t name_width(size_t width, const struct rates_items *items)
{
	const size_t room = width > WIDTH_NUMBERS + WIDTH_NAME ? width - WIDTH_NUMBERS : WIDTH_NAME;
	size_t longest = WIDTH_NAME;

	for (size_t i = 0; i < items->count; i++) {
		const size_t length = strnlen(items->all[i].name, room);

		longest = length > longest ? length : longest;
	}
	return longest;
}

static void show_item(struct lines *lines, const struct rates *rates, const struct rates_item *item,
		      size_t width)
{
	const bool has_cycles = item->is_known && item->cycles > 0;
	struct text *text = begin(lines);

	text_bytes(text, item->name, strnlen(item->name, width));
	text_pad(text, width);
	put_number(text, item->is_known, WIDTH_RATE, (uint64_t)(item->rate + 0.5));
	put_share(text, item->is_known && item->is_exclusive, (double)item->exits,
		  (double)rates->items.exits);
	put_number(text, true, WIDTH_EXITS, item->total);
	put_share(text, has_cycles, (double)item->cycles, (double)rates->ended);
	put_number(text, has_cycles && item->exits > 0, WIDTH_CYCLES,
		   item->exits ? (item->cycles + item->exits / 2) / item->exits : 0);
	end(lines, VIEW_TEXT);
}

static const char *items_title(const struct view *view)
{
	if (view->choice.by_cause)
		return "CAUSE";
	return view->rates.items.count && !view->rates.items.all[0].is_exclusive ? "COUNTER"
										 : "REASON";
}

static void show_items(struct lines *lines, const struct view *view)
{
	const struct rates *rates = &view->rates;
	const size_t width = name_width(lines->width, &rates->items);
	struct text *text = begin(lines);

	text_string(text, items_title(view));
	text_pad(text, width);
	put(text, true, WIDTH_RATE, "EXITS/S");
	put(text, true, WIDTH_SHARE, "%");
	put(text, true, WIDTH_EXITS, "EXITS");
	put(text, true, WIDTH_SHARE, "kern");
	put(text, true, WIDTH_CYCLES, "CYCLES");
	end(lines, VIEW_TITLE);
	for (size_t i = 0; i < rates->items.count && lines->left; i++)
		show_item(lines, rates, &rates->items.all[i], width);
	if (rates->items.count || !rates->vm_count)
		return;
	text_string(begin(lines),
		    view->choice.by_cause ? NO_CAUSES : "KVM has counted no exits by reason");
	end(lines, VIEW_TEXT);
}

void view_show(const struct view *view, const struct view_room *room, view_show_line show,
	       void *context)
{
	struct lines lines = {
		.show = show, .context = context, .left = room->height, .width = room->width
	};

	show_headline(&lines, view);
	show_vms(&lines, &view->rates, room->selected);
	begin(&lines);
	end(&lines, VIEW_TEXT);
	show_items(&lines, view);
}
