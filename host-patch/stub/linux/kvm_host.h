/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of the kernel that the accounting needs to run on the host: a VM of
 * many vCPUs, a TSC that the test sets, and no other threads. With STUB_REAL_TSC the
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
#define noinline __attribute__((noinline))

#include <linux/jump_label.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <asm/kvm_exit_probe.h>

typedef u64 gpa_t;

#define U64_MAX                        UINT64_MAX
#define U32_MAX                        UINT32_MAX
#define NSEC_PER_MSEC                  1000000
#define PAGE_SIZE                      4096
#define ARRAY_SIZE(a)                  (int)(sizeof(a) / sizeof((a)[0]))
#define WRITE_ONCE(x, value)           (*(volatile __typeof__(x) *)&(x) = (value))
#define OPTIMIZER_HIDE_VAR(x)          __asm__("" : "+r"(x))
#define likely(x)                      __builtin_expect(!!(x), 1)
#define unlikely(x)                    __builtin_expect(!!(x), 0)
#define min(a, b)                      ((a) < (b) ? (a) : (b))
#define max(a, b)                      ((a) > (b) ? (a) : (b))
#define min_t(type, a, b)              min((type)(a), (type)(b))
#define max_t(type, a, b)              max((type)(a), (type)(b))
#define upper_32_bits(n)               ((u32)((n) >> 32))
#define lower_32_bits(n)               ((u32)(n))
#define BIT_ULL(n)                     (1ull << (n))
#define SZ_16K                         (16 << 10)
#define PMD_MASK                       (~((1ull << 21) - 1))

#define EXPORT_SYMBOL_GPL(name)        extern int stub_export
#define EXPORT_SYMBOL_FOR_KVM_INTERNAL EXPORT_SYMBOL_GPL
#define BUILD_BUG_ON(wrong)            _Static_assert(!(wrong), #wrong)

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
#define GFP_KERNEL         0
#define GFP_KERNEL_ACCOUNT 0
#define __GFP_ZERO         1
#define __GFP_NOWARN       0
extern bool stub_no_memory, stub_killed;
void *stub_allocate(size_t n, size_t size, int flags);

static inline void *kcalloc(size_t n, size_t size, int flags)
{
	return stub_allocate(n, size, flags | __GFP_ZERO);
}

static inline void kfree(void *memory)
{
	free(memory);
}

static inline void *kvcalloc(size_t n, size_t size, int flags)
{
	return kcalloc(n, size, flags);
}

static inline void *__vmalloc(size_t size, int flags)
{
	return stub_allocate(1, size, flags);
}

/* The counters of each CPU. A thread is on the one that the test says. */
#define STUB_CPUS                  2
#define DEFINE_PER_CPU(type, name) type name[STUB_CPUS]
#define per_cpu(name, cpu)         ((name)[cpu])
#define this_cpu_read(name)        ((name)[stub_cpu])
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < STUB_CPUS; (cpu)++)
#define cpu_to_node(cpu)           (cpu)
extern int stub_cpu;

static inline void *vzalloc_node(size_t size, int node)
{
	return kcalloc(1, size, 0 * node);
}

static inline void kvfree(void *memory)
{
	free(memory);
}

static inline void vfree(void *memory)
{
	free(memory);
}

/* More than one read of the table sums */
#define STUB_VCPUS 130

struct kvm;
struct kvm_exit_probe_causes;
struct kvm_exit_probe_latch;

struct kvm_vcpu {
	struct kvm *kvm;
	int vcpu_idx;
	u64 requests;
	bool preempted;
	bool guest_mode;
	int ring;
	struct {
		u32 virtual_tsc_khz;
		bool guest_state_protected;
		bool long_mode, cs_db, cs_l;
		u64 rip, rax, rcx;
	} arch;
	struct {
		struct kvm_exit_probe exit_probe;
	} stat;
	struct kvm_exit_probe_rows *exit_probe_rows;
	struct kvm_exit_probe_causes *exit_probe_causes;
	struct kvm_exit_probe_latch *exit_probe_latch;
	u8 apart[256]; /* KVM's are not one beside the other. A CPU may fetch lines in pairs. */
};

static inline unsigned long kvm_rax_read(struct kvm_vcpu *vcpu)
{
	return vcpu->arch.rax;
}

static inline unsigned long kvm_rcx_read(struct kvm_vcpu *vcpu)
{
	return vcpu->arch.rcx;
}

struct dentry;

struct kvm {
	struct list_head vm_list;
	struct dentry *debugfs_dentry;
	struct kvm_vcpu vcpu[STUB_VCPUS];
	int online_vcpus;
	struct {
		unsigned long vm_type;
		u64 exit_probe_generation;
		u32 exit_probe_phase;
		bool exit_probe_handled[EXIT_PROBE_SLOTS];
		bool exit_probe_leaf;
	} arch;
};

struct kvm_x86_ops {
	int (*get_cpl)(struct kvm_vcpu *vcpu);
	void (*get_cs_db_l_bits)(struct kvm_vcpu *vcpu, int *db, int *l);
};
extern struct kvm_x86_ops kvm_x86_ops;

extern struct list_head vm_list;
extern struct mutex kvm_lock;

#define KVM_X86_TDX_VM       5

#define kvm_get_vcpu(kvm, i) (&(kvm)->vcpu[i])
#define kvm_for_each_vcpu(i, v, kvm)                                                               \
	for ((i) = 0; (int)(i) < (kvm)->online_vcpus && ((v) = kvm_get_vcpu(kvm, i), true); (i)++)

/* Requests: the number is in the low byte. */
#define KVM_REQUEST_WAIT              (1 << 9)
#define KVM_REQUEST_NO_WAKEUP         (1 << 8)
#define KVM_ARCH_REQ_FLAGS(nr, flags) (((nr) + 8) | (flags))

static inline void kvm_make_request(int request, struct kvm_vcpu *vcpu)
{
	vcpu->requests |= BIT_ULL(request & 0xff);
}

static inline bool kvm_check_request(int request, struct kvm_vcpu *vcpu)
{
	bool made = vcpu->requests & BIT_ULL(request & 0xff);

	vcpu->requests &= ~BIT_ULL(request & 0xff);
	return made;
}

void kvm_make_all_cpus_request(struct kvm *kvm, int request);

static inline bool is_guest_mode(struct kvm_vcpu *vcpu)
{
	return vcpu->guest_mode;
}

#define cond_resched()     ((void)0)
#define atomic_read(value) (*(value))
#define try_cmpxchg(at, old, new)                                                                  \
	(stub_other_cpu(),                                                                         \
	 __atomic_compare_exchange_n(at, old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
#define cmpxchg(at, old, new)                                                                      \
	({                                                                                         \
		__typeof__(*(at)) was = old;                                                       \
		try_cmpxchg(at, &was, new);                                                        \
		was;                                                                               \
	})
#define smp_mb()                     __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define smp_store_release(at, value) __atomic_store_n(at, value, __ATOMIC_RELEASE)

extern u32 tsc_khz;
u64 get_random_u64(void);

static inline u64 mul_u64_u32_div(u64 a, u32 mul, u32 div)
{
	unsigned __int128 quotient = (unsigned __int128)a * mul / div;

	assert(quotient <= U64_MAX); /* the CPU's instruction traps */
	return quotient;
}

#ifdef STUB_REAL_TSC
static inline void stub_other_cpu(void)
{
}

#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))

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
/*
 * A thread can be preempted right after each of its reads of the TSC, if preemption is
 * enabled. And at each of its steps, another CPU can do something.
 */
extern u64 stub_tsc, stub_tsc_reads;
extern int stub_preempt_count;
extern bool stub_tsc_unstable;
void stub_preempt(void);
extern void (*stub_step)(void);

#define READ_ONCE(x) (stub_other_cpu(), *(const volatile __typeof__(x) *)&(x))

static inline void stub_other_cpu(void)
{
	if (stub_step)
		stub_step();
}

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

	stub_tsc_reads++;
	stub_other_cpu();
	if (stub_preempt_count == 0)
		stub_preempt();
	return now;
}

static inline u64 rdtsc_ordered(void)
{
	u64 now = stub_tsc;

	stub_other_cpu();
	return now;
}

static inline bool check_tsc_unstable(void)
{
	return stub_tsc_unstable;
}
#endif

#endif
