/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The raw checkpoints of this boot, in a file that the next boot does not have.
 */
#ifndef READER_STORE_H
#define READER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/sample.h"

/* /run stays when the initramfs switches to the real root. */
#define STORE_FOLDER "/run/exit-probe"

struct stored {
	char name[RECORD_NAME_SIZE];
	uint64_t reads;          /* additional reads of the reader before the sample */
	uint64_t reads_after;    /* and after it */
	uint64_t started, ended; /* exits at the start and the end of the reader */
	struct sample sample;
};

/* Opens and locks the file; closing it releases the lock. -1 on an error: see errno. */
int store_open(bool create);

/* Append a checkpoint, and replace the last one; false on an error: see errno. */
bool store_append(int fd, const struct stored *stored);
bool store_update_last(int fd, const struct stored *stored);

/*
 * Reads up to max checkpoints, count of them. Returns NULL, or the error.
 */
const char *store_read(int fd, struct stored all[], size_t max, size_t *count);

#endif
