/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The version of the programs. The record has its own, see record.h.
 */
#ifndef TOOL_VERSION_H
#define TOOL_VERSION_H

#define TOOLS_VERSION "0.1"

#endif
