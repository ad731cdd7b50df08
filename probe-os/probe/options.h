/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options on the probe's command line.
 */
#ifndef PROBE_OPTIONS_H
#define PROBE_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "record/record.h"

enum exit_way {
	EXIT_HALT,     /* the screen stays readable */
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

/* Sets defaults and reads all options; returns NULL, or which option is wrong. */
const char *options_read(const char *cmdline, struct options *options);

/* Reads only exit=. */
const char *options_read_exit(const char *cmdline, struct options *options);

#endif
