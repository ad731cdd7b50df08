/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of a vCPU's exit reasons. */
#ifndef __KVM_X86_EXIT_PROBE_ROWS_H
#define __KVM_X86_EXIT_PROBE_ROWS_H

#include <linux/kvm_host.h>
#include <linux/limits.h>

/* Rows for a vCPU that has none; false: there is no memory for them. */
bool exit_probe_make_rows(struct kvm_vcpu *vcpu);
void exit_probe_free_rows(struct kvm_vcpu *vcpu);

/* Zeroed @rows become rows that nothing has taken. */
static inline void exit_probe_init_rows(struct kvm_exit_probe_rows *rows)
{
	int i;

	for (i = 0; i < EXIT_PROBE_ROWS; i++)
		rows->row[i].min = U64_MAX;
}

static inline struct kvm_exit_probe_row *
exit_probe_row_at(const struct kvm_exit_probe_rows *rows, u16 offset)
{
	return (void *)rows + offset;
}

/*
 * Take the next row for a slot; NULL: no row is left. It has no numbers yet, so
 * that readers may see it at once.
 */
static inline struct kvm_exit_probe_row *
exit_probe_take_row(struct kvm_exit_probe_rows *rows, u32 slot)
{
	struct kvm_exit_probe_row *row = &rows->row[rows->used + 1];

	if (rows->used == EXIT_PROBE_ROWS - 1)
		return NULL;
	rows->used++;
	WRITE_ONCE(rows->offset[slot], (void *)row - (void *)rows);
	return row;
}

/*
 * The row of a slot as any thread sees it, or NULL. A vCPU that has not counted time
 * has no @rows.
 */
static inline const struct kvm_exit_probe_row *
exit_probe_row(const struct kvm_exit_probe_rows *rows, u32 slot)
{
	u16 offset = rows ? READ_ONCE(rows->offset[slot]) : 0;

	return offset ? exit_probe_row_at(rows, offset) : NULL;
}

#endif /* __KVM_X86_EXIT_PROBE_ROWS_H */
