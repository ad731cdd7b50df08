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

struct static_key_false {
	struct static_key key;
};

#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name
#define DEFINE_STATIC_KEY_FALSE(name)  struct static_key_false name = { { false } }
#define DECLARE_STATIC_KEY_TRUE(name)  extern struct static_key_true name
#define DEFINE_STATIC_KEY_TRUE(name)   struct static_key_true name = { { true } }

#ifdef STUB_REAL_TSC
#include <jump.h> /* not here, as cppcheck does not parse it */
#define static_branch_unlikely(x) __builtin_expect(stub_branch(&(x)->key), 0)
#else
#define static_branch_unlikely(x) ((x)->key.enabled)
#endif

#define static_key_enabled(x)    ((x)->key.enabled)
#define static_branch_enable(x)  static_key_enable(&(x)->key)
#define static_branch_disable(x) static_key_disable(&(x)->key)

/* Without kvm_lock: see exit_probe_change() */
void static_key_enable(struct static_key *key);
void static_key_disable(struct static_key *key);

#endif
