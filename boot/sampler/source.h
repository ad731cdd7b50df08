/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the statistics of VMs come from.
 */
#ifndef SAMPLER_SOURCE_H
#define SAMPLER_SOURCE_H

#include <sys/types.h>

#include "buffer.h"
#include "identity.h"
#include "table.h"
#include "vcpus.h"

#define STATISTICS_MAX 16

enum source_state {
	SOURCE_THERE,  /* read, or ready to be */
	SOURCE_ABSENT, /* there is no VM (any more): see what it says */
	SOURCE_BROKEN, /* something else is wrong: see what it says */
};

/* Which VM */
struct choice {
	const char *pid, *name; /* NULL: any */
	bool all;               /* not one, but each */
	bool wait;              /* with neither of these: one that begins from now on */
};

struct vm {
	struct vm *next;
	char id[64]; /* as KVM's debugfs has it, PID-FD; "": unknown */
	struct identity identity;
	ino_t inode;
	int folder;                /* -1: it is not sampled, or has ended */
	bool is_new;               /* it began while the sampler waited */
	bool is_there;             /* as of the last look */
	bool has[STATISTICS_MAX];  /* the statistics that it began with */
	struct timespec first_row; /* 0: there is none */
	uint64_t first_exits;      /* in that row */
	struct vcpus vcpus;
};

struct source {
	const struct source_kind *kind;
	const char *where; /* what stands behind the kind's name */
	struct choice choice;
	uint64_t deadline; /* of opening it */
	struct vm *vms;    /* all that were seen */
	bool has_looked;
	int fd; /* the monitor's socket */
	uint64_t commands;
	struct buffer text;
	char said[4096];
};

struct source_kind {
	const char *name;
	/* Finds the VM. Where it is absent, this may be tried again. */
	enum source_state (*open)(struct source *source);
	/* Adds a row for each VM that is sampled. */
	enum source_state (*read)(struct source *source, struct table *table, uint64_t time_ms);
	void (*close)(struct source *source);
};

/* KVM's debugfs, and QEMU's monitor: QMP on a Unix socket */
extern const struct source_kind debugfs, qmp;

/* From its name on the command line; false if it is none. */
bool source_named(struct source *source, const char *name);

/* Says why it is in that state, and returns the state. */
__attribute__((format(printf, 3, 4))) enum source_state
source_says(struct source *source, enum source_state state, const char *format, ...);

/* A VM that was not seen before, at the end of the list; NULL if there is no memory. */
struct vm *source_add_vm(struct source *source);

/* Keeps a row of that VM; false if there is no memory. */
bool source_keep_row(struct vm *vm, struct table *table);

/* Which VMs the samples are of, in lines "# KEY=VALUE" */
void source_describe(const struct source *source, FILE *out);

void source_close(struct source *source);

/*
 * A name of KVM's as the column it goes to: that of a record where there is one.
 * NULL for statistics that are left out.
 */
const char *column_of(const char *statistic);

/* All of them, for those who ask by name; NULL behind the last. */
extern const char *const statistics[];

#endif
