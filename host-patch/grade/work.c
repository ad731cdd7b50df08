// SPDX-License-Identifier: GPL-2.0-only
/*
 * Known work between two readings: its exits in all and by reason, with ==, and bounds of
 * its cycles. An interrupt of the host may exit between a read and KVM's statistics, so that
 * only what fails three times is a finding.
 */
#include "cases.h"

#include <stdio.h>
#include <string.h>

#include "exit_probe_abi.h"
#include "found.h"
#include "reading.h"
#include "vendor.h"
#include "x2apic.h"

#define TIMES       100
#define TIMES_TIMER 10
#define TRIES       3
#define DEADLINE    1000000 /* cycles, far more than an exit takes */

/* No handler takes fewer: what counts less than this per exit counts no cycles. */
#define LEAST_CYCLES 10

struct work {
	const char *name;
	uint32_t kind, a, c, times, reason;
	bool fast; /* KVM may end it without an exit handler */
};

/* What was seen of one kind of work, or of all of them */
struct seen {
	struct doubt totals, fast, cycles, order, reasons, reason_cycles;
	uint64_t exits, cycles_grown;
};

static void do_work(struct vm *vm, const struct work *work)
{
	vm_clear(vm);
	if (work->kind == OP_TIMER) {
		vm_add(vm, OP_WRMSR, X2APIC_SVR, APIC_ENABLED, 1);
		vm_add(vm, OP_WRMSR, X2APIC_LVT_TIMER, APIC_TSC_DEADLINE, 1);
	}
	vm_add(vm, work->kind, work->a, work->c, work->times);
	vm_run(vm, 0);
}

/* The exits of a reason from one reading to the next: PORT_END is written twice. */
static uint64_t expected(const struct work *work, uint32_t reason, const struct reading *before,
			 const struct reading *after)
{
	const struct vendor *v = vendor();
	uint64_t want = 0;

	if (reason == v->interrupt)
		return after->kvm_interrupts - before->kvm_interrupts;
	if (reason == v->cpuid)
		want += before->reads;
	if (reason == v->io)
		want += 2;
	if (reason == work->reason)
		want += work->times + (work->kind == OP_TIMER ? 2 : 0);
	return want;
}

static void check_exits(const struct work *work, struct seen *seen, const struct reading *before,
			const struct reading *after)
{
	uint32_t got = after->exits.eax - before->exits.eax;
	uint32_t want = after->kvm_exits - before->kvm_exits;
	uint32_t reason[READING_REASONS];
	int i, n = reading_reasons(reason);

	if (got != want)
		doubt_add(work->fast ? &seen->fast : &seen->totals, "%s: %u exits, KVM counts %u%s",
			  work->name, got, want,
			  work->fast && got < want ? ": those of the fast path are missing" : "");
	seen->exits += want;
	for (i = 0; i < n; i++) {
		got = after->reason_exits[i].eax - before->reason_exits[i].eax;
		want = expected(work, reason[i], before, after);
		/* How often a timer exits is the host's. */
		if (reason[i] == vendor()->timer && reason[i] != vendor()->interrupt)
			continue;
		if (got != want)
			doubt_add(work->fast && reason[i] == work->reason ? &seen->fast
									  : &seen->reasons,
				  "%s: %u exits of reason %#x, not %u", work->name, got, reason[i],
				  want);
	}
}

/* Cycles that grew between two reads, and no more than the time between them */
static bool grew(const struct op *from, const struct op *to, bool swapped, uint64_t *by)
{
	*by = answer_cycles(to, swapped) - answer_cycles(from, swapped);
	return *by && *by <= to->tsc - from->tsc;
}

/* The halves may be swapped: that is one finding, and the sum is not another. */
static void check_pair(const struct work *work, struct seen *seen, struct doubt *doubt,
		       const struct op *from, const struct op *to, uint64_t exits)
{
	uint64_t by, swapped;

	if (!grew(from, to, false, &by)) {
		if (grew(from, to, true, &swapped))
			doubt_add(&seen->order, "leaf %#x: EBX has the low half, ECX the high one",
				  to->a);
		else
			doubt_add(doubt, "%s: the cycles of leaf %#x grow by %lld in %llu cycles",
				  work->name, to->a, (long long)by,
				  (unsigned long long)(to->tsc - from->tsc));
		by = swapped;
	}
	if (by < exits * LEAST_CYCLES && !work->fast)
		doubt_add(doubt, "%s: %llu exits have %llu cycles: these are no TSC cycles",
			  work->name, (unsigned long long)exits, (unsigned long long)by);
	seen->cycles_grown += by;
}

static void check_cycles(const struct work *work, struct seen *seen, const struct reading *before,
			 const struct reading *after)
{
	uint32_t reason[READING_REASONS];
	int i, n = reading_reasons(reason);

	check_pair(work, seen, &seen->cycles, &before->cycles, &after->cycles,
		   after->kvm_exits - before->kvm_exits);
	for (i = 0; i < n && leaf_of(ASK_REASON_CYCLES); i++) {
		const struct op *from = &before->reason_cycles[i], *to = &after->reason_cycles[i];
		uint64_t exits = expected(work, reason[i], before, after);

		if (reason[i] == vendor()->timer)
			continue;
		if (exits && !(work->fast && reason[i] == work->reason))
			check_pair(work, seen, &seen->reason_cycles, from, to, exits);
		else if (!exits && answer_cycles(to, false) != answer_cycles(from, false))
			doubt_add(&seen->reason_cycles,
				  "%s: the cycles of reason %#x grow without an exit", work->name,
				  reason[i]);
	}
}

static void try_work(const struct work *work, struct seen *seen)
{
	struct reading before, after;
	struct vm vm;

	memset(seen, 0, sizeof(*seen));
	vm_create(&vm, 1);
	/* The first run has the first touches of the list. */
	reading_take(&vm, &before);
	reading_take(&vm, &before);
	do_work(&vm, work);
	reading_take(&vm, &after);
	check_exits(work, seen, &before, &after);
	check_cycles(work, seen, &before, &after);
	vm_destroy(&vm);
}

static bool is_clean(const struct seen *seen)
{
	return !*seen->totals.text && !*seen->fast.text && !*seen->cycles.text &&
	       !*seen->order.text && !*seen->reasons.text && !*seen->reason_cycles.text;
}

static void add_seen(struct seen *all, const struct seen *one)
{
	doubt_add(&all->totals, "%s", one->totals.text);
	doubt_add(&all->fast, "%s", one->fast.text);
	doubt_add(&all->cycles, "%s", one->cycles.text);
	doubt_add(&all->order, "%s", one->order.text);
	doubt_add(&all->reasons, "%s", one->reasons.text);
	doubt_add(&all->reason_cycles, "%s", one->reason_cycles.text);
	all->exits += one->exits;
	all->cycles_grown += one->cycles_grown;
}

/* SVM's needs the next RIP, which QEMU's does not have. */
static bool has_fast_path(void)
{
	FILE *file = fopen("/sys/module/kvm_amd/parameters/nrips", "r");
	int nrips = file ? fgetc(file) : 0;

	if (file)
		fclose(file);
	return nrips != '0' && nrips != 'N';
}

static void report(const struct seen *all, unsigned int kinds)
{
	found("totals", &all->totals, "%llu exits of %u kinds of work, as KVM's own statistic",
	      (unsigned long long)all->exits, kinds);
	if (has_fast_path())
		found("fast-path", &all->fast, "exits that KVM ends without a handler are counted");
	else
		found_skip("fast-path", "KVM has no fast path on this CPU: HOST=vmx has one");
	found("reasons", &all->reasons, "each kind of work under its reason, and no other");
	found("cycles", &all->cycles, "they grow with each kind of work, within the time it takes");
	if (all->cycles_grown)
		found("halves", &all->order, "EBX has the high half, ECX the low one");
	if (leaf_of(ASK_REASON_CYCLES))
		found("reason-cycles", &all->reason_cycles,
		      "they grow with the exits of the reason");
}

void known_work(void)
{
	const struct vendor *v = vendor();
	struct work works[] = {
		{ "CPUID", OP_CPUID, 0, 0, TIMES, v->cpuid, false },
		{ "port of the VMM", OP_OUT, PORT_VMM, 0, TIMES, v->io, false },
		{ "port in the kernel", OP_OUT, PORT_KERNEL, 0, TIMES, v->io, false },
		{ "MSR", OP_WRMSR, MSR_MCG_STATUS, 0, TIMES, v->msr_write, false },
		{ "first touch", OP_TOUCH, GUEST_TOUCH, 0, TIMES, v->nested_page, false },
		{ "HLT", OP_HLT, 0, 0, 1, v->hlt, false },
		{ "emulated CPUID", OP_FEP, 0, 0, TIMES, v->undefined_opcode, false },
		{ "x2APIC ICR", OP_WRMSR, X2APIC_ICR, APIC_SELF_IPI, TIMES, v->msr_write, true },
		{ "TSC deadline", OP_TIMER, DEADLINE, 0, TIMES_TIMER, v->msr_write, true },
	};
	const unsigned int kinds = sizeof(works) / sizeof(works[0]);
	struct seen all = { 0 }, one;
	unsigned int i, tries;

	for (i = 0; i < kinds; i++) {
		works[i].fast &= has_fast_path();
		for (tries = 0; tries < TRIES; tries++) {
			try_work(&works[i], &one);
			if (is_clean(&one))
				break;
		}
		add_seen(&all, &one);
	}
	report(&all, kinds);
}
