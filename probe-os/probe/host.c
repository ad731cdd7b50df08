// SPDX-License-Identifier: GPL-2.0-only
/*
 * Facts about the host.
 */
#include "exit_probe_abi.h"
#include "hw/cpu.h"
#include "hw/instructions.h"
#include "hw/kvm_clock.h"
#include "hw/pit.h"
#include "hw/registers.h"
#include "lib/text.h"
#include "probe/host.h"
#include "probe/tsc.h"

bool host_is_signature(struct cpuid signature)
{
	return signature.ebx == EXIT_PROBE_SIGNATURE_EBX &&
	       signature.ecx == EXIT_PROBE_SIGNATURE_ECX &&
	       signature.edx == EXIT_PROBE_SIGNATURE_EDX;
}

bool host_has_signature(void)
{
	return host_is_signature(cpuid(EXIT_PROBE_LEAF_SIGNATURE, 0));
}

static const char *say_versions(uint32_t host)
{
	static char message[128];
	struct text text = text_in(message, sizeof(message));

	text_string(&text, "the host's patch has version ");
	text_number(&text, host);
	text_string(&text, " of the ABI, this program version ");
	text_number(&text, EXIT_PROBE_ABI_VERSION);
	text_string(&text, ": build both from the same sources");
	return message;
}

const char *host_abi_lacks(void)
{
	const uint32_t version = cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_HOST).eax;

	if (version != EXIT_PROBE_ABI_VERSION)
		return say_versions(version);
	if (cpuid(EXIT_PROBE_LEAF_SIGNATURE, 0).eax < EXIT_PROBE_LEAF_TABLE)
		return "the host's patch is older than the probe: no table of reasons";
	return NULL;
}

uint32_t host_buckets(void)
{
	return cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_TABLE).ecx;
}

/* Keeps values that the record cannot represent out of it. */
static const char *describe_patch(struct record_host *host)
{
	const struct cpuid info = cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_HOST);
	const struct cpuid state = cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_STATE);
	const struct cpuid causes = cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_CAUSES);

	host->abi = info.eax;
	host->vendor = info.ebx;
	host->scope = info.ecx;
	host->mode = state.eax;
	/* A host of an earlier ABI answers 0, as with causes off. */
	host->causes = causes.eax;
	host->tsc_khz = info.edx;
	host->tsc_host_khz = cpuid(EXIT_PROBE_LEAF_INFO, EXIT_PROBE_INFO_TABLE).edx;
	host->tsc_unstable = !!(state.ebx & EXIT_PROBE_FLAG_TSC_UNSTABLE);
	if (host->vendor != EXIT_PROBE_VENDOR_INTEL && host->vendor != EXIT_PROBE_VENDOR_AMD) {
		host->vendor = EXIT_PROBE_VENDOR_INTEL;
		return "the host names a vendor that the probe does not know";
	}
	if (host->scope < EXIT_PROBE_SCOPE_VM || host->scope > EXIT_PROBE_SCOPE_HOST) {
		host->scope = EXIT_PROBE_SCOPE_VM;
		return "the host names a scope that the probe does not know";
	}
	if (host->mode != EXIT_PROBE_MODE_COUNT && host->mode != EXIT_PROBE_MODE_TIME) {
		host->mode = EXIT_PROBE_MODE_COUNT;
		return "the host names a mode that the probe does not know";
	}
	if (host->causes > EXIT_PROBE_CAUSES_RIP) {
		host->causes = EXIT_PROBE_CAUSES_OFF;
		return "the host names a kind of causes that the probe does not know";
	}
	return NULL;
}

static uint64_t ask_crystal(void)
{
	return tsc_of_crystal(cpu_leaf(CPUID_TSC));
}

static uint64_t ask_hypervisor(void)
{
	return cpu_features.ecx & CPUID_FEATURES_ECX_HYPERVISOR ? cpu_leaf(CPUID_HYPERVISOR_TSC).eax
								: 0;
}

static uint64_t ask_kvm_clock(void)
{
	struct kvm_clock clock;

	return kvm_clock_read(&clock) ? tsc_of_kvm_clock(&clock) : 0;
}

/* What tells the frequency, the first that does so is taken. */
static const struct {
	enum record_tsc_source source;
	uint64_t (*ask)(void);
} sources[] = {
	{ TSC_FROM_CPUID, ask_crystal },
	{ TSC_FROM_HYPERVISOR, ask_hypervisor },
	{ TSC_FROM_KVM_CLOCK, ask_kvm_clock },
};

static bool ask_sources(struct record_host *host)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		host->tsc_source = sources[i].source;
		host->tsc_khz = sources[i].ask();
		if (host->tsc_khz)
			return true;
	}
	return false;
}

static bool time_windows(struct record_host *host)
{
	struct tsc_estimate estimate = { 0 };
	struct tsc_window window;

	host->tsc_source = TSC_FROM_PIT;
	while (pit_time_window(&window) && tsc_add_window(&estimate, window))
		;
	return tsc_estimated(&estimate, PIT_WINDOW_MS, &host->tsc_khz, &host->tsc_spread);
}

const char *host_describe(struct record_host *host)
{
	const char *wrong = host->patched ? describe_patch(host) : NULL;

	cpu_hypervisor(host->hypervisor, sizeof(host->hypervisor));
	cpu_brand(host->cpu, sizeof(host->cpu));
	host->family = cpu_family();
	host->x2apic = cpu_has_x2apic();
	host->tsc_source = TSC_FROM_HOST;
	if (host->tsc_khz == 0 && !ask_sources(host) && !time_windows(host))
		host->tsc_source = TSC_UNKNOWN;
	return wrong;
}
