/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Plans how to load Linux from the modules of the boot loader before: the first is the
 * kernel, the second its initramfs.
 */
#ifndef LINUX_LOAD_H
#define LINUX_LOAD_H

#include "firmware/boot_info.h"
#include "linux/boot_protocol.h"

struct linux_plan {
	uint64_t from, size; /* the kernel in the first module, without its setup part */
	uint64_t to;         /* where to copy it */
};

/*
 * Fills the zero page except the command line, and plans where to copy the kernel:
 * above free_from, clear of all memory in use. Returns NULL, or what is wrong.
 */
const char *linux_load(const struct boot_info *boot, uint64_t free_from,
		       struct linux_params *params, struct linux_plan *plan);

#endif
