/* SPDX-License-Identifier: GPL-2.0-only */
/* Which reasons the work of the suite must show as, by vendor. */
#ifndef CONFORMANCE_VENDOR_H
#define CONFORMANCE_VENDOR_H

#include <stdbool.h>
#include <stdint.h>

struct vendor {
	const char *name;
	uint32_t id; /* EXIT_PROBE_VENDOR_* */
	uint32_t cpuid, io, msr_write, hlt, nested_page, undefined_opcode, interrupt;
	/* Defined, and without a handler in KVM */
	uint32_t unhandled[3];
	/* Not defined */
	uint32_t undefined[6];
};

/* The machine's. */
const struct vendor *vendor(void);

/* As the manual has it, from the .def files. */
bool vendor_defines(uint32_t reason);

/* The reason's bucket in the linear histograms. */
uint32_t vendor_bucket(uint32_t reason);

#endif
