// SPDX-License-Identifier: GPL-2.0-only
/*
 * KVM's kvm_exit has what the CPU says: VMX's exit qualification, SVM's EXITINFO1 and 2. It
 * lacks registers, and VMX's guest-physical address: these are in the events of the handlers.
 */
#include <stddef.h>

#include "cause.h"
#include "exit_probe_abi.h"
#include "exit_reason.h"
#include "record/reason_codes.h"

#define INTEL  EXIT_PROBE_VENDOR_INTEL
#define AMD    EXIT_PROBE_VENDOR_AMD
#define READ   EXIT_PROBE_ACCESS_READ
#define WRITE  EXIT_PROBE_ACCESS_WRITE

#define BIT(n) (1U << (n))

/* Unmapped pages are told by their 2 MiB: a boot touches thousands of them. */
#define MEMORY_AREA (~((UINT64_C(1) << 21) - 1))

/* VMX: exit qualification (SDM, "Exit Qualification") */
#define PORT_SIZE_MASK   7 /* bytes less 1 */
#define PORT_IN          BIT(3)
#define PORT_SHIFT       16
#define PORT_MASK        0xFFFF
#define CR_MASK          0xF
#define CR_ACCESS_MASK   0x30
#define CR_ACCESS_READ   0x10 /* the others are writes: MOV, CLTS, LMSW */
#define DR_MASK          7
#define DR_READ          BIT(4)
#define APIC_OFFSET_MASK 0xFFF
#define APIC_TYPE_MASK   0xF000
#define APIC_TYPE_READ   0x0000 /* linear */
#define APIC_TYPE_WRITE  0x1000
#define VECTOR_MASK      0xFF
#define EVENT_TYPE_MASK  0x700
#define EVENT_TYPE_NMI   0x200

/* SVM: EXITINFO1 (APM, the sections on the intercepts) */
#define IOIO_IN              BIT(0)
#define IOIO_SIZE_SHIFT      4 /* a bit each for 1, 2 and 4 bytes */
#define IOIO_SIZE_MASK       7
#define NPF_RESERVED         BIT(3) /* KVM's mark of a device's page */
#define AVIC_WRITE           (UINT64_C(1) << 32)

#define REGISTER_OFFSET_MASK 0xFF0 /* of the APIC's registers, which are 16 bytes apart */
#define APIC_ICR             0x300

#define REGISTER_MASK        0xF /* of an exit code: the number of the register */

#define MMIO_TYPE_WRITE      2 /* of KVM's event; others are reads */

static void vmx_port(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INFO1];

	key->detail = (info >> PORT_SHIFT) & PORT_MASK;
	key->access = info & PORT_IN ? READ : WRITE;
	key->width = (uint8_t)((info & PORT_SIZE_MASK) + 1);
}

static void svm_port(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INFO1];

	key->detail = (info >> PORT_SHIFT) & PORT_MASK;
	key->access = info & IOIO_IN ? READ : WRITE;
	key->width = (info >> IOIO_SIZE_SHIFT) & IOIO_SIZE_MASK;
}

static void svm_msr(struct cause_key *key, const struct event *exit)
{
	key->access = exit->value[EXIT_INFO1] ? WRITE : READ;
}

static void vmx_msr_imm(struct cause_key *key, const struct event *exit)
{
	key->detail = (uint32_t)exit->value[EXIT_INFO1];
}

static void svm_npf(struct cause_key *key, const struct event *exit)
{
	const bool is_device = exit->value[EXIT_INFO1] & NPF_RESERVED;

	key->kind = is_device ? EXIT_PROBE_CAUSE_MMIO : EXIT_PROBE_CAUSE_MEMORY;
	key->detail = exit->value[EXIT_INFO2] & (is_device ? UINT64_MAX : MEMORY_AREA);
}

/* Accesses while an event is delivered, or with a guest-physical address, have no offset. */
static void vmx_apic_access(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INFO1], type = info & APIC_TYPE_MASK;

	if (type != APIC_TYPE_READ && type != APIC_TYPE_WRITE) {
		key->kind = EXIT_PROBE_CAUSE_NONE;
		return;
	}
	key->detail = info & APIC_OFFSET_MASK;
	key->access = type == APIC_TYPE_READ ? READ : WRITE;
}

static void vmx_apic_write(struct cause_key *key, const struct event *exit)
{
	key->detail = exit->value[EXIT_INFO1] & REGISTER_OFFSET_MASK;
}

static void svm_avic_ipi(struct cause_key *key, const struct event *exit)
{
	(void)exit;
	key->detail = APIC_ICR;
}

static void svm_avic_noaccel(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INFO1];

	key->detail = info & REGISTER_OFFSET_MASK;
	key->access = info & AVIC_WRITE ? WRITE : READ;
}

static void vmx_cr(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INFO1];

	key->detail = info & CR_MASK;
	key->access = (info & CR_ACCESS_MASK) == CR_ACCESS_READ ? READ : WRITE;
}

static void vmx_dr(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INFO1];

	key->detail = info & DR_MASK;
	key->access = info & DR_READ ? READ : WRITE;
}

/* Of a control or debug register */
static void svm_register(struct cause_key *key, const struct event *exit)
{
	key->detail = exit_reason(exit) & REGISTER_MASK;
}

/* An NMI is the host's. */
static void vmx_exception(struct cause_key *key, const struct event *exit)
{
	const uint64_t info = exit->value[EXIT_INTERRUPTION];

	if ((info & EVENT_TYPE_MASK) == EVENT_TYPE_NMI)
		key->kind = EXIT_PROBE_CAUSE_NONE;
	else
		key->detail = info & VECTOR_MASK;
}

static void vmx_eoi(struct cause_key *key, const struct event *exit)
{
	key->detail = exit->value[EXIT_INFO1] & VECTOR_MASK;
}

static void svm_exception(struct cause_key *key, const struct event *exit)
{
	key->detail = exit_reason(exit) - SVM_EXCP0;
}

/* clang-format off */

static const struct rule {
	uint32_t vendor, first, last; /* reasons */
	uint8_t kind, access;
	void (*read)(struct cause_key *key, const struct event *exit);
	uint32_t needs, takes; /* events that tell more, as bits: needs must come */
} rules[] = {
#define VMX(name, kind, ...)        { INTEL, VMX_##name, VMX_##name, EXIT_PROBE_CAUSE_##kind, __VA_ARGS__ }
#define SVM(name, kind, ...)        { AMD, SVM_##name, SVM_##name, EXIT_PROBE_CAUSE_##kind, __VA_ARGS__ }
#define SVM_ALL(name, n, kind, ...) { AMD, SVM_##name##0, SVM_##name##n, EXIT_PROBE_CAUSE_##kind, __VA_ARGS__ }
	VMX(IO_INSTRUCTION,      PORT,      0,     vmx_port,          0, 0),
	VMX(MSR_READ,            MSR,       READ,  NULL,              BIT(EVENT_MSR), 0),
	VMX(MSR_WRITE,           MSR,       WRITE, NULL,              BIT(EVENT_MSR), 0),
	VMX(RDMSR_IMM,           MSR,       READ,  vmx_msr_imm,       0, 0),
	VMX(WRMSR_IMM,           MSR,       WRITE, vmx_msr_imm,       0, 0),
	VMX(EPT_VIOLATION,       MEMORY,    0,     NULL,              BIT(EVENT_PAGE_FAULT), BIT(EVENT_MMIO)),
	VMX(EPT_MISCONFIG,       MMIO,      0,     NULL,              BIT(EVENT_MMIO) | BIT(EVENT_FAST_MMIO), 0),
	VMX(APIC_ACCESS,         APIC,      0,     vmx_apic_access,   0, 0),
	VMX(APIC_WRITE,          APIC,      WRITE, vmx_apic_write,    0, 0),
	VMX(CR_ACCESS,           CR,        0,     vmx_cr,            0, 0),
	VMX(DR_ACCESS,           DR,        0,     vmx_dr,            0, 0),
	VMX(EXCEPTION_NMI,       VECTOR,    0,     vmx_exception,     0, 0),
	VMX(VIRTUALIZED_EOI,     VECTOR,    0,     vmx_eoi,           0, 0),
	VMX(VMCALL,              HYPERCALL, 0,     NULL,              BIT(EVENT_HYPERCALL), 0),
	VMX(CPUID,               CPUID,     0,     NULL,              BIT(EVENT_CPUID), 0),
	SVM(IOIO,                PORT,      0,     svm_port,          0, 0),
	SVM(MSR,                 MSR,       0,     svm_msr,           BIT(EVENT_MSR), 0),
	SVM(NPF,                 MEMORY,    0,     svm_npf,           0, BIT(EVENT_MMIO) | BIT(EVENT_FAST_MMIO)),
	SVM(AVIC_INCOMPLETE_IPI, APIC,      WRITE, svm_avic_ipi,      0, 0),
	SVM(AVIC_NOACCEL,        APIC,      0,     svm_avic_noaccel,  0, 0),
	SVM_ALL(READ_CR, 15,     CR,        READ,  svm_register,      0, 0),
	SVM_ALL(WRITE_CR, 15,    CR,        WRITE, svm_register,      0, 0),
	SVM(CR0_SEL_WRITE,       CR,        WRITE, NULL,              0, 0),
	SVM_ALL(READ_DR, 15,     DR,        READ,  svm_register,      0, 0),
	SVM_ALL(WRITE_DR, 15,    DR,        WRITE, svm_register,      0, 0),
	SVM_ALL(EXCP, 31,        VECTOR,    0,     svm_exception,     0, 0),
	SVM(VMMCALL,             HYPERCALL, 0,     NULL,              BIT(EVENT_HYPERCALL), 0),
	SVM(CPUID,               CPUID,     0,     NULL,              BIT(EVENT_CPUID), 0),
	SVM(VMGEXIT,             GHCB,      0,     NULL,              BIT(EVENT_VMGEXIT), 0),
};

/* clang-format on */

static const struct rule *rule_of(const struct event *exit)
{
	const uint32_t code = exit_reason(exit);

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].vendor == exit->value[EXIT_VENDOR] && rules[i].first <= code &&
		    code <= rules[i].last)
			return &rules[i];
	return NULL;
}

void cause_open(struct open_cause *cause, const struct event *exit, bool with_rip)
{
	const struct rule *rule = with_rip ? NULL : rule_of(exit);

	*cause = (struct open_cause){ .is_known = !rule || !rule->needs };
	if (with_rip) {
		cause->key.kind = EXIT_PROBE_CAUSE_RIP;
		cause->key.detail = exit->value[EXIT_RIP];
	}
	if (!rule)
		return;
	cause->key.kind = rule->kind;
	cause->key.access = rule->access;
	cause->awaits = rule->needs | rule->takes;
	if (rule->read)
		rule->read(&cause->key, exit);
}

void cause_tell(struct open_cause *cause, const struct event *event)
{
	const uint32_t bit = BIT(event->kind);
	struct cause_key *key = &cause->key;

	if (!(cause->awaits & bit))
		return;
	cause->is_known = true;
	/* The first counts, but after a page fault KVM may find that there is a device. */
	cause->awaits = event->kind == EVENT_PAGE_FAULT ? cause->awaits & ~bit : 0;
	switch (event->kind) {
	case EVENT_PAGE_FAULT:
		key->detail = event->value[0] & MEMORY_AREA;
		break;
	case EVENT_FAST_MMIO:
		key->kind = EXIT_PROBE_CAUSE_MMIO;
		key->detail = event->value[0];
		key->access = 0;
		break;
	/* A read that the VMM must answer has two: when it is asked, and when it has answered. */
	case EVENT_MMIO:
		key->kind = EXIT_PROBE_CAUSE_MMIO;
		key->detail = event->value[MMIO_ADDRESS];
		key->access = event->value[MMIO_TYPE] == MMIO_TYPE_WRITE ? WRITE : READ;
		key->width = (uint8_t)event->value[MMIO_WIDTH];
		break;
	default:
		key->detail = event->value[0];
	}
}
