/* SPDX-License-Identifier: GPL-2.0-only */
/* A file of debugfs, into which a test looks by stub_read_debugfs(). */
#ifndef STUB_SEQ_FILE_H
#define STUB_SEQ_FILE_H

#include <stdio.h>

struct seq_file {
	void *private;
	FILE *out;
};

struct file_operations {
	int (*show)(struct seq_file *file, void *unused);
};

#define DEFINE_SHOW_ATTRIBUTE(name)                                                                \
	static const struct file_operations name##_fops = { name##_show }

#define seq_printf(file, ...) fprintf((file)->out, __VA_ARGS__)
#define seq_puts(file, text)  fputs(text, (file)->out)
#define seq_putc(file, c)     putc(c, (file)->out)

#endif
