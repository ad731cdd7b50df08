// SPDX-License-Identifier: GPL-2.0-only
/* What SVM says of an exit, as a cause. */
#include "trace.h"

#include <asm/cpufeature.h>

#include "exit_probe_tell_svm.h"

static struct vmcb vmcb;
static struct vcpu_svm svm = { .vmcb = &vmcb };

struct vcpu_svm *to_svm(struct kvm_vcpu *v)
{
	return &svm;
}

#define RAX   0xaaaaaaaa12345678
#define RCX   0xccccccccc0000080
#define GPA   0x1fe00abcd
#define READ  EXIT_PROBE_ACCESS_READ
#define WRITE EXIT_PROBE_ACCESS_WRITE

/* clang-format off */
static const struct {
	u32 code;
	u64 info;
	u8 kind, access, width;
	u64 detail;
} exits[] = {
	/* code, EXITINFO1		kind				access width detail */
	{ 0x000, 0,			EXIT_PROBE_CAUSE_CR,		READ, 0, 0 },
	{ 0x008, 0,			EXIT_PROBE_CAUSE_CR,		READ, 0, 8 },
	{ 0x018, 1ULL << 63,		EXIT_PROBE_CAUSE_CR,		WRITE, 0, 8 },
	{ 0x01f, 0,			EXIT_PROBE_CAUSE_CR,		WRITE, 0, 15 },
	{ 0x020, 0,			EXIT_PROBE_CAUSE_DR,		READ, 0, 0 },
	{ 0x037, 0,			EXIT_PROBE_CAUSE_DR,		WRITE, 0, 7 },
	{ 0x040, 0,			EXIT_PROBE_CAUSE_VECTOR,	0, 0, 0 },
	{ 0x04e, 0,			EXIT_PROBE_CAUSE_VECTOR,	0, 0, 14 },
	{ 0x05f, 0,			EXIT_PROBE_CAUSE_VECTOR,	0, 0, 31 },
	{ 0x060, 0,			EXIT_PROBE_CAUSE_NONE,		0, 0, 0 },
	{ 0x065, 0,			EXIT_PROBE_CAUSE_CR,		WRITE, 0, 0 },
	{ 0x072, 0,			EXIT_PROBE_CAUSE_CPUID,		0, 0, (u32)RAX },
	{ 0x081, 0,			EXIT_PROBE_CAUSE_HYPERCALL,	0, 0, RAX },
	/* OUT 0x80 of a byte; IN 0xcfc of four; INS of two; other bits are segment and address */
	{ 0x07b, 0x00800010,		EXIT_PROBE_CAUSE_PORT,		WRITE, 1, 0x80 },
	{ 0x07b, 0x0cfc0241,		EXIT_PROBE_CAUSE_PORT,		READ, 4, 0xcfc },
	{ 0x07b, 0xffff0e2d,		EXIT_PROBE_CAUSE_PORT,		READ, 2, 0xffff },
	{ 0x07c, 0,			EXIT_PROBE_CAUSE_MSR,		READ, 0, (u32)RCX },
	{ 0x07c, 1,			EXIT_PROBE_CAUSE_MSR,		WRITE, 0, (u32)RCX },
	{ 0x400, 0x100000004,		EXIT_PROBE_CAUSE_MEMORY,	0, 0, 0x1fe000000 },
	{ 0x400, 0x10000000f,		EXIT_PROBE_CAUSE_MMIO,		0, 0, GPA },
	{ 0x401, 0xfee00000000000,	EXIT_PROBE_CAUSE_APIC,		WRITE, 0, 0x300 },
	{ 0x402, 0x1000000b0,		EXIT_PROBE_CAUSE_APIC,		WRITE, 0, 0xb0 },
	{ 0x402, 0x390,			EXIT_PROBE_CAUSE_APIC,		READ, 0, 0x390 },
	{ 0x403, 0,			EXIT_PROBE_CAUSE_NONE,		0, 0, 0 },
	{ 0xffffffff, 0,		EXIT_PROBE_CAUSE_NONE,		0, 0, 0 },
};
/* clang-format on */

static void causes_of_svm(void)
{
	const struct exit_probe_cause_key *key;
	int i;

	stub_svm = true;
	causes_on("1");
	run_begin();
	vcpu->arch.rax = RAX;
	vcpu->arch.rcx = RCX;
	for (i = 0; i < ARRAY_SIZE(exits); i++) {
		vmcb.control.exit_info_1 = exits[i].info;
		vmcb.control.exit_info_2 = GPA;
		exit_probe_stamp_entry(vcpu);
		exit_probe_stamp_exit(vcpu);
		exit_probe_settle(vcpu, exits[i].code, exit_probe_tell_svm_cause);
		key = &vcpu->exit_probe_causes->open.key;
		SAME(key->slot, exit_probe_slot(exits[i].code));
		SAME(key->kind, exits[i].kind);
		SAME(key->access, exits[i].access);
		SAME(key->width, exits[i].width);
		SAME(key->detail, exits[i].detail);
	}
}

const struct test_case cause_svm_cases[] = {
	CASE(causes_of_svm),
	{ NULL, NULL },
};
