/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who runs the guest: whether it counts exits, and what it says of itself.
 */
#ifndef PROBE_HOST_H
#define PROBE_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "record/record.h"

/* Whether the signature leaf is there. */
bool host_has_signature(void);

/* Whether the ABI is the one that the probe reads; NULL, or what it lacks. */
const char *host_abi_lacks(void);

/* Buckets of a histogram in the host's table of reasons */
uint32_t host_buckets(void);

/* All facts but patched; NULL, or what about a patched host is not understood. */
const char *host_describe(struct record_host *host);

#endif
