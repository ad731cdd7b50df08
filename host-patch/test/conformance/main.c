// SPDX-License-Identifier: GPL-2.0-only
/*
 * The conformance suite: what a patched KVM must show, on /dev/kvm.
 *
 * usage: conformance all         every case, in the default setting
 *        conformance setting     the cases that another scope, layout or mode changes
 *        conformance causes      what caused exits; with exit_probe_causes=rip, where
 *        conformance flood       more causes than there is room for, and KVM's list of them
 *        conformance nested      a guest that runs a nested guest
 *        conformance edge        those that compare numbers, with preset.ko loaded
 *        conformance dump FROM TO   what a guest reads on these leaves
 *        conformance crowd FILE VCPUS   what FILE says of the memory of one of many vCPUs
 *        conformance crowd-reads VCPUS   one of many vCPUs reads
 *        conformance round-trip  guest TSC around one CPUID
 *        conformance hostile SEED SECONDS   random leaves from all modes
 *        conformance churn SEED VMS         VMs made, moved, saved and destroyed
 *        conformance changes SEED CHANGES exact|fast   of the mode, while VMs come and go
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "parameter.h"
#include "vm.h"

static void read_setting(struct setting *setting)
{
	static const char *const scopes[] = { "", "vm", "vcpu", "host" };
	char value[16];

	parameter_get("exit_probe_layout", value, sizeof(value));
	setting->layout = atoi(value);
	parameter_get("exit_probe_scope", value, sizeof(value));
	for (setting->scope = 0; setting->scope < EXIT_PROBE_SCOPE_HOST; setting->scope++)
		if (!strcmp(scopes[setting->scope], value))
			break;
	parameter_get("exit_probe", value, sizeof(value));
	setting->causes = parameter_causes();
	setting->mode = strcmp(value, "time") ? EXIT_PROBE_MODE_COUNT : EXIT_PROBE_MODE_TIME;
}

int main(int argc, char **argv)
{
	struct setting setting;

	if (argc == 4 && !strcmp(argv[1], "dump")) {
		dump(strtoul(argv[2], NULL, 16), strtoul(argv[3], NULL, 16));
		return 0;
	}
	if (argc == 4 && !strcmp(argv[1], "hostile")) {
		hostile(atoi(argv[2]), atoi(argv[3]));
		return 0;
	}
	if (argc == 4 && !strcmp(argv[1], "churn")) {
		churn(atoi(argv[2]), atoi(argv[3]));
		return 0;
	}
	if (argc == 5 && !strcmp(argv[1], "changes")) {
		changes(atoi(argv[2]), atoi(argv[3]), !strcmp(argv[4], "exact"));
		return 0;
	}
	if (argc == 4 && !strcmp(argv[1], "crowd")) {
		crowd(argv[2], atoi(argv[3]));
		return 0;
	}
	if (argc == 3 && !strcmp(argv[1], "crowd-reads")) {
		crowd_reads(atoi(argv[2]));
		return 0;
	}
	if (argc == 2 && !strcmp(argv[1], "round-trip")) {
		round_trip();
		return 0;
	}
	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], "edge")) {
		pass_edge();
		known_work();
		return 0;
	}
	if (!strcmp(argv[1], "causes")) {
		if (parameter_causes() == EXIT_PROBE_CAUSES_RIP)
			causes_by_rip();
		else
			causes();
		return 0;
	}
	if (!strcmp(argv[1], "flood")) {
		more_causes_than_room(true);
		return 0;
	}
	if (!strcmp(argv[1], "nested")) {
		nested_guest();
		return 0;
	}
	read_setting(&setting);
	if (!strcmp(argv[1], "all")) {
		printf("# exits compared: %llu\n", known_work());
		lifetimes();
		latch_stays();
		rings();
		debugfs_cleared();
		nested_guest();
		modes();
		time_away();
	}
	sweep(&setting);
	other_vcpus(&setting);
	other_vms(&setting);
	if (setting.scope == EXIT_PROBE_SCOPE_HOST)
		vms_come_and_go();
	readers();
	return 0;
}
