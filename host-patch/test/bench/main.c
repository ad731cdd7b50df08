// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cost of VM exits for a guest, with the loaded KVM and the running tracers.
 *
 * usage: bench costs METHOD    each operation; METHOD is only printed
 *        bench scaling METHOD  CPUID with more and more vCPUs, and VMs
 *        bench leaves          reads of the counters, with more and more vCPUs
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "vendor.h"
#include "sample.h"

#define MOST_VMS 64

static const struct operation cpuid = { "cpuid", OP_CPUID, 0, 0 };
static struct samples samples;

static void costs(const char *method)
{
	static const struct operation operations[] = {
		{ "cpuid", OP_CPUID, 0, 0 },
		{ "port_vmm", OP_OUT, PORT_VMM, 0 },
		{ "port_kernel", OP_OUT, PORT_KERNEL, 0 },
		{ "msr_write", OP_WRMSR, MSR_MCG_STATUS, 0 },
		{ "first_touch", OP_TOUCH, GUEST_TOUCH, 0 },
	};
	char label[64];
	struct vm vm;
	size_t i;

	vm_create(&vm, 1);
	for (i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
		sample(&samples, &vm, 0, &operations[i]);
		snprintf(label, sizeof(label), "method=%s op=%s", method, operations[i].name);
		samples_print(&samples, "cost", label);
	}
	/* The guest's own count, if this KVM answers. */
	vm_clear(&vm);
	i = vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0, 1);
	vm_run(&vm, 0);
	printf("counted method=%s by=guest exits=%u\n", method, vm_op(&vm, i)->eax);
	vm_destroy(&vm);
}

static void scaling(const char *method)
{
	static struct vm vm[MOST_VMS];
	char label[64];
	int n, i;

	for (n = 1; n <= VM_VCPUS; n *= 2) {
		vm_create(&vm[0], n);
		for (i = 0; i < n; i++)
			sample(&samples, &vm[0], i, &cpuid);
		snprintf(label, sizeof(label), "method=%s of=vcpus count=%d", method, n);
		samples_print(&samples, "scale", label);
		vm_destroy(&vm[0]);
	}
	for (n = 1; n <= MOST_VMS; n *= 4) {
		for (i = 0; i < n; i++)
			vm_create(&vm[i], 1);
		for (i = 0; i < n; i++)
			sample(&samples, &vm[i], 0, &cpuid);
		snprintf(label, sizeof(label), "method=%s of=vms count=%d", method, n);
		samples_print(&samples, "scale", label);
		for (i = 0; i < n; i++)
			vm_destroy(&vm[i]);
	}
}

static void leaves(void)
{
	const struct operation reads[] = {
		{ "total", OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0 },
		{ "reason", OP_CPUID, EXIT_PROBE_LEAF_REASON_EXITS, vendor()->cpuid },
		{ "all_totals", OP_CPUID, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS },
		{ "table", OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH },
	};
	char label[64];
	struct vm vm;
	size_t i;
	int n, v;

	for (n = 1; n <= VM_VCPUS; n *= 2) {
		vm_create(&vm, n);
		/* Let each vCPU run, so that it has counters to add up. */
		for (v = 0; v < n; v++)
			sample(&samples, &vm, v, &cpuid);
		samples.n = 0;
		for (i = 0; i < sizeof(reads) / sizeof(reads[0]); i++) {
			sample(&samples, &vm, 0, &reads[i]);
			snprintf(label, sizeof(label), "read=%s vcpus=%d", reads[i].name, n);
			samples_print(&samples, "leaf", label);
		}
		vm_destroy(&vm);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "costs")) {
		costs(argv[2]);
	} else if (argc == 3 && !strcmp(argv[1], "scaling")) {
		scaling(argv[2]);
	} else if (argc == 2 && !strcmp(argv[1], "leaves")) {
		leaves();
	} else {
		fputs("usage: bench costs METHOD | scaling METHOD | leaves\n", stderr);
		return 2;
	}
	return 0;
}
