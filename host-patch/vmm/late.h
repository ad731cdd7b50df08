/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory whose pages come late: each first touch is an exit whose handler sleeps. */
#ifndef VMM_LATE_H
#define VMM_LATE_H

#include <pthread.h>
#include <stdint.h>

struct late_memory {
	int fd;
	uint32_t answer_us; /* how long a page takes */
	pthread_t thread;
};

void late_begin(struct late_memory *late, uint8_t *memory, uint32_t pages, uint32_t answer_us);
void late_end(struct late_memory *late);

#endif
