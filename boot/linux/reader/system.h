/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Facts about the machine and Linux, from the kernel.
 */
#ifndef READER_SYSTEM_H
#define READER_SYSTEM_H

#include <stdbool.h>

#include "record/record.h"

#define SYSTEM_CMDLINE_SIZE 4096

/* Reads the CPU's features and pins the process to its CPU. */
void system_prepare(void);

/*
 * Whether the host answers the kernel, which the module cpuid lets ask. False too if that
 * is not loaded or may not be opened.
 */
bool system_kernel_is_answered(void);

/* The kernel command line without a newline; empty if there is no /proc. */
void system_cmdline(char cmdline[SYSTEM_CMDLINE_SIZE]);

/* All facts except the command line */
void system_describe(struct record_guest *guest);

#endif
