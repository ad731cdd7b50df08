/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stub.
 */
#ifndef NAMES_NAMES_H
#define NAMES_NAMES_H

#include <stdint.h>

const char *cause_name(uint32_t kind, uint64_t detail, uint32_t access);

#endif
