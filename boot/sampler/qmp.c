// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU Machine Protocol: a greeting, qmp_capabilities, then one query a sample;
 * each answer is one line. QEMU closes the socket when the VM ends.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "qmp_stats.h"
#include "source.h"

#define LINE_SIZE 65536

static FILE *from_qemu, *to_qemu;
static char query[2048];

/* Answers begin so; events and the greeting do not. */
static bool read_answer(char line[LINE_SIZE])
{
	do {
		if (!fgets(line, LINE_SIZE, from_qemu))
			return false;
	} while (strncmp(line, "{\"return\"", 9) != 0 && strncmp(line, "{\"error\"", 8) != 0);
	return true;
}

static bool ask(const char *command, char line[LINE_SIZE])
{
	return fprintf(to_qemu, "%s\n", command) > 0 && fflush(to_qemu) == 0 && read_answer(line);
}

static void make_query(void)
{
	size_t at =
		(size_t)snprintf(query, sizeof(query),
				 "{\"execute\": \"query-stats\", \"arguments\": {\"target\": "
				 "\"vcpu\", \"providers\": [{\"provider\": \"kvm\", \"names\": [");

	for (size_t i = 0; statistics[i]; i++)
		at += (size_t)snprintf(query + at, sizeof(query) - at, "%s\"%s\"", i ? ", " : "",
				       statistics[i]);
	snprintf(query + at, sizeof(query) - at, "]}]}}");
}

enum source_state qmp_open(const char *path)
{
	static char line[LINE_SIZE];
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	source_error = "the name of the socket is too long";
	if (strlen(path) >= sizeof(address.sun_path))
		return SOURCE_BROKEN;
	strcpy(address.sun_path, path);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		const int wrong = errno;

		source_error = strerror(wrong);
		close(fd);
		return wrong == ENOENT || wrong == ECONNREFUSED ? SOURCE_ABSENT : SOURCE_BROKEN;
	}
	from_qemu = fdopen(fd, "r");
	to_qemu = fdopen(dup(fd), "w");
	make_query();
	source_error = "this is no monitor of QEMU's";
	if (!from_qemu || !to_qemu || !ask("{\"execute\": \"qmp_capabilities\"}", line))
		return SOURCE_BROKEN;
	return SOURCE_THERE;
}

enum source_state qmp_read(struct table *table)
{
	static char line[LINE_SIZE];

	if (!ask(query, line))
		return SOURCE_ABSENT;
	source_error = "QEMU has no statistics of KVM for this VM";
	return qmp_stats_add(table, line) ? SOURCE_THERE : SOURCE_BROKEN;
}
