// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes FILE.part, which stays locked until it is renamed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"

__attribute__((format(printf, 2, 3))) static bool fail(struct output *output, const char *format,
						       ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(output->error, sizeof(output->error), format, values);
	va_end(values);
	return false;
}

/* Follows links, so that all names of one file have one lock. */
static bool resolve(struct output *output, const char *file)
{
	struct stat status;

	if (strlen(file) >= sizeof(output->file))
		return fail(output, "%s", strerror(ENAMETOOLONG));
	if (stat(file, &status) == 0 && !S_ISREG(status.st_mode))
		return fail(output, "it exists and is not a regular file");
	if (!realpath(file, output->file))
		strcpy(output->file, file);
	snprintf(output->part, sizeof(output->part), "%s.part", output->file);
	return true;
}

/* Whether the locked file still has its name: another sampler may have renamed it. */
static bool has_name(const struct output *output)
{
	struct stat ours, named;

	return fstat(output->fd, &ours) == 0 && stat(output->part, &named) == 0 &&
	       ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

bool output_open(struct output *output, const char *file)
{
	bool is_ours = false;

	if (!resolve(output, file))
		return false;
	while (!is_ours) {
		output->fd = open(output->part, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (output->fd < 0)
			return fail(output, "%s", strerror(errno));
		if (flock(output->fd, LOCK_EX | LOCK_NB) < 0) {
			const int error = errno;

			close(output->fd);
			return fail(output, "%s",
				    error == EWOULDBLOCK
					    ? "another exit-sampler is writing this file"
					    : strerror(error));
		}
		is_ours = has_name(output);
		if (!is_ours)
			close(output->fd);
	}
	/* A killed sampler may have left data. */
	if (ftruncate(output->fd, 0) < 0) {
		fail(output, "%s", strerror(errno));
		output_discard(output);
		return false;
	}
	return true;
}

FILE *output_stream(struct output *output)
{
	int fd = fcntl(output->fd, F_DUPFD_CLOEXEC, 0);
	FILE *stream = fd < 0 ? NULL : fdopen(fd, "w");

	if (!stream) {
		fail(output, "%s", strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	return stream;
}

/*
 * Cuts an incomplete last line off; returns the number of lines left that are not
 * comments.
 */
static size_t cut(int fd)
{
	off_t at = 0, end = 0;
	size_t lines = 0;
	bool is_comment = false;
	char text[4096];
	ssize_t got;

	while ((got = pread(fd, text, sizeof(text), at)) > 0) {
		for (ssize_t i = 0; i < got; i++) {
			if (at + i == end)
				is_comment = text[i] == '#';
			if (text[i] != '\n')
				continue;
			lines += !is_comment;
			end = at + i + 1;
		}
		at += got;
	}
	return ftruncate(fd, end) == 0 ? lines : 0;
}

/* Ends writing; returns the first error's number, or 0. */
static int finish(const struct output *output, FILE *stream, int error)
{
	if (fclose(stream) && !error)
		error = errno;
	/* Some file systems report a full disk only now. */
	if (!error && fsync(output->fd) && errno != EINVAL)
		error = errno;
	return error;
}

bool output_save(struct output *output, FILE *stream, int error)
{
	error = finish(output, stream, error);
	/* At least the header and one row */
	if (error && cut(output->fd) < 2) {
		output_discard(output);
		return fail(output, "%s: no samples were saved", strerror(error));
	}
	if (rename(output->part, output->file)) {
		fail(output, "%s; the samples are in %s", strerror(errno), output->part);
		close(output->fd);
		return false;
	}
	close(output->fd);
	if (error)
		return fail(output, "%s: the last samples are missing", strerror(error));
	return true;
}

bool output_replace(struct output *output, FILE *stream, int error)
{
	error = finish(output, stream, error);
	if (!error && (fchmod(output->fd, 0644) || rename(output->part, output->file)))
		error = errno;
	if (error) {
		output_discard(output);
		return fail(output, "%s", strerror(error));
	}
	close(output->fd);
	return true;
}

void output_discard(struct output *output)
{
	unlink(output->part);
	close(output->fd);
}
