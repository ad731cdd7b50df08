/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What Linux tells a program of the machine and of itself.
 */
#ifndef READER_SYSTEM_H
#define READER_SYSTEM_H

#include "record/record.h"

#define SYSTEM_CMDLINE_SIZE 4096

/* Asks the CPU for its features, keeps the process on the CPU it is on. */
void system_prepare(void);

/* The kernel's command line, without its line end; empty if there is no /proc. */
void system_cmdline(char cmdline[SYSTEM_CMDLINE_SIZE]);

/* All facts but the command line */
void system_describe(struct record_guest *guest);

#endif
