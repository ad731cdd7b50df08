/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line.
 */
#ifndef TRACER_ARGUMENTS_H
#define TRACER_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "phase_names.h"

struct arguments {
	uint64_t buffer_kib;
	bool with_rip, has_names;
	const char *pid, *name, *guest, *file;
	struct phase_names names;
	char **command; /* NULL: none */
};

#define ARGUMENTS_RUN (-1)

/* ARGUMENTS_RUN, or the exit status: it was help, or is wrong, which a line on stderr says */
int arguments_read(struct arguments *arguments, int argc, char **argv);

#endif
