/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The pace of the lab that made a record.
 */
#ifndef COMPARE_LAB_PACE_H
#define COMPARE_LAB_PACE_H

#include <stdbool.h>

/*
 * Whether the facts beside a record say that the lab ran at the exact pace, so that all its runs
 * are the same: pace=exact, or the hashes that only this pace has. NULL: there are no facts.
 */
bool lab_pace_is_exact(const char *beside);

#endif
