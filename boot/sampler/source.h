/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sources of statistics of VMs.
 */
#ifndef SAMPLER_SOURCE_H
#define SAMPLER_SOURCE_H

#include <sys/types.h>

#include "buffer.h"
#include "cause_totals.h"
#include "identity.h"
#include "table.h"
#include "vcpus.h"

#define STATISTICS_MAX   16

#define NO_CAUSES        "this KVM counts no causes: they need the patch and exit_probe_causes=1"

#define BAD_CAUSE        "exit_probe_causes: a line is malformed"
#define TOO_MANY_COLUMNS "more than %d columns: some are missing"

enum source_state {
	SOURCE_THERE,  /* ready, or read */
	SOURCE_ABSENT, /* there is no VM, or it has ended: see error */
	SOURCE_BROKEN, /* another error: see error */
};

/* When something was read */
struct read_time {
	uint64_t ns, tsc; /* of the monotonic clock, of the host's TSC */
};

/* Selects a VM. */
struct choice {
	const char *pid, *name; /* NULL: any */
	bool all;               /* each VM */
	bool wait;              /* wait for the VM; for a new one if nothing else selects it */
};

struct vm {
	struct vm *next;
	char id[64]; /* PID-FD, the folder's name in debugfs; "": unknown */
	struct identity identity;
	ino_t inode;
	int folder;                /* -1: not sampled, or ended */
	bool is_new;               /* it began while the sampler waited */
	bool is_there;             /* at the last look */
	bool has[STATISTICS_MAX];  /* the statistics in its first row */
	struct timespec first_row; /* 0: no row yet */
	uint64_t first_exits;      /* in that row */
	struct vcpus vcpus;
	struct read_time read; /* its last row */
	size_t plugged;        /* its vCPUs in that row */
};

struct source {
	const struct source_kind *kind;
	const char *where; /* the argument after the kind's name */
	struct choice choice;
	const char *instead; /* what works without debugfs, for its errors */
	bool with_causes;    /* keep what causes the exits, too */
	bool is_view;        /* for a live view: also each reason's cycles, an unpatched KVM's other
			      * counters, and causes only if there are any */
	uint64_t deadline;   /* for opening it */
	struct vm *vms;      /* all VMs seen so far */
	bool has_looked;
	int fd; /* the monitor's socket */
	uint64_t commands;
	struct buffer text;
	char error[4096];
};

struct source_kind {
	const char *name;
	/* Finds the VM. If it is absent, the caller may try again. */
	enum source_state (*open)(struct source *source);
	/* Adds one row per sampled VM. */
	enum source_state (*read)(struct source *source, struct table *table, uint64_t time_ms);
	void (*close)(struct source *source);
};

/* KVM's debugfs, and QEMU's monitor: QMP on a Unix socket */
extern const struct source_kind debugfs, qmp;

/* Sets the kind from its name on the command line; false if invalid. */
bool source_named(struct source *source, const char *name);

/* Opens it, and waits for the VM if that is asked for; false: see error */
bool source_wait(struct source *source);

/* Sets the error, and returns the state. */
__attribute__((format(printf, 3, 4))) enum source_state
source_set(struct source *source, enum source_state state, const char *format, ...);

/* Appends a VM to the list; NULL if out of memory. */
struct vm *source_add_vm(struct source *source);

/* Keeps a row of that VM; false if out of memory. */
bool source_keep_row(struct vm *vm, struct table *table);

/* Writes lines "# KEY=VALUE" about the sampled VMs. */
void source_describe(const struct source *source, FILE *out);

/* Removes the VMs that have ended. */
void source_forget_ended(struct source *source);

/* Adds up what a VM's last row has of causes; returns 0 or an error number. */
int source_add_causes(struct cause_totals *totals, const struct vcpus *vcpus);

/* Writes what each VM's last row has of causes; false: see error */
bool source_write_causes(struct source *source, FILE *out);

void source_close(struct source *source);

/*
 * The column of a statistic of KVM: the counter's name in a record, if there is one.
 * NULL for statistics that are not sampled.
 */
const char *column_of(const char *statistic);

/* The names of all sampled statistics; NULL ends the list. */
extern const char *const statistics[];

/* KVM's own counters of exits, which overlap; their columns begin with the prefix. */
#define STOCK_PREFIX "kvm_"
extern const char *const stock_counters[];

#endif
