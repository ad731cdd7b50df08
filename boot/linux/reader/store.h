/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The checkpoints passed so far, raw, in a file that lives as long as the boot.
 */
#ifndef READER_STORE_H
#define READER_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/sample.h"

/* The initramfs hands /run over to the real root. */
#define STORE_FOLDER "/run/exit-probe"

struct stored {
	char name[RECORD_NAME_SIZE];
	uint64_t reads;          /* that the reader made besides the sample, before it */
	uint64_t reads_after;    /* and behind it */
	uint64_t started, ended; /* exits when the reader started, and when it was done */
	struct sample sample;
};

/* Opens the file and takes its lock, which goes with the descriptor; -1: errno. */
int store_open(bool create);

/* Appends, and writes one again; false: errno. */
bool store_append(int fd, const struct stored *stored);
bool store_update_last(int fd, const struct stored *stored);

/*
 * Up to max of them; how many are in count. NULL, or what is wrong with the file.
 */
const char *store_read(int fd, struct stored all[], size_t max, size_t *count);

#endif
