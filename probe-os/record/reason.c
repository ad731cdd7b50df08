// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kept small for the image, three bytes and the letters per word: codes and words are
 * two lists in the same order, and the words follow each other. Words that differ only
 * in a number counted up from 0 share one entry with # in its place, see reasons.awk.
 */
#include "exit_probe_abi.h"
#include "lib/mem.h"
#include "record/reason.h"
#include "record/reason_codes.h"
#include "record/record.h"

/* Rows of the table that are in no manual */
#define REASONS_OF_THE_TABLE                                                                       \
	REASON(EXIT_PROBE_REASON_NONE, "no_exit")                                                  \
	REASON(EXIT_PROBE_REASON_OTHER, "other")

/* Sign extension restores all codes except UNUSED, which no host reports. */
#define REASON(code, word) (int16_t)(code),
static const int16_t vmx_codes[] = {
#include "vmx_reasons.inc"
	REASONS_OF_THE_TABLE
};
static const int16_t svm_codes[] = {
#include "svm_reasons.inc"
	REASONS_OF_THE_TABLE
};
#undef REASON

#define REASON(code, word) word "\0"
static const char vmx_words[] =
#include "vmx_reasons.inc"
	REASONS_OF_THE_TABLE;
static const char svm_words[] =
#include "svm_reasons.inc"
	REASONS_OF_THE_TABLE;
#undef REASON

static const struct list {
	const int16_t *codes;
	size_t count;
	const char *words;
} lists[] = {
	[EXIT_PROBE_VENDOR_INTEL] = { vmx_codes, sizeof(vmx_codes) / sizeof(vmx_codes[0]),
				      vmx_words },
	[EXIT_PROBE_VENDOR_AMD] = { svm_codes, sizeof(svm_codes) / sizeof(svm_codes[0]),
				    svm_words },
};

static bool is_numbered(const char *word)
{
	while (*word && *word != '#')
		word++;
	return *word;
}

/* A numbered word covers all codes up to that of the next row. */
static bool is_of_row(const struct list *list, size_t row, const char *word, uint32_t code)
{
	uint32_t first = (uint32_t)list->codes[row];

	return code == first ||
	       (is_numbered(word) && code > first && code < (uint32_t)list->codes[row + 1]);
}

static void put_word(struct text *to, const char *word, uint32_t number)
{
	for (; *word; word++)
		if (*word == '#')
			text_number(to, number);
		else
			text_char(to, *word);
}

static const struct list *list_of(uint32_t vendor)
{
	return &lists[vendor < sizeof(lists) / sizeof(lists[0]) ? vendor : 0];
}

void reason_word(struct text *to, uint32_t vendor, uint32_t code)
{
	const struct list *list = list_of(vendor);
	const char *word = list->words;

	for (size_t row = 0; row < list->count; row++) {
		if (is_of_row(list, row, word, code)) {
			put_word(to, word, code - (uint32_t)list->codes[row]);
			return;
		}
		word += strlen(word) + 1;
	}
	text_string(to, "reason_");
	text_hex(to, code, 8);
}

bool reason_is_known(uint32_t vendor, const char *word)
{
	const struct list *list = list_of(vendor);
	const char *row_word = list->words;

	for (size_t row = 0; row < list->count; row++) {
		uint32_t code = (uint32_t)list->codes[row];
		uint32_t codes = is_numbered(row_word) ? (uint32_t)list->codes[row + 1] - code : 1;

		for (uint32_t number = 0; number < codes; number++) {
			char name[RECORD_NAME_SIZE];
			struct text text = text_in(name, sizeof(name));

			put_word(&text, row_word, number);
			if (text_equal(name, word))
				return true;
		}
		row_word += strlen(row_word) + 1;
	}
	return false;
}

bool reason_interrupts_host(uint32_t vendor, uint32_t code)
{
	if (vendor == EXIT_PROBE_VENDOR_AMD)
		return code == SVM_INTR || code == SVM_NMI || code == SVM_SMI;
	return code == VMX_EXTERNAL_INTERRUPT || code == VMX_EXCEPTION_NMI || code == VMX_OTHER_SMI;
}
