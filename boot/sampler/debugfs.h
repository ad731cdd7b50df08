/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The VMs in KVM's debugfs: which there are, and which of them are wanted.
 */
#ifndef SAMPLER_DEBUGFS_H
#define SAMPLER_DEBUGFS_H

#include "source.h"

/* Opens the VMs that are wanted, as all kinds of sources do. */
enum source_state debugfs_open(struct source *source);

/* Brings the list of VMs up to date. */
enum source_state debugfs_look(struct source *source);

/* The folder of one VM, for as long as it is sampled */
enum source_state debugfs_attach(struct source *source, struct vm *vm);
void debugfs_detach(struct vm *vm);

/* Where that folder is; the text is there until the next call. */
const char *debugfs_path(const struct vm *vm);

/* Says why a file cannot be read, and what works instead. */
enum source_state debugfs_refused(struct source *source, const char *file, int error);

/* Adds a vCPU's exit_probe_reasons, which are written over. */
void debugfs_add_reasons(struct table *table, struct vcpu *vcpu, char *text);

#endif
