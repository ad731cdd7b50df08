/* SPDX-License-Identifier: GPL-2.0-only */
/* The C library's headers need the original. */
#include_next <linux/limits.h>

#include <linux/kvm_host.h>
