// SPDX-License-Identifier: GPL-2.0-only
/* Each leaf gives the documented answer at each edge of ECX. */
#include "cases.h"

#include <stdio.h>
#include <sys/ioctl.h>

#include "answers.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "snapshot.h"
#include "vendor.h"

#define LEAVES_FROM 0x4FFFFEF0
#define MAX_EDGES   1024
#define SHOWN       5

enum ask { NOT_OURS, TOTAL, EXITS, CYCLES, REASON_EXITS, REASON_CYCLES };

/* The leaves from 0x4FFFFFFF down, as exit_probe_abi.h documents them. */
static const enum ask layouts[][4] = {
	{ TOTAL, REASON_EXITS, NOT_OURS, REASON_CYCLES },
	{ EXITS, CYCLES, REASON_EXITS, REASON_CYCLES },
	{ REASON_CYCLES, REASON_EXITS, CYCLES, EXITS },
};

static enum ask asked(const struct setting *setting, uint32_t leaf)
{
	uint32_t down = 0x4FFFFFFF - leaf;

	return down < 4 ? layouts[setting->layout - 2020][down] : NOT_OURS;
}

static bool unhandled(uint32_t reason)
{
	unsigned int i;

	for (i = 0; i < 3; i++)
		if (vendor()->unhandled[i] == reason)
			return true;
	return false;
}

/* In mode count all cycles read 0. */
static bool later(const struct setting *setting, uint64_t cycles, uint64_t before)
{
	return setting->mode == EXIT_PROBE_MODE_TIME ? cycles > before : !cycles && !before;
}

/* @since: CPUIDs since the snapshot, this one included. */
static bool course_holds(const struct setting *setting, enum ask ask, const struct op *op,
			 const struct snapshot *base, uint32_t since)
{
	const struct vendor *v = vendor();
	uint64_t cycles = (uint64_t)op->ebx << 32 | op->ecx;
	uint64_t exits = snapshot_exits(base, op->c);
	bool grows = op->c == v->cpuid || op->c == v->interrupt;

	if (ask >= REASON_EXITS && !vendor_defines(op->c))
		return answer_is_undefined(op);
	if (ask >= REASON_EXITS && unhandled(op->c))
		return answer_is(op, 0, 0, 0, 0);
	switch (ask) {
	case TOTAL:
		return op->eax >= base->exits + since && !op->edx &&
		       later(setting, cycles, base->kernel);
	case EXITS:
		return op->eax >= base->exits + since && !cycles && !op->edx;
	case CYCLES:
		return !op->eax && !op->edx && later(setting, cycles, base->kernel);
	case REASON_EXITS:
		exits += op->c == v->cpuid ? since : 0;
		return (op->c == v->interrupt ? op->eax >= exits : op->eax == exits) && !cycles &&
		       !op->edx;
	default:
		return !op->eax && !op->edx && (setting->mode == EXIT_PROBE_MODE_TIME || !cycles) &&
		       (grows ? cycles >= snapshot_cycles(base, op->c)
			      : cycles == snapshot_cycles(base, op->c));
	}
}

static int edges(uint32_t *edge)
{
	static const uint32_t around[] = { 0x400,   0x404,   0x10000, 0x10014,   0x20000,
					   0x20014, 0x30000, 0x30001, 0x30100,   0x30e01,
					   0x30f01, 0x31001, 0x40001, 0xf0000000 };
	int n = 0, bit, i;

	for (i = 0; i <= 0x110; i++)
		edge[n++] = i;
	for (bit = 9; bit < 32; bit++)
		for (i = -1; i <= 1; i++)
			edge[n++] = (1u << bit) + i;
	for (bit = 0; bit < (int)(sizeof(around) / sizeof(around[0])); bit++)
		for (i = -3; i <= 3; i++)
			edge[n++] = around[bit] + i;
	for (i = 0; i < 16; i++)
		edge[n++] = 0xfffffff0 + i;
	return n;
}

static void sweep_leaf(struct vm *vm, const struct setting *setting, uint32_t leaf)
{
	static uint32_t edge[MAX_EDGES];
	int i, base, latch, place = 0, bad = 0, n = edges(edge), khz;
	struct snapshot snapshot;
	uint32_t used;

	vm_clear(vm);
	base = snapshot_add(vm);
	latch = vm_add(vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1);
	for (i = 0; i < n; i++)
		place = vm_add(vm, OP_CPUID, leaf, edge[i], 1);
	place -= n - 1;
	/* The first run has the first touches of the list. */
	vm_run(vm, 0);
	vm_run(vm, 0);
	snapshot_get(vm, base, &snapshot);
	khz = ioctl(vm->vcpu[0].fd, KVM_GET_TSC_KHZ, 0);
	used = vm_op(vm, latch)->eax;
	for (i = 0; i < n; i++) {
		const struct op *op = vm_op(vm, place + i);
		enum ask ask = asked(setting, leaf);
		bool holds;

		/* The host's first interrupt may come at any moment. It has one row more. */
		if (leaf == EXIT_PROBE_LEAF_TABLE && answer_is_latch(op->c) &&
		    used == vm_op(vm, latch)->eax && op->eax == used + 1)
			used++;
		holds = ask ? course_holds(setting, ask, op, &snapshot, place + i - base)
			    : answer_holds(setting, op, used, khz);
		if (!holds && bad++ < SHOWN)
			printf("# leaf %#x, ECX %#x: %#x %#x %#x %#x\n", leaf, op->c, op->eax,
			       op->ebx, op->ecx, op->edx);
	}
	check(!bad, "leaf %#x answers %d values of ECX as documented", leaf, n);
}

void sweep(const struct setting *setting)
{
	const struct vendor *v = vendor();
	uint32_t leaf;
	struct vm vm;
	unsigned int i;

	for (i = 0; i < 6; i++)
		check(!vendor_defines(v->undefined[i]), "the manual does not define %#x",
		      v->undefined[i]);
	for (i = 0; i < 3; i++)
		check(vendor_defines(v->unhandled[i]), "the manual defines %#x", v->unhandled[i]);
	vm_create(&vm, 1);
	for (leaf = EXIT_PROBE_LEAF_SIGNATURE; leaf <= EXIT_PROBE_LEAF_LAST_EXTENDED; leaf++)
		sweep_leaf(&vm, setting, leaf);
	for (leaf = 0x4FFFFFFC; leaf <= 0x4FFFFFFF; leaf++)
		if (asked(setting, leaf))
			sweep_leaf(&vm, setting, leaf);
	vm_destroy(&vm);
}

void rings(void)
{
	struct vm vm;
	int i, ring;

	for (ring = 0; ring <= 3; ring += 3) {
		vm_create(&vm, 1);
		vm_set_ring(&vm, 0, ring);
		vm_clear(&vm);
		vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0, 1);
		vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0, 1);
		vm_add(&vm, OP_FEP, EXIT_PROBE_LEAF_TOTAL, 0, 1);
		vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_SIGNATURE, 0, 1);
		vm_add(&vm, OP_FEP, EXIT_PROBE_LEAF_SIGNATURE, 0, 1);
		vm_run(&vm, 0);
		vm_run(&vm, 0);
		for (i = 1; i <= 2; i++)
			check_same(vm_op(&vm, i)->eax - vm_op(&vm, i - 1)->eax, 1,
				   "ring %d: %s read is one exit", ring,
				   i == 1 ? "a" : "an emulated");
		check_same(vm_op(&vm, 0)->edx | vm_op(&vm, 1)->edx | vm_op(&vm, 2)->edx, 0,
			   "ring %d: EDX is 0", ring);
		for (i = 3; i <= 4; i++)
			check(answer_is(vm_op(&vm, i), EXIT_PROBE_LEAF_LAST_EXTENDED,
					EXIT_PROBE_SIGNATURE_EBX, EXIT_PROBE_SIGNATURE_ECX,
					EXIT_PROBE_SIGNATURE_EDX),
			      "ring %d: the signature%s", ring, i == 4 ? ", emulated" : "");
		vm_destroy(&vm);
	}
}

void latch_stays(void)
{
	uint64_t exits = 0;
	bool same = true;
	int i, pass, first, second, pair;
	struct vm vm;

	vm_create(&vm, 1);
	vm_clear(&vm);
	vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_LATCH, 1);
	for (pass = 0; pass < 2; pass++) {
		/* The first row's histogram, then all rows. */
		for (pair = 0; pair < 15; pair++)
			vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE,
			       EXIT_PROBE_TABLE_HISTOGRAM + pair * EXIT_PROBE_TABLE_PAIR + 1, 1);
		for (i = 1; i < EXIT_PROBE_TOTALS_ITEMS; i++)
			vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, i, 1);
		for (i = 1; i <= SNAPSHOT_ROWS; i++)
			vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_ROW + i, 1);
		vm_add(&vm, OP_OUT, PORT_VMM, 0, 10);
	}
	vm_run(&vm, 0);
	vm_run(&vm, 0);
	second = vm.used / 2 + 1;
	for (first = 1; first < second; first++) {
		const struct op *a = vm_op(&vm, first), *b = vm_op(&vm, second + first - 1);

		same &= a->kind != OP_CPUID || answer_is(a, b->eax, b->ebx, b->ecx, b->edx);
	}
	check(same, "a second read of the same latch is identical");
	for (pair = 0; pair < 15; pair++)
		exits += vm_op(&vm, 1 + pair)->eax + (uint64_t)vm_op(&vm, 1 + pair)->ecx;
	i = 1 + 15 + EXIT_PROBE_TOTALS_ITEMS - 1;
	check_same(exits, vm_op(&vm, i)->ebx - (vm_op(&vm, i)->eax == vendor()->cpuid),
		   "the histogram has all exits that are over");
	vm_destroy(&vm);
}

void dump(unsigned int from, unsigned int to)
{
	static const uint32_t items[] = { 0, 1, 2, 0x7f, 0x400, 0xffffffff };
	unsigned int i, leaf;
	struct vm vm;

	vm_create(&vm, 1);
	for (leaf = from; leaf <= to; leaf++) {
		vm_clear(&vm);
		for (i = 0; i < sizeof(items) / sizeof(items[0]); i++)
			vm_add(&vm, OP_CPUID, leaf, items[i], 1);
		vm_run(&vm, 0);
		for (i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
			const struct op *op = vm_op(&vm, i);

			printf("leaf %08x.%x: %08x %08x %08x %08x\n", leaf, items[i], op->eax,
			       op->ebx, op->ecx, op->edx);
		}
	}
	vm_destroy(&vm);
}

void round_trip(void)
{
	uint64_t cycles, least = -1ull;
	struct vm vm;
	int i;

	vm_create(&vm, 1);
	vm_clear(&vm);
	for (i = 0; i < 64; i++)
		vm_add(&vm, OP_CPUID, 0, 0, 1);
	vm_run(&vm, 0);
	vm_run(&vm, 0);
	for (i = 1; i < 64; i++) {
		cycles = vm_op(&vm, i)->tsc - vm_op(&vm, i - 1)->tsc;
		if (cycles < least)
			least = cycles;
	}
	printf("round_trip=%llu\n", (unsigned long long)least);
	vm_destroy(&vm);
}
