/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All commands of exit-sampler, one file each.
 */
#ifndef SAMPLER_COMMANDS_H
#define SAMPLER_COMMANDS_H

#include "command.h"

extern const struct command metrics_command, record_command, sample_command, top_command;

#endif
