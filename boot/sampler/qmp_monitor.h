/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A QEMU monitor: the source's where is the path of its Unix socket.
 */
#ifndef SAMPLER_QMP_MONITOR_H
#define SAMPLER_QMP_MONITOR_H

#include <jansson.h>

#include "source.h"

/* Connects until the source's deadline, which it sets if nobody waits for the VM. */
enum source_state qmp_connect(struct source *source);

/* Sends a command; its arguments may be NULL. The caller drops the answer, which may be NULL. */
enum source_state qmp_ask(struct source *source, const char *command, json_t *arguments,
			  json_t **answer);

void qmp_disconnect(struct source *source);

#endif
