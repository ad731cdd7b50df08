/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a boot loader does for Linux, planned out of what another handed over:
 * the first module is the kernel, the second its initramfs.
 */
#ifndef LINUX_LOAD_H
#define LINUX_LOAD_H

#include "firmware/boot_info.h"
#include "linux/boot_protocol.h"

struct linux_plan {
	uint64_t from, size; /* the kernel proper in the first module */
	uint64_t to;         /* where it has to be copied */
};

/*
 * Fills the zero page but for the command line, and says where the kernel has
 * to go: above free_from, clear of everything in use. NULL, or what is wrong.
 */
const char *linux_load(const struct boot_info *boot, uint64_t free_from,
		       struct linux_params *params, struct linux_plan *plan);

#endif
