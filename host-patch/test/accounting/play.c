// SPDX-License-Identifier: GPL-2.0-only
/* The VM of the cases, and how to play the hooks on it. */
#include "play.h"

#include <linux/debugfs.h>
#include <linux/seq_file.h>

#include "exit_probe_latch.h"
#include "exit_probe_leaves.h"
#include "exit_probe_read.h"
#include "exit_probe_rows.h"
#include "exit_probe_stats.h"

u64 stub_tsc, stub_tsc_reads, preempted_for;
u32 tsc_khz = TSC_KHZ;
int stub_preempt_count, stub_cpu;
bool stub_svm, stub_no_memory, stub_killed, stub_tsc_unstable;
void (*stub_step)(void);
void (*while_requesting)(void);
struct mutex kvm_lock;
LIST_HEAD(vm_list);

static struct task_struct thread;
struct task_struct *current = &thread;

static int ring_of(struct kvm_vcpu *v)
{
	return v->ring;
}

static void bits_of_cs(struct kvm_vcpu *v, int *db, int *l)
{
	*db = v->arch.cs_db;
	*l = v->arch.cs_l;
}

struct kvm_x86_ops kvm_x86_ops = { .get_cpl = ring_of, .get_cs_db_l_bits = bits_of_cs };
struct kvm vm;
struct kvm_vcpu *const vcpu = &vm.vcpu[0];
struct kvm_vcpu *const other = &vm.vcpu[1];

void static_key_enable(struct static_key *key)
{
	assert(!kvm_lock.held);
	key->enabled = true;
}

void static_key_disable(struct static_key *key)
{
	assert(!kvm_lock.held);
	key->enabled = false;
}

void kvm_make_all_cpus_request(struct kvm *kvm, int request)
{
	struct kvm_vcpu *v;
	int i;

	assert(kvm_lock.held);
	kvm_for_each_vcpu(i, v, kvm) kvm_make_request(request, v);
	if (while_requesting)
		while_requesting();
}

/* It may sleep. What is not to be zeroed has anything. */
void *stub_allocate(size_t n, size_t size, int flags)
{
	void *memory;

	stub_other_cpu();
	memory = stub_no_memory ? NULL : calloc(n, size);
	if (memory && !(flags & __GFP_ZERO))
		memset(memory, 0x5a, n * size);
	return memory;
}

static struct {
	const char *name;
	const struct file_operations *fops;
} files[2];

void debugfs_create_file(const char *name, int mode, struct dentry *dir, void *data,
			 const struct file_operations *fops)
{
	int i = files[0].name != NULL;

	files[i].name = name;
	files[i].fops = fops;
}

void read_debugfs(struct kvm_vcpu *of, const char *name, char *text, size_t size)
{
	struct seq_file file = { .private = of, .out = fmemopen(text, size, "w") };
	int i;

	exit_probe_create_debugfs(of, NULL);
	for (i = 0; i < ARRAY_SIZE(files); i++)
		if (!strcmp(files[i].name, name))
			SAME(files[i].fops->show(&file, NULL), 0);
	fclose(file.out);
}

static u64 seed = 88172645463325252;

u64 get_random_u64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

u64 below(u64 n)
{
	return get_random_u64() % n;
}

const struct kvm_exit_probe_row *row_of(u32 slot)
{
	return exit_probe_row(vcpu->exit_probe_rows, slot);
}

struct kvm_exit_probe_row *take_row(struct kvm_vcpu *of, u32 slot)
{
	exit_probe_check_mode(of);
	return exit_probe_take_row(of->exit_probe_rows, slot);
}

u64 count(enum kvm_exit_probe_counter c)
{
	return exit_probe_of(vcpu)->counter[c];
}

static u64 sum_of_time(const u64 *counter)
{
	return counter[EXIT_PROBE_USERSPACE] + counter[EXIT_PROBE_KERNEL] +
	       counter[EXIT_PROBE_HALTED] + counter[EXIT_PROBE_PREEMPTED] +
	       counter[EXIT_PROBE_BLOCKED] + counter[EXIT_PROBE_GUEST];
}

u64 cycles(void)
{
	return sum_of_time(exit_probe_of(vcpu)->counter);
}

u64 seen(enum kvm_exit_probe_counter c)
{
	u64 counter[EXIT_PROBE_COUNTERS];

	exit_probe_read(vcpu, stub_tsc, counter);
	return counter[c];
}

u64 seen_cycles(void)
{
	u64 counter[EXIT_PROBE_COUNTERS];

	exit_probe_read(vcpu, stub_tsc, counter);
	return sum_of_time(counter);
}

bool ask(struct kvm_vcpu *of, u32 leaf, u32 item, struct regs *r)
{
	*r = (struct regs){ STALE, STALE, STALE, STALE };
	return exit_probe_cpuid(of, leaf, item, &r->eax, &r->ebx, &r->ecx, &r->edx);
}

const struct kvm_exit_probe_latch *latch_by_other(void)
{
	exit_probe_of(other)->left = stub_tsc;
	return exit_probe_latch_totals(other);
}

void answers(u32 leaf, u32 item, u32 a, u32 b, u32 c, u32 d)
{
	struct regs r;

	SAME(ask(vcpu, leaf, item, &r), true);
	SAME(r.eax, a);
	SAME(r.ebx, b);
	SAME(r.ecx, c);
	SAME(r.edx, d);
}

void leaf_is_not_ours(u32 leaf)
{
	struct regs r;

	SAME(ask(vcpu, leaf, 0, &r), false);
	SAME(r.eax & r.ebx & r.ecx & r.edx, STALE);
}

void trip_for(u32 reason, u64 before, u64 inside)
{
	stub_tsc += before;
	stub_preempt_count++;
	exit_probe_stamp_entry(vcpu);
	stub_tsc += inside;
	exit_probe_stamp_exit(vcpu);
	exit_probe_settle(vcpu, reason, NULL);
	stub_preempt_count--;
}

void trip(u64 before, u64 inside)
{
	trip_for(CPUID, before, inside);
}

void put(bool preempted)
{
	vcpu->preempted = preempted;
	exit_probe_put(vcpu);
}

void load(u64 waited)
{
	thread.sched_info.run_delay += waited;
	vcpu->preempted = false;
	exit_probe_load(vcpu);
}

void halt(u64 asleep, u64 waited)
{
	exit_probe_halt_begin(vcpu);
	put(false);
	stub_tsc += asleep;
	load(waited);
	exit_probe_halt_end(vcpu);
}

/* The scheduler calls the hooks only of a loaded vCPU. */
static bool loaded;

void stub_preempt(void)
{
	if (!preempted_for)
		return;
	stub_preempt_count++;
	if (loaded)
		put(true);
	stub_tsc += preempted_for;
	if (loaded)
		load(0);
	stub_preempt_count--;
}

void run_begin(void)
{
	exit_probe_check_mode(vcpu);
	preempt_disable();
	exit_probe_run_begin(vcpu);
	exit_probe_load(vcpu);
	loaded = true;
	preempt_enable();
}

void run_end(u64 cycles)
{
	exit_probe_run_end(vcpu);
	preempt_disable();
	exit_probe_put(vcpu);
	loaded = false;
	stub_tsc += cycles;
	preempt_enable();
}

void set_mode(const char *mode)
{
	SAME(stub_set_exit_probe(mode), 0);
}

static void begin_userspace(void)
{
	run_end(0);
}

static void begin_sleep(void)
{
	put(false);
}

static void begin_preempted(void)
{
	put(true);
}

static void end_wait(void)
{
	load(0);
}

static void begin_halt(void)
{
	exit_probe_halt_begin(vcpu);
}

static void end_halt(void)
{
	exit_probe_halt_end(vcpu);
}

const struct place away[AWAY] = {
	{ begin_halt, end_halt, EXIT_PROBE_HALTED },
	{ begin_sleep, end_wait, EXIT_PROBE_BLOCKED },
	{ begin_preempted, end_wait, EXIT_PROBE_PREEMPTED },
	{ begin_userspace, run_begin, EXIT_PROBE_USERSPACE },
};
