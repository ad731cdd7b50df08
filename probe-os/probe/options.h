/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options that the probe takes on its command line.
 */
#ifndef PROBE_OPTIONS_H
#define PROBE_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "record/record.h"

enum exit_way {
	EXIT_HALT,     /* stays, so that a window can be read */
	EXIT_DEBUG,    /* QEMU's isa-debug-exit */
	EXIT_POWEROFF, /* ACPI */
};

struct options {
	unsigned int exit; /* enum exit_way */
	uint64_t touch_mib;
	bool benches[RECORD_BENCHES_MAX]; /* by the places in the table, see bench.h */
	uint64_t iterations;
	char wrong[128];
};

#define TOUCH_MIB_DEFAULT 4
#define TOUCH_MIB_MAX     3072

/* Defaults where nothing is said; NULL, or which option is wrong. */
const char *options_read(const char *cmdline, struct options *options);

/* exit= alone */
const char *options_read_exit(const char *cmdline, struct options *options);

#endif
