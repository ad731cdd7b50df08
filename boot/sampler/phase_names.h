/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names of phases that a guest marks by number, see mark/exit_probe_mark.h.
 */
#ifndef SAMPLER_PHASE_NAMES_H
#define SAMPLER_PHASE_NAMES_H

#include "mark/exit_probe_mark.h"
#include "record/record.h"

/* The phase from the last mark to the end of the VM */
#define PHASE_END "end"

struct phase_names {
	char of[EXIT_PROBE_MARK_LAST + 1][RECORD_NAME_SIZE]; /* "": the name by default */
};

/* Reads a file with lines "NUMBER NAME"; returns NULL, or what is wrong, until the next call. */
const char *phase_names_read(struct phase_names *names, const char *file);

/* The name of a phase; without a name in the file it is entry, phase_1, phase_2 ... */
void phase_name(char to[RECORD_NAME_SIZE], const struct phase_names *names, uint32_t phase);

#endif
