/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the lab says beside a record.
 */
#ifndef COMPARE_LAB_PACE_H
#define COMPARE_LAB_PACE_H

#include <stdbool.h>

/*
 * Whether the lab ran at the exact pace: its l1.facts then has the SHA-256 of L1's kernel. They
 * are in the folder of the record, or of NAME.record in the folder NAME beside it.
 */
bool lab_pace_is_exact(const char *record);

#endif
