/* SPDX-License-Identifier: GPL-2.0-only */
/* A key as the kernel has it: in each place that depends on it, a jump or a NOP. */
#ifndef BENCH_JUMP_H
#define BENCH_JUMP_H

#include <linux/types.h>

#include <sys/cdefs.h> /* __always_inline */

struct static_key;

/* One place in the code; the linker knows where the section begins and ends. */
struct stub_jump {
	s64 code, target; /* from the field itself on */
	struct static_key *key;
};
extern const struct stub_jump __start_stub_jumps[], __stop_stub_jumps[];

/* The key's value at the start is true: a jump. */
static __always_inline bool stub_branch(struct static_key *key)
{
	__asm__ goto("1: .byte 0xe9\n"
		     ".long %l[l_yes] - 2f\n"
		     "2: .pushsection stub_jumps, \"aw\"\n"
		     ".balign 8\n"
		     ".quad 1b - ., %l[l_yes] - ., %c0\n"
		     ".popsection"
		     :
		     : "i"(key)
		     :
		     : l_yes);
	return false;
l_yes:
	return true;
}

#endif
