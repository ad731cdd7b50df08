// SPDX-License-Identifier: GPL-2.0-only
/* Exits that together take more than 2^32 cycles, though each takes less than 2^31. */
#include "cases.h"

#include <sys/ioctl.h>

#include "found.h"
#include "late.h"
#include "reading.h"

#define PAGES       4
#define PAGE_CYCLES 1600000000ull
#define LEAST       (PAGES * PAGE_CYCLES * 9 / 10)
#define WRAP        (1ull << 32)

/* The cycles, whichever half is where */
static uint64_t growth(const struct op *from, const struct op *to)
{
	bool swapped = to->ebx && !to->ecx;

	swapped |= to->ebx > to->ecx;
	return answer_cycles(to, swapped) - answer_cycles(from, swapped);
}

void past_32_bits(void)
{
	struct reading before, after;
	unsigned long long grown, took;
	struct late_memory late;
	struct vm vm;
	int khz;

	vm_create(&vm, 1);
	khz = ioctl(vm.vcpu[0].fd, KVM_GET_TSC_KHZ, 0);
	reading_take(&vm, &before);
	late_begin(&late, vm.touch, PAGES, PAGE_CYCLES * 1000 / khz);
	vm_clear(&vm);
	vm_add(&vm, OP_TOUCH, GUEST_TOUCH, 0, PAGES);
	vm_run(&vm, 0);
	late_end(&late);
	reading_take(&vm, &after);
	took = after.cycles.tsc - before.cycles.tsc;
	grown = growth(&before.cycles, &after.cycles);
	if (grown >= LEAST && grown <= took)
		found_pass("past-2^32", "%llu cycles in %d exits", grown, PAGES);
	else if (grown + WRAP >= LEAST && grown + WRAP <= took)
		found_fail("past-2^32",
			   "%llu cycles in %d exits, which took %llu: they wrap at 2^32", grown,
			   PAGES, took);
	else
		found_fail("past-2^32", "%llu cycles in %d exits, which took %llu", grown, PAGES,
			   took);
	vm_destroy(&vm);
}
