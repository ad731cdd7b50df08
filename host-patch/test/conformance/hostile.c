// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hostile guest: several vCPUs at once read random leaves and items in random
 * modes, while their threads are interrupted and moved. Each register of each answer
 * is checked against the ABI. The answers of other leaves go into a digest, which is
 * compared with that of an unpatched KVM.
 */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "answers.h"
#include "cases.h"
#include "check.h"
#include "exit_probe_abi.h"
#include "parameter.h"
#include "pest.h"
#include "snapshot.h"
#include "vendor.h"
#include "vm_modes.h"

#define LIST    900 /* questions at a time */
#define ROUNDS  8   /* lists in the life of a VM */
#define SHOWN   10

#define TOLD    4096 /* answers from a latch that are remembered */
#define REASONS 4096 /* reasons whose exits and cycles are remembered */

/* The answers that a vCPU got, with which later answers must be consistent. */
struct view {
	uint32_t rows;    /* in the latched table */
	bool with_totals; /* the last latch was of the totals, with these exits */
	uint64_t exits;
	uint64_t total, cycles;
	struct op told[TOLD];
	struct {
		uint32_t reason, exits;
		uint64_t cycles;
	} reason[REASONS];
};

struct asker {
	pthread_t thread;
	struct vm *vm;
	int vcpu;
	uint64_t random, digest, answers, wrong;
	bool patched;
	struct view view;
};

static struct setting setting = { EXIT_PROBE_SCOPE_VM, EXIT_PROBE_LAYOUT_FIRST,
				  EXIT_PROBE_MODE_TIME, EXIT_PROBE_CAUSES_OFF };

static uint32_t random_leaf(uint64_t *random)
{
	static const uint32_t answered[] = { 0x4fffff00, 0x4fffff01, 0x4fffff02, 0x4fffff03,
					     0x4fffff03, 0x4fffff03, 0x4fffff04, 0x4ffffffc,
					     0x4ffffffe, 0x4fffffff };

	switch (pest_below(random, 8)) {
	case 0:
		return pest_random(random);
	case 1:
		return 0x4ffffe00 + pest_below(random, 0x300);
	case 2:
		return pest_below(random, 2) << 31 | pest_below(random, 0x24);
	default:
		return answered[pest_below(random, sizeof(answered) / sizeof(answered[0]))];
	}
}

static uint32_t random_phase(uint64_t *random)
{
	return pest_below(random, 256) << EXIT_PROBE_TABLE_PHASE_SHIFT;
}

static uint32_t random_item(uint64_t *random)
{
	switch (pest_below(random, 4)) {
	case 0:
		return pest_random(random) >> pest_below(random, 32);
	case 1:
		return pest_below(random, 0x410);
	case 2:
		return pest_below(random, 7) | (pest_below(random, 4) ? 0 : random_phase(random));
	default:
		return pest_below(random, 5) << 16 | pest_below(random, 18) << 8 |
		       pest_below(random, 24);
	}
}

/* OSXSAVE (leaf 1) and the leaves that XCR0 selects (0xd) are the same in all modes here. */
static bool is_ours(uint32_t leaf)
{
	return (leaf >= EXIT_PROBE_LEAF_SIGNATURE && leaf <= EXIT_PROBE_LEAF_LAST_EXTENDED) ||
	       leaf == EXIT_PROBE_LEAF_TOTAL || leaf == EXIT_PROBE_LEAF_REASON_EXITS ||
	       leaf == EXIT_PROBE_LEAF_REASON_CYCLES;
}

/* The current total: more exits than the last one, and not fewer cycles. */
static bool total_grows(struct view *view, uint32_t low, uint64_t cycles)
{
	uint32_t more = low - (uint32_t)view->total;
	bool holds = more > 0 && more < 1u << 31 && cycles >= view->cycles;

	view->total += more;
	view->cycles = cycles;
	return holds;
}

static bool reason_holds(struct view *view, const struct op *op)
{
	uint64_t cycles = (uint64_t)op->ebx << 32 | op->ecx;
	uint32_t at = op->c % REASONS;
	bool holds = !op->edx;

	if (!vendor_defines(op->c))
		return answer_is_undefined(op);
	if (view->reason[at].reason != op->c) {
		memset(&view->reason[at], 0, sizeof(view->reason[at]));
		view->reason[at].reason = op->c;
	}
	if (op->a == EXIT_PROBE_LEAF_REASON_EXITS) {
		holds &= !cycles && op->eax >= view->reason[at].exits;
		view->reason[at].exits = op->eax;
	} else {
		holds &= !op->eax && cycles >= view->reason[at].cycles;
		view->reason[at].cycles = cycles;
	}
	return holds;
}

/* From a latch: the same as before, until it is latched again. */
static bool stays(struct view *view, const struct op *op)
{
	struct op *told = &view->told[(op->a * 31 + op->c) % TOLD];
	bool holds = told->a != op->a || told->c != op->c ||
		     answer_is(op, told->eax, told->ebx, told->ecx, told->edx);

	*told = *op;
	return holds;
}

static void forget(struct view *view, uint32_t leaf)
{
	int i;

	for (i = 0; i < TOLD; i++)
		if (view->told[i].a == leaf)
			view->told[i].a = 0;
}

static bool totals_hold(struct view *view, const struct op *op)
{
	uint64_t first, second;

	get_pair(op, &first, &second);
	if (op->c == EXIT_PROBE_TOTALS_LATCHED && view->with_totals && first != view->exits)
		return false;
	if (op->c != EXIT_PROBE_TOTALS_EXITS)
		return stays(view, op);
	forget(view, op->a);
	view->with_totals = true;
	view->exits = first;
	return total_grows(view, op->eax, second);
}

static bool table_holds(struct view *view, const struct op *op)
{
	if (!answer_is_latch(op->c))
		return answer_in_table(op->c, view->rows) != answer_is_undefined(op) &&
		       stays(view, op);
	view->with_totals = false;
	forget(view, EXIT_PROBE_LEAF_TABLE);
	forget(view, EXIT_PROBE_LEAF_CAUSES);
	forget(view, EXIT_PROBE_LEAF_TOTALS);
	return true;
}

static bool holds(struct asker *asker, const struct op *op)
{
	uint32_t khz = ioctl(asker->vm->vcpu[asker->vcpu].fd, KVM_GET_TSC_KHZ, 0);
	struct view *view = &asker->view;
	bool more;

	switch (op->a) {
	case EXIT_PROBE_LEAF_TOTAL:
		return !op->edx && total_grows(view, op->eax, (uint64_t)op->ebx << 32 | op->ecx);
	case EXIT_PROBE_LEAF_REASON_EXITS:
	case EXIT_PROBE_LEAF_REASON_CYCLES:
		return reason_holds(view, op);
	case EXIT_PROBE_LEAF_TOTALS:
		return op->c < EXIT_PROBE_TOTALS_ITEMS ? totals_hold(view, op)
						       : answer_is_undefined(op);
	case EXIT_PROBE_LEAF_TABLE:
		more = op->eax >= view->rows && op->eax <= 192;
		if (answer_is_latch(op->c))
			view->rows = op->eax;
		return table_holds(view, op) && (!answer_is_latch(op->c) || more) &&
		       answer_holds(&setting, op, view->rows, khz);
	case EXIT_PROBE_LEAF_CAUSES:
		return stays(view, op) && answer_holds(&setting, op, view->rows, khz);
	default:
		return answer_holds(&setting, op, view->rows, khz);
	}
}

static void digest(struct asker *asker, const struct op *op)
{
	const uint32_t words[] = { op->a, op->c, op->eax, op->ebx, op->ecx, op->edx };
	unsigned int i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		asker->digest = (asker->digest ^ words[i]) * 0x100000001b3ull;
}

static void judge(struct asker *asker)
{
	const struct op *list = vm_list(asker->vm, asker->vcpu);
	bool good;
	int i;

	for (i = 0; i < LIST; i++) {
		const struct op *op = &list[i];

		if (!is_ours(op->a)) {
			digest(asker, op);
			continue;
		}
		if (!asker->patched)
			continue;
		good = holds(asker, op);
		asker->answers++;
		if (!good && asker->wrong++ < SHOWN)
			printf("# leaf %#x, ECX %#x: %#x %#x %#x %#x\n", op->a, op->c, op->eax,
			       op->ebx, op->ecx, op->edx);
	}
}

static void *ask(void *arg)
{
	struct asker *asker = arg;
	struct op *list = vm_list(asker->vm, asker->vcpu);
	int i, round;

	pest_add(asker->thread = pthread_self());
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < LIST; i++)
			list[i] = (struct op){
				.kind = pest_below(&asker->random, 8) ? OP_CPUID : OP_FEP,
				.a = random_leaf(&asker->random),
				.c = random_item(&asker->random),
			};
		list[i] = (struct op){ .kind = OP_END };
		vm_set_mode(asker->vm, asker->vcpu, pest_below(&asker->random, VM_MODES));
		vm_enter(asker->vm, asker->vcpu);
		judge(asker);
	}
	pest_remove(asker->thread);
	return NULL;
}

void hostile(unsigned int seed, unsigned int seconds)
{
	static struct asker askers[VM_VCPUS];
	bool patched = !access("/sys/module/kvm/parameters/exit_probe_abi", F_OK);
	time_t end = time(NULL) + seconds;
	uint64_t answers = 0, wrong = 0, sum;
	pthread_t threads[VM_VCPUS];
	unsigned int life = 0;
	struct vm vm;
	int i;

	if (patched)
		setting.causes = parameter_causes();
	pest_start(seed);
	do {
		sum = 0;
		vm_create(&vm, VM_VCPUS);
		for (i = 0; i < VM_VCPUS; i++) {
			memset(&askers[i], 0, sizeof(askers[i]));
			askers[i].vm = &vm;
			askers[i].vcpu = i;
			askers[i].patched = patched;
			askers[i].random = seed + 0x9e3779b97f4a7c15ull * (life * VM_VCPUS + i + 1);
			if (pthread_create(&threads[i], NULL, ask, &askers[i]))
				die("pthread_create");
		}
		for (i = 0; i < VM_VCPUS; i++) {
			pthread_join(threads[i], NULL);
			answers += askers[i].answers;
			wrong += askers[i].wrong;
			sum += askers[i].digest;
		}
		vm_destroy(&vm);
		printf("# digest %u %016llx\n", ++life, (unsigned long long)sum);
	} while (time(NULL) < end);
	pest_stop();
	if (patched)
		check(answers && !wrong, "%llu random answers of the leaves are as documented",
		      (unsigned long long)answers);
	printf("# hostile: %u VMs, %d vCPUs each, %llu CPUIDs, %llu of patched leaves\n", life,
	       VM_VCPUS, (unsigned long long)life * VM_VCPUS * ROUNDS * LIST,
	       (unsigned long long)answers);
}
