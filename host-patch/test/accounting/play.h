/* SPDX-License-Identifier: GPL-2.0-only */
/* What the cases share: a VM of the stub, and how to play the hooks on it. */
#ifndef ACCOUNTING_PLAY_H
#define ACCOUNTING_PLAY_H

#include <linux/kvm_host.h>

#include "exit_probe_hooks.h"

#define CPUID    10 /* a reason that the cases cause */
#define MSR_READ 31

extern struct kvm vm;
extern struct kvm_vcpu *const vcpu; /* the VM's first */

#define SAME(got, want) same(#got, (got), (want))

void same(const char *what, u64 got, u64 want);

/* A counter of the first vCPU */
u64 count(enum kvm_exit_probe_counter counter);

/* What the registers have before an answer */
#define STALE 0xdeadbeef

/* Read @leaf, @item and compare all registers. */
void answers(u32 leaf, u32 item, u32 a, u32 b, u32 c, u32 d);

/* The parameter of the module */
int stub_set_exit_probe_scope(const char *val);

/* One trip into the guest: enter after @before, stay for @inside. */
void trip_for(u32 reason, u64 before, u64 inside);
void trip(u64 before, u64 inside); /* for CPUID */

/* The row of a slot, NULL if it has none; one for it, as if an exit of it were over. */
const struct kvm_exit_probe_row *row_of(u32 slot);
struct kvm_exit_probe_row *take_row(struct kvm_vcpu *of, u32 slot);

/* How long another thread has the CPU at each possible preemption. */
extern u64 preempted_for;

/* Both ends of KVM_RUN; vcpu_put() takes @put cycles after its hook. */
void run_begin(void);
void run_end(u64 put);

struct test_case {
	const char *name;
	void (*run)(void);
};

/* clang-format off */
#define CASE(name) { #name, name }
/* clang-format on */

/* Up to a name NULL */
extern const struct test_case hook_cases[], row_cases[], leaf_cases[], edge_cases[];

#endif
