// SPDX-License-Identifier: GPL-2.0-only
/*
 * The grader: what a course's patch of KVM shows a guest, on /dev/kvm.
 *
 * usage: grader LAYOUT CASE
 *        grader dump     what a guest reads on the leaves that no layout has
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "leaves.h"

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "work", known_work },    { "registers", all_registers }, { "reasons", each_reason },
	{ "reads", reads },        { "vcpus", vcpus_and_vms },     { "long", past_32_bits },
	{ "memory", allocations }, { "bounds", out_of_range },
};

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc == 2 && !strcmp(argv[1], "dump")) {
		dump();
		return 0;
	}
	if (argc != 3 || !leaves_choose(atoi(argv[1])))
		return 2;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (!strcmp(argv[2], cases[i].name)) {
			cases[i].run();
			return 0;
		}
	return 2;
}
