/* SPDX-License-Identifier: GPL-2.0-only */
/* A sequence count, which a reader never finds odd for long. */
#ifndef STUB_SEQLOCK_H
#define STUB_SEQLOCK_H

#include <assert.h>

typedef unsigned int seqcount_t;

#define raw_write_seqcount_begin(count)                                                            \
	({                                                                                         \
		(*(count))++;                                                                      \
		__asm__ volatile("" ::: "memory");                                                 \
	})
#define raw_write_seqcount_end(count)                                                              \
	({                                                                                         \
		__asm__ volatile("" ::: "memory");                                                 \
		(*(count))++;                                                                      \
	})
/*
 * A reader would wait for an odd one for ever: nobody else runs. Before it begins, another
 * CPU can do something.
 */
#define raw_read_seqcount_begin(count)                                                             \
	({                                                                                         \
		stub_other_cpu();                                                                  \
		assert(!(*(count) & 1));                                                           \
		*(count);                                                                          \
	})
#define read_seqcount_retry(count, seq) (*(const volatile seqcount_t *)(count) != (seq))

#endif
