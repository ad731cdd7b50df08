/* SPDX-License-Identifier: GPL-2.0-only */
/* The reasons of what the guest can do, by vendor. */
#ifndef VMM_VENDOR_H
#define VMM_VENDOR_H

#include <stdbool.h>
#include <stdint.h>

struct vendor {
	const char *name;
	uint32_t id; /* EXIT_PROBE_VENDOR_* */
	uint32_t cpuid, io, msr_write, hlt, nested_page, undefined_opcode, interrupt;
	/* The exit for the guest's timer; interrupt if the host's own timer is used */
	uint32_t timer;
	/* Of a device's address that KVM knows; nested_page if there is no other exit for it */
	uint32_t known_mmio;
	uint32_t msr_read, hypercall;
	uint32_t hypercall_op; /* OP_* */
	/* Defined, but without a handler in KVM */
	uint32_t unhandled[3];
	/* Not defined */
	uint32_t undefined[6];
};

/* The vendor of this machine. */
const struct vendor *vendor(void);

/* Whether the manual defines it, from the .def files. */
bool vendor_defines(uint32_t reason);

/* The reason's bucket in the linear histograms. */
uint32_t vendor_bucket(uint32_t reason);

#endif
