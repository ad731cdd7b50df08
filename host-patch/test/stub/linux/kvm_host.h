/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of the kernel that the accounting needs to run on the host: a VM of
 * a few vCPUs, a TSC that the test sets, and no other threads. With STUB_REAL_TSC the
 * TSC is the CPU's, and nothing preempts.
 */
#ifndef STUB_KVM_HOST_H
#define STUB_KVM_HOST_H

#include <linux/types.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/cdefs.h> /* __always_inline */

#include <asm/kvm_exit_probe.h>

#define U64_MAX               UINT64_MAX
#define PAGE_SIZE             4096
#define ARRAY_SIZE(a)         (int)(sizeof(a) / sizeof((a)[0]))
#define READ_ONCE(x)          (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, value)  (*(volatile __typeof__(x) *)&(x) = (value))
#define OPTIMIZER_HIDE_VAR(x) __asm__("" : "+r"(x))
#define likely(x)             __builtin_expect(!!(x), 1)
#define unlikely(x)           __builtin_expect(!!(x), 0)
#define min(a, b)             ((a) < (b) ? (a) : (b))
#define max(a, b)             ((a) > (b) ? (a) : (b))
#define upper_32_bits(n)      ((u32)((n) >> 32))
#define lower_32_bits(n)      ((u32)(n))
#define BIT_ULL(n)            (1ull << (n))
#define SZ_16K                (16 << 10)

#define BUILD_BUG_ON(wrong)   _Static_assert(!(wrong), #wrong)

static inline unsigned long __fls(u64 word)
{
	return 63 - __builtin_clzll(word);
}

static inline bool test_bit(u32 bit, const bool *map)
{
	return map[bit];
}

static inline bool bitmap_empty(const bool *map, u32 bits)
{
	return !memchr(map, 1, bits);
}

static inline void __set_bit(u32 bit, bool *map)
{
	map[bit] = true;
}

/* Allocations, which a test can make fail. */
#define GFP_KERNEL_ACCOUNT 0
#define __GFP_ZERO         0
#define __GFP_NOWARN       0
extern bool stub_no_memory;

static inline void *kcalloc(size_t n, size_t size, int flags)
{
	return stub_no_memory ? NULL : calloc(n, size + flags);
}

static inline void *kvcalloc(size_t n, size_t size, int flags)
{
	return kcalloc(n, size, flags);
}

static inline void *__vmalloc(size_t size, int flags)
{
	return kcalloc(1, size, flags);
}

static inline void kfree(void *memory)
{
	free(memory);
}

static inline void kvfree(void *memory)
{
	free(memory);
}

static inline void vfree(void *memory)
{
	free(memory);
}

/* A list, and locks without contention. */
struct list_head {
	struct list_head *next, *prev;
};

#define LIST_HEAD(name)               struct list_head name = { &(name), &(name) }
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
#define list_for_each_entry_rcu(one, head, member)                                                 \
	for (one = container_of((head)->next, __typeof__(*one), member); &one->member != (head);   \
	     one = container_of(one->member.next, __typeof__(*one), member))

static inline void list_add_tail_rcu(struct list_head *one, struct list_head *head)
{
	one->prev = head->prev;
	one->next = head;
	head->prev->next = one;
	head->prev = one;
}

static inline void list_del_rcu(struct list_head *one)
{
	one->prev->next = one->next;
	one->next->prev = one->prev;
}

#define DEFINE_SEQLOCK(name)     int name
#define read_seqbegin(lock)      (*(lock))
#define read_seqretry(lock, seq) (*(lock) != (int)(seq))
#define write_seqlock(lock)      ((*(lock))++)
#define write_sequnlock(lock)    ((*(lock))++)
#define rcu_read_lock()          ((void)0)
#define rcu_read_unlock()        ((void)0)
#define synchronize_rcu()        (stub_grace_periods++)
extern int stub_grace_periods;

#define STUB_VCPUS 2

struct kvm;
struct kvm_exit_probe_latch;
struct exit_probe_member;

struct kvm_vcpu {
	struct kvm *kvm;
	bool guest_mode;
	int ring;
	struct {
		u32 virtual_tsc_khz;
	} arch;
	struct {
		struct kvm_exit_probe exit_probe;
	} stat;
	struct kvm_exit_probe_rows *exit_probe_rows;
	struct kvm_exit_probe_latch *exit_probe_latch;
	struct exit_probe_member *exit_probe_member;
};

struct kvm {
	struct kvm_vcpu vcpu[STUB_VCPUS];
	struct {
		bool exit_probe_handled[EXIT_PROBE_SLOTS];
		bool exit_probe_leaf;
	} arch;
};

struct kvm_x86_ops {
	int (*get_cpl)(struct kvm_vcpu *vcpu);
};
extern struct kvm_x86_ops kvm_x86_ops;

#define kvm_for_each_vcpu(i, v, kvm)                                                               \
	for ((i) = 0; (i) < STUB_VCPUS && ((v) = &(kvm)->vcpu[i], true); (i)++)

static inline bool is_guest_mode(struct kvm_vcpu *vcpu)
{
	return vcpu->guest_mode;
}

#ifdef STUB_REAL_TSC
static inline void preempt_disable(void)
{
}

static inline void preempt_enable(void)
{
}

static inline u64 rdtsc(void)
{
	return __builtin_ia32_rdtsc();
}
#else
/* A thread can be preempted right after each of its reads, if preemption is enabled. */
extern u64 stub_tsc;
extern int stub_preempt_count;
void stub_preempt(void);

static inline void preempt_disable(void)
{
	stub_preempt_count++;
}

static inline void preempt_enable(void)
{
	if (--stub_preempt_count == 0)
		stub_preempt();
}

static inline u64 rdtsc(void)
{
	u64 now = stub_tsc;

	if (stub_preempt_count == 0)
		stub_preempt();
	return now;
}
#endif

#endif
