// SPDX-License-Identifier: GPL-2.0-only
/* What VMX says of an exit, as a cause. */
#include "trace.h"

#include "exit_probe_tell_vmx.h"

struct stub_vmcs stub_vmcs;

#define RAX   0xaaaaaaaa12345678
#define RCX   0xccccccccc0000080
#define GPA   0x1fe00abcd
#define READ  EXIT_PROBE_ACCESS_READ
#define WRITE EXIT_PROBE_ACCESS_WRITE

/* clang-format off */
static const struct {
	u32 reason;
	u64 qual;
	u32 intr_info;
	u8 kind, access, width;
	u64 detail;
} exits[] = {
	/* INSTRUCTION  qualification	event        kind			access width detail */
	{ 0,	0,			0x80000306,  EXIT_PROBE_CAUSE_VECTOR,	0, 0, 6 },
	{ 0,	0,			0x80000b0e,  EXIT_PROBE_CAUSE_VECTOR,	0, 0, 14 },
	{ 0,	0,			0x80000202,  EXIT_PROBE_CAUSE_NONE,	0, 0, 0 },
	{ 0,	0,			0x80000312,  EXIT_PROBE_CAUSE_HOST_VECTOR, 0, 0, 18 },
	{ 1,	0,			0x800000ec,  EXIT_PROBE_CAUSE_HOST_VECTOR, 0, 0, 0xec },
	{ 7,	0,			0,           EXIT_PROBE_CAUSE_NONE,	0, 0, 0 },
	{ 10,	0,			0,           EXIT_PROBE_CAUSE_CPUID,	0, 0, (u32)RAX },
	{ 12,	0,			0,           EXIT_PROBE_CAUSE_NONE,	0, 0, 0 },
	{ 18,	0,			0,           EXIT_PROBE_CAUSE_HYPERCALL, 0, 0, RAX },
	/* MOV to CR3, from CR8, to CR8; CLTS; LMSW */
	{ 28,	0x003,			0,           EXIT_PROBE_CAUSE_CR,	WRITE, 0, 3 },
	{ 28,	0x718,			0,           EXIT_PROBE_CAUSE_CR,	READ, 0, 8 },
	{ 28,	0xf08,			0,           EXIT_PROBE_CAUSE_CR,	WRITE, 0, 8 },
	{ 28,	0x020,			0,           EXIT_PROBE_CAUSE_CR,	WRITE, 0, 0 },
	{ 28,	0x00010030,		0,           EXIT_PROBE_CAUSE_CR,	WRITE, 0, 0 },
	{ 29,	0x307,			0,           EXIT_PROBE_CAUSE_DR,	WRITE, 0, 7 },
	{ 29,	0x316,			0,           EXIT_PROBE_CAUSE_DR,	READ, 0, 6 },
	/* OUT 0x80 of a byte; IN 0xcfc of four; REP OUTS 0x402 of two */
	{ 30,	0x00800040,		0,           EXIT_PROBE_CAUSE_PORT,	WRITE, 1, 0x80 },
	{ 30,	0x0cfc000b,		0,           EXIT_PROBE_CAUSE_PORT,	READ, 4, 0xcfc },
	{ 30,	0xffff0031,		0,           EXIT_PROBE_CAUSE_PORT,	WRITE, 2, 0xffff },
	{ 31,	0,			0,           EXIT_PROBE_CAUSE_MSR,	READ, 0, (u32)RCX },
	{ 32,	0,			0,           EXIT_PROBE_CAUSE_MSR,	WRITE, 0, (u32)RCX },
	{ 84,	0x6e0,			0,           EXIT_PROBE_CAUSE_MSR,	READ, 0, 0x6e0 },
	{ 85,	0xc0000100,		0,           EXIT_PROBE_CAUSE_MSR,	WRITE, 0, 0xc0000100 },
	/* Linear read, write, fetch; a guest-physical access has no offset */
	{ 44,	0x00b0,			0,           EXIT_PROBE_CAUSE_APIC,	READ, 0, 0xb0 },
	{ 44,	0x1300,			0,           EXIT_PROBE_CAUSE_APIC,	WRITE, 0, 0x300 },
	{ 44,	0x20b0,			0,           EXIT_PROBE_CAUSE_NONE,	0, 0, 0 },
	{ 44,	0xf0b0,			0,           EXIT_PROBE_CAUSE_NONE,	0, 0, 0 },
	{ 56,	0x380,			0,           EXIT_PROBE_CAUSE_APIC,	WRITE, 0, 0x380 },
	{ 45,	0x31,			0,           EXIT_PROBE_CAUSE_VECTOR,	0, 0, 0x31 },
	{ 48,	0x181,			0,           EXIT_PROBE_CAUSE_MEMORY,	0, 0, 0x1fe000000 },
	{ 49,	0,			0,           EXIT_PROBE_CAUSE_MMIO,	0, 0, GPA },
};
/* clang-format on */

static void causes_of_vmx(void)
{
	const struct exit_probe_cause_key *key;
	int i;

	causes_on("1");
	run_begin();
	vcpu->arch.rax = RAX;
	vcpu->arch.rcx = RCX;
	for (i = 0; i < ARRAY_SIZE(exits); i++) {
		stub_vmcs = (struct stub_vmcs){ exits[i].qual, GPA, exits[i].intr_info };
		exit_probe_stamp_entry(vcpu);
		exit_probe_stamp_exit(vcpu);
		exit_probe_settle_vmx(vcpu, exits[i].reason);
		key = &vcpu->exit_probe_causes->open.key;
		SAME(key->slot, exit_probe_slot(exits[i].reason));
		SAME(key->kind, exits[i].kind);
		SAME(key->access, exits[i].access);
		SAME(key->width, exits[i].width);
		SAME(key->detail, exits[i].detail);
	}
}

const struct test_case cause_vmx_cases[] = {
	CASE(causes_of_vmx),
	{ NULL, NULL },
};
