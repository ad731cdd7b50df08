// SPDX-License-Identifier: GPL-2.0-only
/*
 * A name costs its letters and four bytes: codes and names are two lists in the
 * same order, and the names follow each other.
 */
#include "exit_probe_abi.h"
#include "lib/mem.h"
#include "record/reason.h"

/* In the table but in no manual */
#define EXIT_REASONS_OF_THE_TABLE                                                                  \
	EXIT_REASON(EXIT_PROBE_REASON_NONE, NO_EXIT)                                               \
	EXIT_REASON(EXIT_PROBE_REASON_OTHER, OTHER)

/* Sign extension gives back all but UNUSED, which no host has; READ_CR0 is first. */
#define EXIT_REASON(code, name)           (int16_t)(code),
#define EXIT_REASON_FAR(slot, code, name) (int16_t)(code),
static const int16_t vmx_codes[] = {
#include "exit_probe_vmx.def"
	EXIT_REASONS_OF_THE_TABLE
};
static const int16_t svm_codes[] = {
#include "exit_probe_svm.def"
	EXIT_REASONS_OF_THE_TABLE
};
#undef EXIT_REASON
#undef EXIT_REASON_FAR

#define EXIT_REASON(code, name)           #name "\0"
#define EXIT_REASON_FAR(slot, code, name) #name "\0"
static const char vmx_names[] =
#include "exit_probe_vmx.def"
	EXIT_REASONS_OF_THE_TABLE;
static const char svm_names[] =
#include "exit_probe_svm.def"
	EXIT_REASONS_OF_THE_TABLE;
#undef EXIT_REASON
#undef EXIT_REASON_FAR

static const struct list {
	const int16_t *codes;
	size_t count;
	const char *names;
} lists[] = {
	[EXIT_PROBE_VENDOR_INTEL] = { vmx_codes, sizeof(vmx_codes) / sizeof(vmx_codes[0]),
				      vmx_names },
	[EXIT_PROBE_VENDOR_AMD] = { svm_codes, sizeof(svm_codes) / sizeof(svm_codes[0]),
				    svm_names },
};

const char *reason_name(uint32_t vendor, uint32_t code)
{
	const struct list *list = &lists[vendor < sizeof(lists) / sizeof(lists[0]) ? vendor : 0];
	const char *name = list->names;

	for (size_t i = 0; i < list->count; i++) {
		if ((uint32_t)list->codes[i] == code)
			return name;
		name += strlen(name) + 1;
	}
	return NULL;
}

void reason_word(struct text *to, uint32_t vendor, uint32_t code)
{
	const char *name = reason_name(vendor, code);

	if (!name) {
		text_string(to, "reason_");
		text_hex(to, code, 8);
		return;
	}
	for (; *name; name++)
		text_char(to, *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name);
}
