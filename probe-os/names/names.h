/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is behind the cause of an exit: the device, register or function.
 */
#ifndef NAMES_NAMES_H
#define NAMES_NAMES_H

#include <stdint.h>

/*
 * The name for a detail of that kind (EXIT_PROBE_CAUSE_) and access (EXIT_PROBE_ACCESS_); NULL
 * if it is not known. It has at most 31 characters, all of them printable.
 *
 * Firmware and VMM may put a device where other machines have another one: where a scan of the
 * guest's PCI found a BAR at an address, that is the better name.
 */
const char *cause_name(uint32_t kind, uint64_t detail, uint32_t access);

#endif
