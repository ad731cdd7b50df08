/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_DEBUGFS_H
#define STUB_DEBUGFS_H

#include <linux/kvm_host.h>

/* The test sets the variable itself. */
static inline void debugfs_create_bool(const char *name, int mode, struct dentry *dir, bool *value)
{
}

struct file_operations;

/* The test's, which remembers the files */
void debugfs_create_file(const char *name, int mode, struct dentry *dir, void *data,
			 const struct file_operations *fops);

#endif
