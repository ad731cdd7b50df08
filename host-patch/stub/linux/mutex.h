/* SPDX-License-Identifier: GPL-2.0-only */
/* Locks of one thread. */
#ifndef STUB_MUTEX_H
#define STUB_MUTEX_H

#include <assert.h>

/* The thread must not wait for itself. */
struct mutex {
	int held;
};
#define DEFINE_MUTEX(name)  struct mutex name
#define mutex_lock(mutex)   assert(!(mutex)->held++)
#define mutex_unlock(mutex) assert(!--(mutex)->held)

#endif
