/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The host: whether it counts exits, and its description.
 */
#ifndef PROBE_HOST_H
#define PROBE_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/cpuid_registers.h"
#include "record/record.h"

/* Whether these registers are the answer of the signature leaf. */
bool host_is_signature(struct cpuid signature);

/* Whether the signature leaf is there. */
bool host_has_signature(void);

/* Returns NULL if the host has this program's version of the ABI, or what is missing. */
const char *host_abi_lacks(void);

/* Buckets of a histogram in the host's table of reasons */
uint32_t host_buckets(void);

/* Fills in all but patched; returns NULL, or what is unknown about a patched host. */
const char *host_describe(struct record_host *host);

#endif
