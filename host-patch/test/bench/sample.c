// SPDX-License-Identifier: GPL-2.0-only
/* Round trips: an operation between two stamps of the TSC. */
#include "sample.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

/* The cycles between two stamps without an operation between them. */
static uint64_t between_stamps(struct vm *vm, int vcpu)
{
	int first;

	vm_clear(vm);
	vm_add(vm, OP_STAMP, 0, 0, 1);
	first = vm_add(vm, OP_STAMP, 0, 0, 1);
	vm_add(vm, OP_STAMP, 0, 0, 1);
	vm_run(vm, vcpu);
	return vm_op(vm, first + 1)->tsc - vm_op(vm, first)->tsc;
}

static void samples_add(struct samples *to, uint64_t cycles)
{
	if (to->n == to->room) {
		to->room = to->room ? 2 * to->room : SAMPLES;
		to->cycles = realloc(to->cycles, to->room * sizeof(*to->cycles));
		if (!to->cycles)
			die("realloc");
	}
	to->cycles[to->n++] = cycles;
}

void sample(struct samples *to, struct vm *vm, int vcpu, const struct operation *operation)
{
	uint64_t alone = between_stamps(vm, vcpu);
	int pass, i, stamp[SAMPLES + 1];
	uint32_t a = operation->a;

	/* The first run has the first touches of the list itself. */
	for (pass = 0; pass < 2; pass++) {
		vm_clear(vm);
		for (i = 0; i < SAMPLES; i++) {
			stamp[i] = vm_add(vm, OP_STAMP, 0, 0, 1);
			vm_add(vm, operation->kind, a, operation->c, 1);
			if (operation->kind == OP_TOUCH)
				a += 0x1000;
		}
		stamp[SAMPLES] = vm_add(vm, OP_STAMP, 0, 0, 1);
		vm_run(vm, vcpu);
	}
	for (i = 0; i < SAMPLES; i++)
		samples_add(to, vm_op(vm, stamp[i + 1])->tsc - vm_op(vm, stamp[i])->tsc - alone);
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void samples_print(struct samples *samples, const char *kind, const char *label)
{
	unsigned long long sum = 0;
	uint32_t i, n = samples->n;

	qsort(samples->cycles, n, sizeof(*samples->cycles), compare);
	for (i = 0; i < n; i++)
		sum += samples->cycles[i];
	printf("%s %s n=%u least=%llu median=%llu mean=%llu most=%llu\n", kind, label, n,
	       (unsigned long long)samples->cycles[0], (unsigned long long)samples->cycles[n / 2],
	       sum / n, (unsigned long long)samples->cycles[n - 1]);
	fflush(stdout);
	samples->n = 0;
}
