/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exits with causes, and a full trace of them: what the tables of causes are compared
 * with. The trace has each cause as the VM's guest may see it.
 */
#ifndef ACCOUNTING_TRACE_H
#define ACCOUNTING_TRACE_H

#include "play.h"

#include "exit_probe_abi.h"
#include "exit_probe_cause.h"

#define PORT_IO  30 /* IO_INSTRUCTION */
#define HOST_IRQ 1  /* EXTERNAL_INTERRUPT */
#define NPT      48 /* EPT_VIOLATION */

/* Causes are on ("1" or "rip"), and all vCPUs of the VM count. */
void causes_on(const char *what);
void all_take_the_mode(void);

/* What is told of the next exits: nothing if the kind is NONE */
extern struct exit_probe_cause_key told;
void tell(struct kvm_vcpu *of, u32 reason);

/* What another CPU does then, before the exit is counted */
extern void (*while_told)(void);

/* An exit of that cause, @before cycles after the one before */
void cause_exit(struct kvm_vcpu *of, u32 reason, u8 kind, u64 detail, u64 before);
void port_exit(struct kvm_vcpu *of, u64 port);

/* The vCPU is blocked in its last exit. */
void block(struct kvm_vcpu *of, u64 asleep);

/* Forget what was until now. */
void trace_from_here(void);

/* Latch the table, until no vCPU is left, and end @phase. */
void latch_causes(struct kvm_vcpu *reader, u32 phase);

/* A row of the leaf as a guest reads it */
struct cause_row {
	u32 reason;
	struct exit_probe_cause cause; /* but for the slot */
};

#define ROWS_MOST (EXIT_PROBE_CAUSES + EXIT_PROBE_SLOTS)
u32 read_causes(struct kvm_vcpu *reader, struct cause_row rows[ROWS_MOST]);

/* The row of a cause with those numbers, or one without exits. No phase ends. */
struct exit_probe_cause listed(u32 phase, u32 reason, u8 kind, u64 detail);

/* How good a latch is */
struct quality {
	u32 causes;  /* listed, without the rests */
	u32 wrong;   /* of them, with an error */
	u64 other;   /* exits in no cause */
	u64 unknown; /* causes that are not listed */
};

/*
 * Latch, and compare with the trace: bounds, rests, and sums. No phase ends. If stub_step is
 * set, another vCPU may have exits while the latch is made.
 */
struct quality trace_holds(struct kvm_vcpu *reader);

#endif
