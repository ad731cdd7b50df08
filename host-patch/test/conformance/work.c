// SPDX-License-Identifier: GPL-2.0-only
/* Known work between two snapshots: it must be counted exactly, under its reason. */
#include "cases.h"

#include "check.h"
#include "exit_probe_abi.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_stats.h"
#include "x2apic.h"

#define TIMES       100
#define TIMES_TIMER 10
#define DEADLINE    1000000 /* cycles, far more than an exit takes */

struct work {
	const char *name;
	uint32_t kind, a, c, times;
	uint32_t reason;
	bool to_vmm, halts;
	uint32_t timer; /* a second reason, as often; the host's interrupt if there is none */
};

/* The reasons of the work and of the reads, without those of the host. */
static void check_reasons(const struct work *work, const struct snapshot *before,
			  const struct snapshot *after)
{
	const struct vendor *v = vendor();
	uint32_t i;

	for (i = 0; i < after->used; i++) {
		uint32_t reason = after->row[i].reason;
		uint64_t want = reason == v->cpuid ? SNAPSHOT_READS : 0;

		if (reason == v->interrupt)
			continue;
		if (reason == work->reason || reason == work->timer)
			want += work->times;
		check_same(snapshot_exits(after, reason) - snapshot_exits(before, reason), want,
			   "%s: exits of reason %#x", work->name, reason);
	}
	if (work->kind == OP_TIMER)
		check(snapshot_exits(after, work->timer) - snapshot_exits(before, work->timer) >=
			      work->times,
		      "%s: the timer ends the guest's run each time", work->name);
	check(snapshot_exits(after, work->reason) >= work->times, "%s: reason %#x is in the table",
	      work->name, work->reason);
}

static void check_sums(const struct work *work, const struct snapshot *s)
{
	uint64_t exits = 0, cycles = 0;
	bool agree = true, ranges = true;
	uint32_t i;

	for (i = 0; i < s->used; i++) {
		const struct row *row = &s->row[i];

		exits += row->exits;
		cycles += row->cycles;
		agree &= row->exits32 == (uint32_t)row->exits && row->cycles_of_row == row->cycles;
		ranges &= row->min <= row->max && row->max <= row->cycles;
	}
	check_same(exits, s->exits, "%s: the sum of the reasons' exits is the total", work->name);
	check_same(cycles, s->kernel, "%s: the sum of the reasons' cycles is the kernel bucket",
		   work->name);
	check(agree, "%s: a row says the same in one read and in two", work->name);
	check(ranges, "%s: min <= max <= cycles", work->name);
}

static void check_buckets(const struct work *work, const struct vm *vm,
			  const struct snapshot *before, const struct snapshot *after)
{
	uint64_t vmm = work->to_vmm ? work->times : 0;
	uint64_t userspace = after->userspace - before->userspace;
	uint64_t halted = after->halted - before->halted;

	snapshot_check_time(before, after, work->name);
	check_same(vm->vmm_exits, vmm, "%s: port writes that reach the VMM", work->name);
	check_same(after->userspace_exits - before->userspace_exits, vmm + work->halts,
		   "%s: exits to userspace", work->name);
	check((userspace > 0) == (vmm || work->halts), "%s: userspace cycles %s", work->name,
	      vmm || work->halts ? "grow" : "stay");
	check((halted > 0) == work->halts, "%s: halted cycles %s", work->name,
	      work->halts ? "grow" : "stay");
	check(after->kernel > before->kernel, "%s: kernel cycles grow", work->name);
	check_same(after->nested_exits, 0, "%s: no exit is nested", work->name);
}

static uint64_t compared;

static void check_statistics(const struct work *work, const struct vm *vm,
			     const struct snapshot *after)
{
	const struct vendor *v = vendor();
	uint64_t exits = vm_stat(vm, 0, "exit_probe_exits", 0);
	uint64_t kernel = vm_stat(vm, 0, "exit_probe_kernel_cycles", 0);
	uint64_t by_reason = 0, cycles = 0, spread = 0, passes;
	int i;

	for (i = 0; i < 192; i++) {
		by_reason += vm_stat(vm, 0, "exit_probe_reason_exits", i);
		cycles += vm_stat(vm, 0, "exit_probe_reason_cycles", i);
	}
	for (i = 0; i < 30; i++)
		spread += vm_stat(vm, 0, "exit_probe_cycles_hist", i);
	compared += exits;
	passes = vm_stat(vm, 0, "exit_probe_passes", 0);
	/* Linux 5.13 and older on VMX do not count exits after which the fast path enters again. */
	if (v->id == EXIT_PROBE_VENDOR_INTEL && work->reason == v->msr_write &&
	    !vm_has_stats_fd(vm))
		check(vm_stat(vm, 0, "exits", 0) <= exits + passes,
		      "%s: KVM's exits are at most the exits and passes", work->name);
	else
		check_same(vm_stat(vm, 0, "exits", 0), exits + passes,
			   "%s: KVM's exits are the exits and passes", work->name);
	check_same(by_reason, exits, "%s: KVM's linear histogram has all exits", work->name);
	check_same(cycles, kernel, "%s: KVM's linear histogram has all kernel cycles", work->name);
	check_same(spread, exits, "%s: KVM's log histogram has all exits", work->name);
	/* The reads after the latch, in the guest's last list. */
	check_same(vm_stat(vm, 0, "exit_probe_reason_exits", vendor_bucket(v->cpuid)),
		   snapshot_exits(after, v->cpuid) + SNAPSHOT_READS - 1,
		   "%s: the host shows the guest's CPUID exits", work->name);
	check_same(vm_stat(vm, 0, "exit_probe_reason_exits", vendor_bucket(v->io)),
		   snapshot_exits(after, v->io) + 1, "%s: the host shows the guest's I/O exits",
		   work->name);
}

static void do_work(const struct work *work)
{
	struct snapshot before, after;
	int pass, first, last;
	struct vm vm;

	vm_create(&vm, 1);
	/* The first run has the first touches of the list itself. */
	for (pass = 0; pass < 2; pass++) {
		uint32_t a = work->a + (work->kind == OP_TOUCH ? pass * TIMES * 0x1000 : 0);

		vm_clear(&vm);
		if (work->kind == OP_TIMER) {
			vm_add(&vm, OP_WRMSR, X2APIC_SVR, APIC_ENABLED, 1);
			vm_add(&vm, OP_WRMSR, X2APIC_LVT_TIMER, APIC_TSC_DEADLINE, 1);
		}
		first = snapshot_add(&vm);
		vm_add(&vm, work->kind, a, work->c, work->times);
		last = snapshot_add(&vm);
		vm_run(&vm, 0);
	}
	snapshot_get(&vm, first, &before);
	snapshot_get(&vm, last, &after);
	check_reasons(work, &before, &after);
	check_sums(work, &after);
	check_buckets(work, &vm, &before, &after);
	check_statistics(work, &vm, &after);
	vm_destroy(&vm);
}

unsigned long long known_work(void)
{
	const struct vendor *v = vendor();
	const struct work works[] = {
		{ "CPUID", OP_CPUID, 0, 0, TIMES, v->cpuid, .timer = v->interrupt },
		{ "a port of the VMM", OP_OUT, PORT_VMM, 0, TIMES, v->io, .to_vmm = true,
		  .timer = v->interrupt },
		{ "a port in the kernel", OP_OUT, PORT_KERNEL, 0, TIMES, v->io,
		  .timer = v->interrupt },
		{ "MSR", OP_WRMSR, MSR_MCG_STATUS, 0, TIMES, v->msr_write, .timer = v->interrupt },
		{ "first touch", OP_TOUCH, GUEST_TOUCH, 0, TIMES, v->nested_page,
		  .timer = v->interrupt },
		{ "HLT", OP_HLT, 0, 0, 1, v->hlt, .halts = true, .timer = v->interrupt },
		{ "emulated CPUID", OP_FEP, 0, 0, TIMES, v->undefined_opcode,
		  .timer = v->interrupt },
		/* KVM's fast path enters the guest again without an exit handler. */
		{ "x2APIC ICR", OP_WRMSR, X2APIC_ICR, APIC_SELF_IPI, TIMES, v->msr_write,
		  .timer = v->interrupt },
		{ "TSC deadline", OP_TIMER, DEADLINE, 0, TIMES_TIMER, v->msr_write,
		  .timer = v->timer },
	};
	unsigned int i;

	for (i = 0; i < sizeof(works) / sizeof(works[0]); i++)
		do_work(&works[i]);
	return compared;
}
