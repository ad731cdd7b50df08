// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looks up the words of meanings.def and phases.def.
 */
#include <ctype.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "format.h"
#include "meanings.h"

#define ANY_VENDOR 0

static const struct {
	uint32_t vendor;
	const char *name, *words;
} meanings[] = {
#define EXIT_PROBE_VENDOR_ANY        ANY_VENDOR
#define MEANING(vendor, name, words) { EXIT_PROBE_VENDOR_##vendor, name, words },
#include "meanings.def"
#undef MEANING
#undef EXIT_PROBE_VENDOR_ANY
};

static const struct {
	bool is_linux;
	const char *name, *words;
} phases[] = {
#define PROBE_PHASE(name, words) { false, #name, words },
#define LINUX_PHASE(name, words) { true, #name, words },
#include "phases.def"
#undef PROBE_PHASE
#undef LINUX_PHASE
};

bool meaning_is_like(const char *row, const char *name)
{
	for (; *row; row++) {
		if (*row != '#') {
			if (*row != *name++)
				return false;
			continue;
		}
		if (!isdigit((unsigned char)*name))
			return false;
		while (isdigit((unsigned char)*name))
			name++;
	}
	return *name == '\0';
}

size_t meaning_count(void)
{
	return sizeof(meanings) / sizeof(meanings[0]);
}

bool meaning_is_of(size_t row, uint32_t vendor, const char *name)
{
	return (vendor == ANY_VENDOR || meanings[row].vendor == ANY_VENDOR ||
		meanings[row].vendor == vendor) &&
	       meaning_is_like(meanings[row].name, name);
}

const char *reason_meaning(uint32_t vendor, const char *name)
{
	for (size_t i = 0; i < meaning_count(); i++)
		if (meaning_is_of(i, vendor, name))
			return meanings[i].words;
	return "";
}

const char *reason_manual(uint32_t vendor)
{
	static const char *const manuals[] = {
		[EXIT_PROBE_VENDOR_INTEL] = "Intel's SDM, \"VMX Basic Exit Reasons\"",
		[EXIT_PROBE_VENDOR_AMD] = "AMD's APM, \"SVM Intercept Exit Codes\"",
	};

	return vendor < sizeof(manuals) / sizeof(manuals[0]) ? manuals[vendor] : NULL;
}

const char *phase_meaning(const struct set *set, const char *phase)
{
	const char *name = phase_title(phase);

	for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++)
		if (phases[i].is_linux != set_is_minimal(set) && strcmp(phases[i].name, name) == 0)
			return phases[i].words;
	return "";
}
