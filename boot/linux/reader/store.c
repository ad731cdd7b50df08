// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes each checkpoint with one write, under a lock.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

int store_open(bool create)
{
	int fd;

	if (create && mkdir(STORE_FOLDER, 0755) < 0 && errno != EEXIST)
		return -1;
	fd = open(STORE_FOLDER "/checkpoints", O_CLOEXEC | (create ? O_RDWR | O_CREAT : O_RDONLY),
		  0644);
	if (fd >= 0 && flock(fd, create ? LOCK_EX : LOCK_SH) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool write_at(int fd, const struct stored *stored, off_t at)
{
	ssize_t written = pwrite(fd, stored, sizeof(*stored), at);

	if (written == (ssize_t)sizeof(*stored))
		return true;
	/* An incomplete checkpoint would make the file invalid. */
	if (written >= 0) {
		errno = ENOSPC;
		(void)!ftruncate(fd, at);
	}
	return false;
}

bool store_append(int fd, const struct stored *stored)
{
	off_t end = lseek(fd, 0, SEEK_END);

	return end >= 0 && write_at(fd, stored, end);
}

bool store_update_last(int fd, const struct stored *stored)
{
	off_t end = lseek(fd, 0, SEEK_END);

	return end >= (off_t)sizeof(*stored) && write_at(fd, stored, end - (off_t)sizeof(*stored));
}

const char *store_read(int fd, struct stored all[], size_t max, size_t *count)
{
	struct stat status;

	*count = 0;
	if (fstat(fd, &status) < 0)
		return "the checkpoints cannot be read";
	if (status.st_size % (off_t)sizeof(all[0]) != 0)
		return "the checkpoints are damaged, or from another version";
	if (status.st_size > (off_t)(max * sizeof(all[0])))
		return "too many checkpoints for a record";
	if (pread(fd, all, (size_t)status.st_size, 0) != status.st_size)
		return "the checkpoints cannot be read";
	*count = (size_t)status.st_size / sizeof(all[0]);
	for (size_t i = 0; i < *count; i++)
		all[i].name[sizeof(all[i].name) - 1] = '\0';
	return NULL;
}
