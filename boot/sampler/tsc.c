// SPDX-License-Identifier: GPL-2.0-only
/*
 * perf's page tells every program how to turn the TSC into time. An event that counts
 * nothing has this page, too.
 */
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tsc.h"

uint64_t tsc_khz_from(uint32_t mult, unsigned int shift)
{
	if (!mult || shift > 43) /* 10^6 << 43 is the largest */
		return 0;
	return ((1000000ULL << shift) + mult / 2) / mult;
}

uint64_t tsc_khz(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_DUMMY,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
	const size_t size = (size_t)sysconf(_SC_PAGESIZE);
	int fd = (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	const struct perf_event_mmap_page *page;
	uint64_t khz = 0;

	if (fd < 0)
		return 0;
	page = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (page != MAP_FAILED) {
		if (page->cap_user_time)
			khz = tsc_khz_from(page->time_mult, page->time_shift);
		munmap((void *)page, size);
	}
	close(fd);
	return khz;
}
