/* SPDX-License-Identifier: GPL-2.0-only */
/* What the cases share: a VM of the stub, and how to play the hooks on it. */
#ifndef ACCOUNTING_PLAY_H
#define ACCOUNTING_PLAY_H

#include <linux/kvm_host.h>

#include "exit_probe_away.h"

#define CPUID    10 /* a reason that the cases cause */
#define MSR_READ 31

#define TSC_KHZ  2000000 /* two cycles are a nanosecond */
#define HOUR     (3600000ULL * TSC_KHZ)

extern struct kvm vm;
extern struct kvm_vcpu *const vcpu, *const other; /* the VM's first and second */

#define SAME(got, want) same(#got, (got), (want))

void same(const char *what, u64 got, u64 want);

/* A counter of the first vCPU, and the sum of those of time */
u64 count(enum kvm_exit_probe_counter counter);
u64 cycles(void);

/* The same as another thread reads them now */
u64 seen(enum kvm_exit_probe_counter counter);
u64 seen_cycles(void);

/* A random number, the same ones in each run */
u64 below(u64 n);

struct regs {
	u32 eax, ebx, ecx, edx;
};

/* The other vCPU exits now, and latches the totals. */
const struct kvm_exit_probe_latch *latch_by_other(void);

/* What the registers have before an answer */
#define STALE 0xdeadbeef

/* Read @leaf, @item as a vCPU does. */
bool ask(struct kvm_vcpu *of, u32 leaf, u32 item, struct regs *regs);

/* The first vCPU reads them: compare all registers; see that KVM does not answer. */
void answers(u32 leaf, u32 item, u32 a, u32 b, u32 c, u32 d);
void leaf_is_not_ours(u32 leaf);

/* What a file of the vCPU's directory in debugfs has */
void read_debugfs(struct kvm_vcpu *of, const char *name, char *text, size_t size);

/* The parameters of the module */
int stub_set_exit_probe_causes(const char *val);
int stub_get_exit_probe_causes(char *buffer);
int stub_set_exit_probe(const char *val);
int stub_get_exit_probe(char *buffer);
int stub_set_exit_probe_scope(const char *val);
void set_mode(const char *mode);

/* What another CPU does while a change of the mode requests it from the vCPUs */
extern void (*while_requesting)(void);

/* One trip into the guest: enter after @before, stay for @inside. */
void trip_for(u32 reason, u64 before, u64 inside);
void trip(u64 before, u64 inside); /* for CPUID */

/* The scheduler takes the CPU; and gives it back, for which the thread @waited ns. */
void put(bool preempted);
void load(u64 waited);

/* A halt in which the thread is @asleep for cycles, the last @waited ns of it runnable. */
void halt(u64 asleep, u64 waited);

/* The row of a slot, NULL if it has none; one for it, as if an exit of it were over. */
const struct kvm_exit_probe_row *row_of(u32 slot);
struct kvm_exit_probe_row *take_row(struct kvm_vcpu *of, u32 slot);

/* How long another thread has the CPU at each possible preemption. */
extern u64 preempted_for;

/* Both ends of KVM_RUN; vcpu_put() takes @cycles after its hook. */
void run_begin(void);
void run_end(u64 cycles);

/* Where a vCPU is when it is neither in the guest nor in the kernel: it goes there and comes back. */
struct place {
	void (*begin)(void);
	void (*end)(void);
	enum kvm_exit_probe_counter bucket;
};

#define AWAY 4
extern const struct place away[AWAY];

struct test_case {
	const char *name;
	void (*run)(void);
};

/* clang-format off */
#define CASE(name) { #name, name }
/* clang-format on */

/* Up to a name NULL */
extern const struct test_case hook_cases[], bucket_cases[], mode_cases[], stamp_cases[];
extern const struct test_case generation_cases[], read_cases[], race_cases[], row_cases[],
	leaf_cases[], latch_cases[], edge_cases[], cpu_cases[], cause_cases[], cause_mode_cases[],
	cause_sum_cases[], cause_leaf_cases[], cause_vmx_cases[], cause_svm_cases[];

#endif
