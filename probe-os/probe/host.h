/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who runs the guest: whether it counts exits, and what it says of itself.
 */
#ifndef PROBE_HOST_H
#define PROBE_HOST_H

#include <stdbool.h>

#include "record/record.h"

/* Whether the signature leaf is there. */
bool host_has_signature(void);

/* All facts but patched; NULL, or what about a patched host is not understood. */
const char *host_describe(struct record_host *host);

#endif
