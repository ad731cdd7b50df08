/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Identifies a VM by its process.
 */
#ifndef SAMPLER_IDENTITY_H
#define SAMPLER_IDENTITY_H

#include <stddef.h>
#include <time.h>

#define IDENTITY_NAME_SIZE 256
#define IDENTITY_UUID_SIZE 37

struct identity {
	unsigned long pid; /* 0: unknown */
	time_t started;    /* start of the process; 0: unknown */
	char name[IDENTITY_NAME_SIZE], uuid[IDENTITY_UUID_SIZE]; /* "": none */
	char program[32];
};

/* Reads /proc; what is not there stays unknown. */
void identity_of(struct identity *identity, unsigned long pid);

/* Takes name and UUID from QEMU's arguments, which end with a NUL each. */
void identity_from_arguments(struct identity *identity, const char *arguments, size_t length);

/* Copies external text: control characters become '?', text that is too long is cut. */
void identity_copy(char *to, size_t size, const char *from);

#endif
