// SPDX-License-Identifier: GPL-2.0-only
/*
 * SDM: "CPUID--CPU Identification".
 */
#include "hw/cpu.h"
#include "hw/instructions.h"
#include "hw/registers.h"
#include "lib/text.h"

#define FAMILY(signature)          ((signature) >> 8 & 0xF)
#define FAMILY_EXTENDED(signature) ((signature) >> 20 & 0xFF)

bool cpu_has_lapic(void)
{
	return cpu_features.edx & CPUID_FEATURES_EDX_APIC;
}

bool cpu_has_x2apic(void)
{
	return cpu_features.ecx & CPUID_FEATURES_ECX_X2APIC;
}

bool cpu_has_deadline(void)
{
	return cpu_features.ecx & CPUID_FEATURES_ECX_DEADLINE;
}

/* "AuthenticAMD" and "HygonGenuine" against "GenuineIntel" */
bool cpu_is_amd(void)
{
	return cpuid(CPUID_VENDOR, 0).edx != CPUID_VENDOR_EDX_INTEL;
}

bool cpu_has_svm(void)
{
	return cpuid(CPUID_EXTENDED_FEATURES, 0).ecx & CPUID_EXTENDED_ECX_SVM;
}

bool cpu_has_svm_nrip(void)
{
	return cpuid(CPUID_SVM, 0).edx & CPUID_SVM_EDX_NRIP;
}

struct cpuid cpu_leaf(uint32_t number)
{
	if (cpuid(number & CPUID_RANGE, 0).eax < number)
		return (struct cpuid){ 0 };
	return cpuid(number, 0);
}

uint32_t cpu_family(void)
{
	uint32_t signature = cpuid(CPUID_FEATURES, 0).eax;

	if (FAMILY(signature) != 0xF)
		return FAMILY(signature);
	return FAMILY(signature) + FAMILY_EXTENDED(signature);
}

/* Appends up to four characters of a name, until its end. */
static void put_register(struct text *text, uint32_t value)
{
	for (; value & 0xFF; value >>= 8)
		text_char(text, (char)(value & 0xFF));
}

void cpu_brand(char *to, size_t size)
{
	struct text text = text_in(to, size);
	struct cpuid vendor;

	if (cpuid(CPUID_EXTENDED, 0).eax < CPUID_BRAND_LAST) {
		vendor = cpuid(CPUID_VENDOR, 0);
		put_register(&text, vendor.ebx);
		put_register(&text, vendor.edx);
		put_register(&text, vendor.ecx);
		return;
	}
	for (uint32_t leaf = CPUID_BRAND; leaf <= CPUID_BRAND_LAST; leaf++) {
		struct cpuid part = cpuid(leaf, 0);

		put_register(&text, part.eax);
		put_register(&text, part.ebx);
		put_register(&text, part.ecx);
		put_register(&text, part.edx);
	}
}

void cpu_hypervisor(char *to, size_t size)
{
	struct text text = text_in(to, size);
	struct cpuid signature;

	if (!(cpu_features.ecx & CPUID_FEATURES_ECX_HYPERVISOR))
		return;
	signature = cpuid(CPUID_HYPERVISOR, 0);
	put_register(&text, signature.ebx);
	put_register(&text, signature.ecx);
	put_register(&text, signature.edx);
}
