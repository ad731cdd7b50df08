// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the vCPUs count, which can change while VMs run.
 *
 * A change first turns off every vCPU, then sets the keys, and only then lets vCPUs
 * take the new mode. So a vCPU's mode is time only while the key is on, and has been
 * since its thread set it, before the VM entry: the stamps of an exit are then of that
 * exit.
 */
#include <linux/atomic.h>
#include <linux/jump_label.h>
#include <linux/kvm_host.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/random.h>
#include <linux/sched/signal.h>
#include <linux/seqlock.h>
#include <linux/string.h>
#include <asm/tsc.h>

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"
#include "exit_probe_cpu.h"
#include "exit_probe_export.h"
#include "exit_probe_extras.h"
#include "exit_probe_mode.h"
#include "exit_probe_rows.h"

static const char * const exit_probe_modes[] = {
	[EXIT_PROBE_OFF]   = "off",
	[EXIT_PROBE_COUNT] = "count",
	[EXIT_PROBE_TIME]  = "time",
};

static const char * const exit_probe_causes_words[] = {
	[EXIT_PROBE_CAUSES_OFF]    = "0",
	[EXIT_PROBE_CAUSES_DETAIL] = "1",
	[EXIT_PROBE_CAUSES_RIP]    = "rip",
};

DEFINE_STATIC_KEY_TRUE(exit_probe_counts);
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_counts);
DEFINE_STATIC_KEY_TRUE(exit_probe_times);
EXPORT_SYMBOL_FOR_KVM_INTERNAL(exit_probe_times);

static enum kvm_exit_probe_mode mode = EXIT_PROBE_TIME;
static u32 causes = EXIT_PROBE_CAUSES_OFF;
static bool changing;
static u64 began;	/* TSC when mode time was set last */

/* The mode that vCPUs take: off while the keys change. Its lock is inside of kvm_lock. */
static enum kvm_exit_probe_mode taken = EXIT_PROBE_TIME;
static DEFINE_MUTEX(exit_probe_lock);

enum kvm_exit_probe_mode exit_probe_mode(void)
{
	return READ_ONCE(mode);
}

u32 exit_probe_causes(void)
{
	return READ_ONCE(causes);
}

u64 exit_probe_began(void)
{
	return READ_ONCE(began);
}

bool exit_probe_has_hooks(struct kvm *kvm)
{
#ifdef KVM_X86_TDX_VM
	if (kvm->arch.vm_type == KVM_X86_TDX_VM)
		return false;
#endif
	return true;
}

u64 exit_probe_generation(struct kvm *kvm)
{
	if (READ_ONCE(changing) || READ_ONCE(exit_probe_cpu_incomplete))
		return 0;
	return READ_ONCE(kvm->arch.exit_probe_generation);
}

void exit_probe_renew(struct kvm *kvm)
{
	WRITE_ONCE(kvm->arch.exit_probe_generation, get_random_u64());
}

void exit_probe_tsc_set(struct kvm_vcpu *vcpu)
{
	struct kvm *kvm = vcpu->kvm;
	u64 generation = READ_ONCE(kvm->arch.exit_probe_generation);

	/* No random number: the caller has interrupts disabled. A 0 remains. */
	if (generation && vcpu->stat.exit_probe.counter[EXIT_PROBE_EXITS])
		cmpxchg(&kvm->arch.exit_probe_generation, generation, generation + 1);
}

/* Begin to count in a mode. Until the first VM entry, the kernel works for no exit. */
static void exit_probe_start(struct kvm_vcpu *vcpu, enum kvm_exit_probe_mode new)
{
	struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;

	preempt_disable();
	exit_probe_leave_cause(vcpu);
	/* A reader must not take what is left of an earlier mode for an open interval. */
	raw_write_seqcount_begin(&probe->seq);
	probe->slot = EXIT_PROBE_SLOT_NONE;
	probe->bucket = EXIT_PROBE_KERNEL;
	probe->owed = 0;
	probe->stamp = new == EXIT_PROBE_TIME ? rdtsc() : 0;
	probe->entered = probe->stamp;
	probe->left = probe->stamp;
	WRITE_ONCE(probe->mode, new);
	raw_write_seqcount_end(&probe->seq);
	preempt_enable();
}

/* What a vCPU needs to count in a mode. May sleep. */
static bool exit_probe_make(struct kvm_vcpu *vcpu, enum kvm_exit_probe_mode new)
{
	if (new == EXIT_PROBE_OFF)
		return true;
	if (static_branch_unlikely(&exit_probe_per_cpu) && !exit_probe_cpu_make())
		return false;
	if (static_branch_unlikely(&exit_probe_by_cause) && !exit_probe_make_causes(vcpu))
		return false;
	return new != EXIT_PROBE_TIME || exit_probe_make_rows(vcpu);
}

/* Causes have come on since the vCPU made what it needs. Then there is another request. */
static bool exit_probe_lacks_causes(struct kvm_vcpu *vcpu)
{
	return static_branch_unlikely(&exit_probe_by_cause) && !vcpu->exit_probe_causes;
}

static void exit_probe_lose(struct kvm *kvm)
{
	WRITE_ONCE(kvm->arch.exit_probe_generation, 0);
	if (static_branch_unlikely(&exit_probe_per_cpu))
		WRITE_ONCE(exit_probe_cpu_incomplete, true);
}

void exit_probe_take_mode(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	enum kvm_exit_probe_mode new;
	bool made;

	if (!exit_probe_has_hooks(vcpu->kvm))
		return;

	/* Not inside of the lock: to reclaim memory, KVM takes kvm_lock. */
	new = exit_probe_mode();
	made = exit_probe_make(vcpu, new);
	mutex_lock(&exit_probe_lock);
	if (vcpu->vcpu_idx >= atomic_read(&vcpu->kvm->online_vcpus) ||
	    (!made && fatal_signal_pending(current))) {
		/*
		 * A change of the mode would not find this vCPU yet. Or its thread
		 * dies, and gets no memory and enters no guest any more.
		 */
		kvm_make_request(KVM_REQ_EXIT_PROBE, vcpu);
	} else if (taken == new && !made) {
		exit_probe_lose(vcpu->kvm);
	} else if (taken == new && taken != probe->mode && !exit_probe_lacks_causes(vcpu)) {
		/* If the mode has changed meanwhile, there is another request. */
		exit_probe_start(vcpu, taken);
	}
	mutex_unlock(&exit_probe_lock);
}

static void exit_probe_let_take(enum kvm_exit_probe_mode new)
{
	mutex_lock(&exit_probe_lock);
	taken = new;
	mutex_unlock(&exit_probe_lock);
}

static void exit_probe_stop_all(void)
{
	struct kvm_vcpu *vcpu;
	struct kvm *kvm;
	unsigned long i;

	exit_probe_let_take(EXIT_PROBE_OFF);
	mutex_lock(&kvm_lock);
	list_for_each_entry(kvm, &vm_list, vm_list)
		kvm_for_each_vcpu(i, vcpu, kvm)
			WRITE_ONCE(vcpu->stat.exit_probe.mode, EXIT_PROBE_OFF);
	mutex_unlock(&kvm_lock);
}

/* Afterwards no vCPU enters the guest without having taken the mode. */
static void exit_probe_start_all(enum kvm_exit_probe_mode new, u32 new_causes)
{
	struct kvm *kvm;

	mutex_lock(&kvm_lock);
	/* Before the requests: a vCPU without memory for its rows sets 0. */
	list_for_each_entry(kvm, &vm_list, vm_list)
		exit_probe_renew(kvm);
	WRITE_ONCE(exit_probe_cpu_incomplete, false);
	if (new == EXIT_PROBE_TIME)
		WRITE_ONCE(began, rdtsc());
	WRITE_ONCE(causes, new_causes);
	WRITE_ONCE(mode, new);
	exit_probe_let_take(new);
	list_for_each_entry(kvm, &vm_list, vm_list)
		kvm_make_all_cpus_request(kvm, KVM_REQ_EXIT_PROBE);
	mutex_unlock(&kvm_lock);
}

static void exit_probe_set_key(struct static_key *key, bool on)
{
	if (on)
		static_key_enable(key);
	else
		static_key_disable(key);
}

/*
 * The lock of all parameters of kvm.ko lets one change at a time in. The keys change
 * without kvm_lock: a module that is loaded takes their lock, and may reclaim memory
 * inside of it.
 */
static void exit_probe_change(enum kvm_exit_probe_mode new, u32 new_causes)
{
	bool by_cause = new != EXIT_PROBE_OFF && new_causes != EXIT_PROBE_CAUSES_OFF;

	WRITE_ONCE(changing, true);
	exit_probe_stop_all();
	exit_probe_set_key(&exit_probe_times.key, new == EXIT_PROBE_TIME);
	exit_probe_set_key(&exit_probe_counts.key, new != EXIT_PROBE_OFF);
	exit_probe_set_key(&exit_probe_by_cause.key, by_cause);
	exit_probe_set_extras();
	exit_probe_start_all(new, new_causes);
	WRITE_ONCE(changing, false);
}

static int exit_probe_set_mode(const char *val, const struct kernel_param *kp)
{
	int new = sysfs_match_string(exit_probe_modes, val);

	if (new < 0)
		return new;

	if (new != mode)
		exit_probe_change(new, causes);
	return 0;
}

static int exit_probe_get_mode(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", exit_probe_modes[mode]);
}

static const struct kernel_param_ops exit_probe_mode_ops = {
	.set = exit_probe_set_mode,
	.get = exit_probe_get_mode,
};
module_param_cb(exit_probe, &exit_probe_mode_ops, NULL, 0644);

static int exit_probe_set_causes(const char *val, const struct kernel_param *kp)
{
	int new = sysfs_match_string(exit_probe_causes_words, val);

	if (new < 0)
		return new;

	if (new != causes)
		exit_probe_change(mode, new);
	return 0;
}

static int exit_probe_get_causes(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", exit_probe_causes_words[causes]);
}

static const struct kernel_param_ops exit_probe_causes_ops = {
	.set = exit_probe_set_causes,
	.get = exit_probe_get_causes,
};
module_param_cb(exit_probe_causes, &exit_probe_causes_ops, NULL, 0644);
