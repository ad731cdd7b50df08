/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the statistics of one VM come from.
 */
#ifndef SAMPLER_SOURCE_H
#define SAMPLER_SOURCE_H

#include "table.h"

enum source_state {
	SOURCE_THERE,  /* read, or ready to be */
	SOURCE_ABSENT, /* there is no VM */
	SOURCE_BROKEN, /* something else is wrong: source_error */
};

extern const char *source_error;

/* KVM's debugfs: of the process with that id, or the first VM there is for 0. */
enum source_state debugfs_open(unsigned long pid);
enum source_state debugfs_read(struct table *table);

/* QEMU's monitor, QMP on a Unix socket. */
enum source_state qmp_open(const char *path);
enum source_state qmp_read(struct table *table);

/*
 * A name of KVM's as the column it goes to: that of a record where there is one.
 * NULL for statistics that are left out.
 */
const char *column_of(const char *statistic);

/* All of them, for those who ask by name; NULL behind the last. */
extern const char *const statistics[];

#endif
