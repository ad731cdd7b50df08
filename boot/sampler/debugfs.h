/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The VMs in KVM's debugfs, and which of them to sample.
 */
#ifndef SAMPLER_DEBUGFS_H
#define SAMPLER_DEBUGFS_H

#include "source.h"

/* source_kind.open: opens the selected VMs. */
enum source_state debugfs_open(struct source *source);

/* Updates the list of VMs. */
enum source_state debugfs_look(struct source *source);

/* Opens and closes the folder of a sampled VM. */
enum source_state debugfs_attach(struct source *source, struct vm *vm);
void debugfs_detach(struct vm *vm);

/* The path of the folder, valid until the next call */
const char *debugfs_path(const struct vm *vm);

/* Sets the error for a file that cannot be read. */
enum source_state debugfs_set_error(struct source *source, const char *file, int error);

/* Whether the folder's name is of that process: PID or PID-FD */
bool debugfs_is_of(const char *id, const char *pid);

/* Whether it is the error of a file whose folder is being removed */
bool debugfs_is_gone(int error);

/* Adds the reasons of all vCPUs; returns 0 or an error number. *first: the lowest vCPU, or -1 */
int debugfs_read_vcpus(struct source *source, struct vm *vm, struct table *table, long *first);

/* Adds a vCPU's exit_probe_reasons. Modifies text. */
void debugfs_add_reasons(struct table *table, struct vcpu *vcpu, char *text, bool with_cycles);

#endif
