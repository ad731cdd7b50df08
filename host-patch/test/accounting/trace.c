// SPDX-License-Identifier: GPL-2.0-only
/* Exits with causes, and a full trace of them. */
#include "trace.h"

#include "exit_probe_latch.h"

#define TRUTHS (1 << 16)

/* A cause and all of its exits; a place without exits is free. */
struct truth {
	struct exit_probe_cause cause;
	u64 then; /* its exits when the latch began */
	bool is_listed;
};

static struct truth truths[TRUTHS];

/* Each vCPU's last exit, and since when it takes time */
static struct {
	struct truth *truth;
	u64 since;
} open[STUB_VCPUS];

struct exit_probe_cause_key told;
void (*while_told)(void);

void tell(struct kvm_vcpu *of, u32 reason)
{
	if (told.kind != EXIT_PROBE_CAUSE_NONE)
		exit_probe_tell_cause(of, told.kind, told.access, told.width, told.detail);
	if (while_told)
		while_told();
}

void all_take_the_mode(void)
{
	int v;

	for (v = 0; v < vm.online_vcpus; v++)
		exit_probe_check_mode(&vm.vcpu[v]);
}

void causes_on(const char *what)
{
	SAME(stub_set_exit_probe_causes(what), 0);
	all_take_the_mode();
	trace_from_here();
}

void trace_from_here(void)
{
	memset(truths, 0, sizeof(truths));
	memset(open, 0, sizeof(open));
}

static struct truth *truth_of(const struct exit_probe_cause_key *key)
{
	u64 hash = (key->detail + key->phase * 77 + key->slot * 1001 + key->kind) *
		   0x9e3779b97f4a7c15ull;
	u32 i;

	for (i = hash >> 48; truths[i].cause.exits; i = (i + 1) % TRUTHS)
		if (exit_probe_is_cause(&truths[i].cause.key, key))
			return &truths[i];
	truths[i].cause.key = *key;
	return &truths[i];
}

static void trace_exit(struct kvm_vcpu *of, u32 reason)
{
	struct exit_probe_cause_key key = told;

	key.phase = vm.arch.exit_probe_phase;
	key.slot = exit_probe_slot(reason);
	if (key.kind == EXIT_PROBE_CAUSE_HOST_VECTOR)
		key.kind = key.detail = 0;
	open[of->vcpu_idx].truth = truth_of(&key);
	open[of->vcpu_idx].truth->cause.exits++;
	open[of->vcpu_idx].since = stub_tsc;
}

void cause_exit(struct kvm_vcpu *of, u32 reason, u8 kind, u64 detail, u64 before)
{
	struct truth *last = open[of->vcpu_idx].truth;

	told = (struct exit_probe_cause_key){ .kind = kind, .detail = detail };
	stub_tsc += before;
	stub_preempt_count++;
	exit_probe_stamp_entry(of);
	if (last && exit_probe_mode() == EXIT_PROBE_TIME)
		last->cause.cycles += stub_tsc - open[of->vcpu_idx].since;
	stub_tsc++;
	exit_probe_stamp_exit(of);
	exit_probe_settle(of, reason, tell);
	stub_preempt_count--;
	trace_exit(of, reason);
}

void port_exit(struct kvm_vcpu *of, u64 port)
{
	cause_exit(of, PORT_IO, EXIT_PROBE_CAUSE_PORT, port, 1 + below(20));
}

void block(struct kvm_vcpu *of, u64 asleep)
{
	of->preempted = false;
	exit_probe_put(of);
	stub_tsc += asleep;
	exit_probe_load(of);
	open[of->vcpu_idx].since += asleep;
	if (open[of->vcpu_idx].truth && exit_probe_mode() == EXIT_PROBE_TIME)
		open[of->vcpu_idx].truth->cause.blocked += asleep;
}

void latch_causes(struct kvm_vcpu *reader, u32 phase)
{
	struct regs r;

	do {
		SAME(ask(reader, EXIT_PROBE_LEAF_TABLE, phase << EXIT_PROBE_TABLE_PHASE_SHIFT, &r),
		     true);
		SAME(r.edx, 0);
	} while (r.ebx);
}

/* The same, but the phase goes on. */
static void peek(struct kvm_vcpu *reader)
{
	u32 phase = vm.arch.exit_probe_phase;

	latch_causes(reader, 0);
	vm.arch.exit_probe_phase = phase;
}

static u64 low(const struct regs *r)
{
	return (u64)r->ebx << 32 | r->eax;
}

static u64 high(const struct regs *r)
{
	return (u64)r->edx << 32 | r->ecx;
}

static struct regs causes_item(struct kvm_vcpu *reader, u32 item)
{
	struct regs r;

	SAME(ask(reader, EXIT_PROBE_LEAF_CAUSES, item, &r), true);
	return r;
}

static void read_cause(struct kvm_vcpu *reader, u32 i, struct cause_row *row)
{
	struct regs r = causes_item(reader, EXIT_PROBE_CAUSES_KEY + i);

	row->reason = r.eax;
	row->cause.key = (struct exit_probe_cause_key){
		.phase = r.ebx >> 24,
		.kind = r.ebx >> 16,
		.access = r.ebx >> 8,
		.width = r.ebx,
		.detail = high(&r),
	};
	r = causes_item(reader, EXIT_PROBE_CAUSES_COUNTS + i);
	row->cause.exits = low(&r);
	row->cause.cycles = high(&r);
	r = causes_item(reader, EXIT_PROBE_CAUSES_BLOCKED + i);
	row->cause.blocked = low(&r);
	row->cause.error = high(&r);
}

u32 read_causes(struct kvm_vcpu *reader, struct cause_row rows[ROWS_MOST])
{
	u32 i, n = causes_item(reader, 0).eax;

	SAME(n <= ROWS_MOST, true);
	for (i = 0; i < n; i++)
		read_cause(reader, i + 1, &rows[i]);
	return n;
}

static struct cause_row rows[ROWS_MOST];

struct exit_probe_cause listed(u32 phase, u32 reason, u8 kind, u64 detail)
{
	u32 i, n;

	peek(vcpu);
	n = read_causes(vcpu, rows);
	for (i = 0; i < n; i++)
		if (rows[i].reason == reason && rows[i].cause.key.phase == phase &&
		    rows[i].cause.key.kind == kind && rows[i].cause.key.detail == detail)
			return rows[i].cause;
	return (struct exit_probe_cause){};
}

/* While a latch is made, each other vCPU may move one exit from where it is not read yet. */
static u64 slack;

static void row_holds(const struct cause_row *row)
{
	const struct exit_probe_cause *cause = &row->cause;
	struct exit_probe_cause_key key = cause->key;
	struct truth *truth;

	key.slot = exit_probe_slot(row->reason);
	truth = truth_of(&key);
	SAME(truth->is_listed, false);
	truth->is_listed = true;
	SAME(cause->exits > 0, true);
	SAME(cause->exits <= truth->cause.exits, true);
	SAME(truth->then <= cause->exits + cause->error + slack, true);
	SAME(cause->cycles <= truth->cause.cycles, true);
	SAME(cause->blocked <= truth->cause.blocked, true);
	if (!cause->error && truth->then == truth->cause.exits) {
		SAME(cause->cycles, truth->cause.cycles);
		SAME(cause->blocked, truth->cause.blocked);
	}
}

/* The causes of a reason add up to what the table of reasons has. */
static void sums_hold(struct kvm_vcpu *reader, u32 i, u32 n)
{
	struct exit_probe_cause sum = {};
	struct regs row, counts, blocked;
	u32 c;

	SAME(ask(reader, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_ROW + i, &row), true);
	SAME(ask(reader, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_COUNTS + i, &counts), true);
	SAME(ask(reader, EXIT_PROBE_LEAF_TABLE, EXIT_PROBE_TABLE_BLOCKED + i, &blocked), true);
	for (c = 0; c < n; c++) {
		if (rows[c].reason != row.eax)
			continue;
		sum.exits += rows[c].cause.exits;
		sum.cycles += rows[c].cause.cycles;
		sum.blocked += rows[c].cause.blocked;
	}
	SAME(sum.exits, low(&counts));
	SAME(sum.cycles, high(&counts));
	SAME(sum.blocked, low(&blocked));
}

struct quality trace_holds(struct kvm_vcpu *reader)
{
	void (*const act)(void) = stub_step;
	u64 other[EXIT_PROBE_SLOTS] = {};
	struct quality quality = {};
	u32 i, n;

	for (i = 0; i < TRUTHS; i++) {
		truths[i].is_listed = false;
		truths[i].then = truths[i].cause.exits;
	}
	slack = act ? 1 : 0;
	peek(reader);
	stub_step = NULL;
	n = read_causes(reader, rows);
	for (i = 0; i < n; i++) {
		if (rows[i].cause.key.kind == EXIT_PROBE_CAUSE_OTHER) {
			quality.other += rows[i].cause.exits;
			other[exit_probe_slot(rows[i].reason)] = rows[i].cause.exits;
			continue;
		}
		quality.causes++;
		quality.wrong += rows[i].cause.error != 0;
		row_holds(&rows[i]);
	}
	for (i = 0; i < TRUTHS; i++) {
		if (!truths[i].cause.exits || truths[i].is_listed)
			continue;
		quality.unknown++;
		SAME(truths[i].then <= other[truths[i].cause.key.slot] + slack, true);
	}
	for (i = 1; i <= reader->exit_probe_latch->used; i++)
		sums_hold(reader, i, n);
	stub_step = act;
	return quality;
}
