/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which VM it is, by the process that runs it.
 */
#ifndef SAMPLER_IDENTITY_H
#define SAMPLER_IDENTITY_H

#include <stddef.h>
#include <time.h>

#define IDENTITY_NAME_SIZE 256
#define IDENTITY_UUID_SIZE 37

struct identity {
	unsigned long pid;                                       /* 0: unknown */
	time_t started;                                          /* the process; 0: unknown */
	char name[IDENTITY_NAME_SIZE], uuid[IDENTITY_UUID_SIZE]; /* "": there is none */
	char program[32];
};

/* Of that process, from /proc; what that does not tell stays unknown. */
void identity_of(struct identity *identity, unsigned long pid);

/* Name and UUID from QEMU's arguments, each with its NUL. */
void identity_from_arguments(struct identity *identity, const char *arguments, size_t length);

/* Text from outside: control characters become '?', what is too long is cut. */
void identity_copy(char *to, size_t size, const char *from);

#endif
