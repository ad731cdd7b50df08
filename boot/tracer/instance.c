// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of tracefs: Documentation/trace/ftrace.rst.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "events.h"
#include "instance.h"
#include "refuse.h"

#define TRACEFS     "/sys/kernel/tracing"
#define OF_DEBUGFS  "/sys/kernel/debug/tracing"
#define LOCKDOWN    "/sys/kernel/security/lockdown"
#define PREFIX      "exit-tracer-"

#define LOCKED_DOWN "the kernel is locked down (confidentiality), which closes tracing"

/* When a buffer is that full, the tracer reads it. */
#define WAKE_PERCENT "25"

static bool is_confidential(void)
{
	struct buffer text = { 0 };
	bool is_so = !buffer_read_file(&text, AT_FDCWD, LOCKDOWN) &&
		     strstr(text.data, "[confidentiality]");

	buffer_free(&text);
	return is_so;
}

static bool refuse_file(const char *file, int error)
{
	if (error == EPERM && is_confidential())
		return refuse(LOCKED_DOWN);
	if (error == EACCES || error == EPERM)
		return refuse("%s: no permission to trace: use sudo", file);
	return refuse("%s: %s", file, strerror(error));
}

const char *tracefs_folder(void)
{
	static const char *const folders[] = { TRACEFS, OF_DEBUGFS };
	int error = ENOENT;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char file[64];

		snprintf(file, sizeof(file), "%s/instances", folders[i]);
		if (access(file, W_OK | X_OK) == 0)
			return folders[i];
		if (errno != ENOENT)
			error = errno;
	}
	if (is_confidential())
		refuse(LOCKED_DOWN);
	else if (error != ENOENT)
		refuse_file(TRACEFS, error);
	else if (access(TRACEFS, F_OK) != 0)
		refuse("this kernel has no tracing (no " TRACEFS ")");
	else
		refuse("tracefs is not mounted: run mount -t tracefs none " TRACEFS);
	return NULL;
}

/* Writes a file of the instance; returns 0 or an error number. */
static int put(const struct instance *instance, const char *name, const char *value, int flags)
{
	char file[PATH_MAX + 64];
	int fd, error = 0;

	snprintf(file, sizeof(file), "%s/%s", instance->folder, name);
	fd = open(file, O_WRONLY | O_CLOEXEC | flags);
	if (fd < 0)
		return errno;
	if (write(fd, value, strlen(value)) < 0)
		error = errno;
	close(fd);
	return error;
}

static bool set(const struct instance *instance, const char *name, const char *value)
{
	int error = put(instance, name, value, O_TRUNC);

	return error ? refuse_file(name, error) : true;
}

/* A tracer that lives has this name; another process may have got its PID. */
static bool is_tracer(const char *pid)
{
	struct buffer text = { 0 };
	char file[64];
	bool is_so;

	snprintf(file, sizeof(file), "/proc/%.20s/comm", pid);
	is_so = !buffer_read_file(&text, AT_FDCWD, file) &&
		strncmp(text.data, PREFIX, strlen(PREFIX) - 1) == 0;
	buffer_free(&text);
	return is_so;
}

static bool is_stale(const char *name)
{
	const char *pid = name + strlen(PREFIX);

	return strncmp(name, PREFIX, strlen(PREFIX)) == 0 && *pid &&
	       pid[strspn(pid, "0123456789")] == '\0' && !is_tracer(pid);
}

static void remove_stale(const char *instances)
{
	DIR *folder = opendir(instances);
	const struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		struct instance stale;

		if (!is_stale(entry->d_name))
			continue;
		snprintf(stale.folder, sizeof(stale.folder), "%s/%.40s", instances, entry->d_name);
		instance_remove(&stale);
	}
	if (folder)
		closedir(folder);
}

/* Timestamps are the TSC's. Events that find no room are dropped, not those before. */
static bool set_up(const struct instance *instance, uint64_t buffer_kib)
{
	char size[24];
	int error;

	snprintf(size, sizeof(size), "%llu", (unsigned long long)buffer_kib);
	if (!set(instance, "tracing_on", "0") || !set(instance, "trace_clock", "x86-tsc") ||
	    !set(instance, "options/overwrite", "0") || !set(instance, "options/event-fork", "1"))
		return false;
	error = put(instance, "buffer_size_kb", size, O_TRUNC);
	if (error)
		return refuse("-b %s: a buffer of that many KiB for each CPU: %s", size,
			      strerror(error));
	/* Linux before 5.0 wakes the tracer for each event. */
	error = put(instance, "buffer_percent", WAKE_PERCENT, O_TRUNC);
	return !error || error == ENOENT || refuse_file("buffer_percent", error);
}

bool instance_create(struct instance *instance, const char *tracefs, uint64_t buffer_kib)
{
	char instances[PATH_MAX - 64], folder[PATH_MAX];

	snprintf(instances, sizeof(instances), "%s/instances", tracefs);
	remove_stale(instances);
	snprintf(folder, sizeof(folder), "%s/" PREFIX "%ld", instances, (long)getpid());
	if (mkdir(folder, 0700) != 0)
		return refuse_file(folder, errno);
	strcpy(instance->folder, folder);
	return set_up(instance, buffer_kib);
}

bool instance_follow(const struct instance *instance, pid_t pid)
{
	char text[24];
	int error;

	snprintf(text, sizeof(text), "%ld", (long)pid);
	error = put(instance, "set_event_pid", text, O_APPEND);
	return error ? refuse_file("set_event_pid", error) : true;
}

bool instance_start(const struct instance *instance)
{
	for (enum event_kind kind = 0; kind < EVENTS; kind++) {
		char file[64];
		int error;

		if (!event_is_there(kind))
			continue;
		snprintf(file, sizeof(file), "events/kvm/%s/enable", event_names[kind]);
		error = put(instance, file, "1", O_TRUNC);
		if (error)
			return refuse_file(file, error);
	}
	return set(instance, "tracing_on", "1");
}

void instance_stop(const struct instance *instance)
{
	put(instance, "tracing_on", "0", O_TRUNC);
}

/* The number after a word in the text; 0 if it is not there */
static uint64_t number_after(const char *text, const char *word)
{
	const char *at = strstr(text, word);

	return at ? strtoull(at + strlen(word), NULL, 10) : 0;
}

bool instance_lost(const struct instance *instance, uint64_t *lost)
{
	const long cpus = sysconf(_SC_NPROCESSORS_CONF);
	struct buffer text = { 0 };
	int error = 0;

	*lost = 0;
	for (long i = 0; i < cpus && !error; i++) {
		char file[PATH_MAX + 64];

		snprintf(file, sizeof(file), "%s/per_cpu/cpu%ld/stats", instance->folder, i);
		error = buffer_read_file(&text, AT_FDCWD, file);
		if (error == ENOENT) {
			error = 0;
			continue;
		}
		if (!error)
			*lost += number_after(text.data, "\noverrun: ") +
				 number_after(text.data, "\ncommit overrun: ") +
				 number_after(text.data, "\ndropped events: ");
	}
	buffer_free(&text);
	return !error || refuse_file("per_cpu", error);
}

void instance_remove(struct instance *instance)
{
	if (!*instance->folder)
		return;
	instance_stop(instance);
	rmdir(instance->folder);
	*instance->folder = '\0';
}
