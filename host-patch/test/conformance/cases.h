/* SPDX-License-Identifier: GPL-2.0-only */
/* The cases of the suite, one function each. */
#ifndef CONFORMANCE_CASES_H
#define CONFORMANCE_CASES_H

#include <stdbool.h>

/* The module's parameters: whose exits a guest can read, the layout, the mode, and causes. */
struct setting {
	unsigned int scope, layout, mode, causes;
};

/* Returns how many exits it compared. */
unsigned long long known_work(void);
void lifetimes(void);
void crowd(const char *memory, int vcpus);
void crowd_reads(int vcpus);
void other_vcpus(const struct setting *setting);
void other_vms(const struct setting *setting);
void vms_come_and_go(void);
void debugfs_cleared(void);
void rings(void);
void readers(void);
void nested_guest(void);
void modes(void);
void time_away(void);
void causes(void);
void causes_by_rip(void);
void more_causes_than_room(bool with_list);
void latch_stays(void);
void sweep(const struct setting *setting);
void dump(unsigned int from, unsigned int to);
void round_trip(void);
void pass_edge(void);
void hostile(unsigned int seed, unsigned int seconds);
void churn(unsigned int seed, unsigned int vms);
void changes(unsigned int seed, unsigned int count, bool exact);

#endif
