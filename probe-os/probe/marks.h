/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Marks: on a host that is not patched, a sample's one read that tells a tracer of the
 * host which sample it is. Integer macros only, for C and NASM.
 *
 * KVM's trace has the leaf and the index of each CPUID, so that a mark is a CPUID of leaf
 * 0x4FFFFFFF with the mark in ECX. It follows the latching read, whose answer tells that
 * the host is not patched: a patched host never sees a mark, and the first sample needs no
 * read more to find out. The latching read ends the phase on both hosts, and the mark names
 * it. The reads of rows and totals, which would say nothing there, are left out.
 */
#ifndef PROBE_MARKS_H
#define PROBE_MARKS_H

/* Answered by no KVM but a patched one, in any layout */
#define MARK_LEAF EXIT_PROBE_LEAF_COURSE_LAST

/* "M" in the highest byte: other programs read that leaf with a small index. */
#define MARK_KIND_MASK  0xFFFF0000
#define MARK_CHECKPOINT 0x4D000000 /* + a number of checkpoints.def */
#define MARK_BENCH      0x4D010000 /* + a bench's id; twice, around its operations */
#define MARK_NAMED      0x4D020000 /* a checkpoint whose name only the guest's record has */
#define MARK_NOTHING    0x4D030000 /* a sample that is no checkpoint */

#endif
