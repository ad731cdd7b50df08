// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the advice about a cause.
 */
#include <string.h>

#include "advice.h"
#include "exit_probe_abi.h"

enum promise {
	NONE,
	BUT_ONE,
	ALL,
};

enum number {
#define ADVICE(id, title, text, knob) ADVICE_##id,
#define CAUSE(...)
#define REASON(...)
#include "advice.def"
#undef ADVICE
#undef CAUSE
#undef REASON
};

static const struct advice advices[] = {
#define ADVICE(id, title, text, knob) { #id, title, text, knob },
#define CAUSE(...)
#define REASON(...)
#include "advice.def"
#undef ADVICE
#undef CAUSE
#undef REASON
};

/* A range of details of a kind, or a reason */
struct match {
	enum number advice;
	enum promise promise;
	const char *reason; /* NULL: a range */
	uint32_t kind, access;
	uint64_t first, last;
};

#define ANY   0
#define READ  EXIT_PROBE_ACCESS_READ
#define WRITE EXIT_PROBE_ACCESS_WRITE

static const struct match matches[] = {
#define ADVICE(...)
#define CAUSE(id, kind, first, last, access, promise)                                              \
	{ ADVICE_##id, promise, NULL, EXIT_PROBE_CAUSE_##kind, access, first, last },
#define REASON(id, word, promise) { ADVICE_##id, promise, word, 0, 0, 0, 0 },
#include "advice.def"
#undef ADVICE
#undef CAUSE
#undef REASON
};

static bool is_about(const struct match *match, const struct record_cause *cause)
{
	if (match->reason)
		return strcmp(match->reason, cause->reason) == 0;
	return match->kind == cause->kind && cause->detail >= match->first &&
	       cause->detail <= match->last &&
	       (match->access == ANY || match->access == cause->access);
}

static const struct match *match_of(const struct record_cause *cause)
{
	for (size_t i = 0; i < sizeof(matches) / sizeof(matches[0]); i++)
		if (is_about(&matches[i], cause))
			return &matches[i];
	return NULL;
}

size_t advice_count(void)
{
	return sizeof(advices) / sizeof(advices[0]);
}

const struct advice *advice_at(size_t index)
{
	return &advices[index];
}

const struct advice *advice_of(const struct record_cause *cause)
{
	const struct match *match = match_of(cause);

	return match ? &advices[match->advice] : NULL;
}

uint64_t advice_removes(const struct record_cause *cause, uint64_t exits)
{
	const struct match *match = match_of(cause);

	if (!match || match->promise == NONE || exits == 0)
		return 0;
	return match->promise == ALL ? exits : exits - 1;
}

const struct advice *advice_by_id(const char *id)
{
	for (size_t i = 0; i < advice_count(); i++)
		if (strcmp(advices[i].id, id) == 0)
			return &advices[i];
	return NULL;
}
