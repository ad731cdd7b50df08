// SPDX-License-Identifier: GPL-2.0-only
/* Counters that pass 2^32 while a guest reads them: preset.ko makes them start below. */
#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "snapshot.h"
#include "vm.h"
#include "vm_stats.h"

#define EDGE  (1ull << 32)
#define READS 400
#define NOISE 3 /* interrupts of the host between two reads */

void pass_edge(void)
{
	uint64_t exits = 0, cycles = 0, first = 0;
	bool forwards = true, low = true;
	struct vm vm;
	int i;

	vm_create(&vm, 1);
	vm_clear(&vm);
	for (i = 0; i < READS; i++) {
		vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TOTALS, EXIT_PROBE_TOTALS_EXITS, 1);
		vm_add(&vm, OP_CPUID, EXIT_PROBE_LEAF_TOTAL, 0, 1);
	}
	vm_run(&vm, 0);
	for (i = 0; i < READS; i++) {
		const struct op *wide = vm_op(&vm, 2 * i), *course = wide + 1;
		uint64_t later = (uint64_t)course->ebx << 32 | course->ecx;
		uint64_t now, kernel;
		uint32_t more;

		get_pair(wide, &now, &kernel);
		more = course->eax - (uint32_t)now;
		first = first ? first : now;
		forwards &= now > exits && kernel >= cycles && later > kernel;
		low &= more >= 1 && more <= 1 + NOISE && !course->edx;
		exits = now;
		cycles = later;
	}
	check(first < EDGE && exits > EDGE, "the exits start below 2^32 and end above");
	check(cycles > EDGE, "the cycles end above 2^32");
	check(forwards, "exits and cycles do not run backwards in %d reads", READS);
	check(low, "leaf 0x4FFFFFFF has the low 32 bits of the exits, and all bits of the cycles");
	check(vm_stat(&vm, 0, "exit_probe_exits", 0) > EDGE, "the statistics have 64 bits");
	vm_destroy(&vm);
}
