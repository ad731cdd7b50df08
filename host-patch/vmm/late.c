// SPDX-License-Identifier: GPL-2.0-only
/* A thread answers the page faults, by userfaultfd. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"
#include "late.h"

#define PAGE 4096

static void *answer_late(void *arg)
{
	const struct late_memory *late = arg;
	struct uffd_msg message;
	static uint8_t page[PAGE];

	while (read(late->fd, &message, sizeof(message)) == sizeof(message)) {
		struct uffdio_copy copy = {
			.dst = message.arg.pagefault.address & -(uint64_t)PAGE,
			.src = (uintptr_t)page,
			.len = PAGE,
		};

		usleep(late->answer_us);
		must(ioctl(late->fd, UFFDIO_COPY, &copy), "UFFDIO_COPY");
	}
	return NULL;
}

void late_begin(struct late_memory *late, uint8_t *memory, uint32_t pages, uint32_t answer_us)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = {
		.range = { .start = (uintptr_t)memory, .len = pages * PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};

	late->answer_us = answer_us;
	late->fd = must((int)syscall(SYS_userfaultfd, O_CLOEXEC), "userfaultfd");
	must(ioctl(late->fd, UFFDIO_API, &api), "UFFDIO_API");
	must(ioctl(late->fd, UFFDIO_REGISTER, &range), "UFFDIO_REGISTER");
	if (pthread_create(&late->thread, NULL, answer_late, late))
		die("pthread_create");
}

void late_end(struct late_memory *late)
{
	pthread_cancel(late->thread);
	pthread_join(late->thread, NULL);
	close(late->fd);
}
