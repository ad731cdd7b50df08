// SPDX-License-Identifier: GPL-2.0-only
/*
 * Codes as KVM's trace has them.
 */
#include "exit_probe_abi.h"
#include "exit_reason.h"
#include "record/reason.h"
#include "record/record.h"

#define VMX_BASIC_REASON 0xFFFF

uint32_t exit_reason(const struct event *exit)
{
	const uint32_t code = (uint32_t)exit->value[0];

	return exit->value[1] == EXIT_PROBE_VENDOR_INTEL ? code & VMX_BASIC_REASON : code;
}

const char *exit_reason_word(uint32_t vendor, uint32_t code)
{
	static char word[RECORD_NAME_SIZE];
	struct text text = text_in(word, sizeof(word));

	reason_word(&text, vendor, code);
	return word;
}
