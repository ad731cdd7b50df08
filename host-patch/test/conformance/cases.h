/* SPDX-License-Identifier: GPL-2.0-only */
/* What the suite can do, a function each. */
#ifndef CONFORMANCE_CASES_H
#define CONFORMANCE_CASES_H

/* Whose exits count here, and in which layout: the module's parameters. */
struct setting {
	unsigned int scope, layout;
};

void known_work(void);
void lifetimes(void);
void other_vcpus(const struct setting *setting);
void other_vms(const struct setting *setting);
void debugfs_cleared(void);
void rings(void);
void nested_guest(void);
void latch_stays(void);
void sweep(const struct setting *setting);
void dump(unsigned int from, unsigned int to);
void round_trip(void);

#endif
