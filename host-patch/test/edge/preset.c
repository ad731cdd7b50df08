// SPDX-License-Identifier: GPL-2.0
/*
 * Test module: each new vCPU begins to count time with its counters a little below
 * 2^32, as if it had had that many CPUID exits. The patched modules are unchanged.
 */
#include <linux/kprobes.h>
#include <linux/kvm_host.h>
#include <linux/module.h>

#define BELOW     200
#define START     ((1ULL << 32) - BELOW)
#define BUCKET    5 /* where the histograms have those exits */
#define CPUID_SVM 0x72
#define CPUID_VMX 10

static void preset(struct kvm_vcpu *vcpu)
{
	struct kvm_exit_probe *probe = &vcpu->stat.exit_probe;
	u32 cpuid = boot_cpu_has(X86_FEATURE_SVM) ? CPUID_SVM : CPUID_VMX;
	int i;

	for (i = 0; i < EXIT_PROBE_COUNTERS; i++)
		if (i != EXIT_PROBE_NESTED_EXITS)
			probe->counter[i] = START;
	probe->reason_exits[cpuid] = START;
	probe->reason_cycles[cpuid] = START;
	probe->cycles_hist[BUCKET] = START;
	vcpu->exit_probe_rows->used = 1;
	vcpu->exit_probe_rows->offset[cpuid] = sizeof(struct kvm_exit_probe_row);
	vcpu->exit_probe_rows->row[1].bucket[BUCKET] = START;
	/* KVM's own statistic includes the passes. */
	vcpu->stat.exits = 2 * START;
}

static int note_vcpu(struct kretprobe_instance *call, struct pt_regs *regs)
{
	*(struct kvm_vcpu **)call->data = (struct kvm_vcpu *)regs->di;
	return 0;
}

static int preset_vcpu(struct kretprobe_instance *call, struct pt_regs *regs)
{
	if (regs_return_value(regs) & 1)
		preset(*(struct kvm_vcpu **)call->data);
	return 0;
}

static struct kretprobe probe = {
	.kp.symbol_name = "exit_probe_make_rows",
	.entry_handler = note_vcpu,
	.handler = preset_vcpu,
	.data_size = sizeof(struct kvm_vcpu *),
};

static int __init preset_init(void)
{
	return register_kretprobe(&probe);
}
module_init(preset_init);

static void __exit preset_exit(void)
{
	unregister_kretprobe(&probe);
}
module_exit(preset_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Test: exit counters that start below 2^32");
