/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A key of which code depends. In the unit tests it is a bool. With STUB_REAL_TSC it is
 * what the kernel has: a jump or a NOP in the code, which the program patches.
 */
#ifndef STUB_JUMP_LABEL_H
#define STUB_JUMP_LABEL_H

#include <linux/types.h>

struct static_key {
	bool enabled;
};

struct static_key_true {
	struct static_key key;
};

#define DECLARE_STATIC_KEY_TRUE(name) extern struct static_key_true name
#define DEFINE_STATIC_KEY_TRUE(name)  struct static_key_true name = { { true } }

#ifdef STUB_REAL_TSC
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

#define static_branch_unlikely(x) __builtin_expect(stub_branch(&(x)->key), 0)
#else
#define static_branch_unlikely(x) ((x)->key.enabled)
#endif

/* With cpus_read_lock() held, as the kernel checks. */
void static_key_enable_cpuslocked(struct static_key *key);
void static_key_disable_cpuslocked(struct static_key *key);

#endif
