/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The last step of a boot loader for Linux.
 */
#ifndef LINUX_ENTER_H
#define LINUX_ENTER_H

#include <stdint.h>

#include "linux/boot_protocol.h"

/* Jumps to the kernel's 64-bit entry, with interrupts off and its selectors. */
_Noreturn void linux_enter(uint64_t entry, const struct linux_params *params);

#endif
