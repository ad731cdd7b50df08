// SPDX-License-Identifier: GPL-2.0-only
/*
 * exit-sampler: the statistics that KVM has of one VM, every so many
 * milliseconds, until the VM ends; then all of them as CSV.
 *
 * usage: exit-sampler [-i MS] [-w SECONDS] SOURCE FILE.csv
 *   -i      how often (100)
 *   -w      how long to wait for the VM to be there (10)
 *   SOURCE  debugfs, debugfs:PID (of QEMU), or qmp:SOCKET (QEMU's -qmp unix:...)
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "source.h"

static volatile sig_atomic_t told_to_end;

static void end(int signal)
{
	(void)signal;
	told_to_end = 1;
}

/* A number of decimal digits alone, from 1 on; 0 for what is none. */
static unsigned long number(const char *text)
{
	unsigned long n;
	char *end;

	errno = 0;
	n = strtoul(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno ? n : 0;
}

static enum source_state open_source(const char *source)
{
	if (strncmp(source, "qmp:", 4) == 0)
		return qmp_open(source + 4);
	if (strcmp(source, "debugfs") == 0)
		return debugfs_open(0);
	if (strncmp(source, "debugfs:", 8) == 0 && number(source + 8))
		return debugfs_open(number(source + 8));
	source_error = "is none of debugfs, debugfs:PID, qmp:SOCKET";
	return SOURCE_BROKEN;
}

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void sleep_ms(uint64_t ms)
{
	const struct timespec time = { (time_t)(ms / 1000), (long)(ms % 1000) * 1000000 };

	nanosleep(&time, NULL);
}

static int complain(const char *what, const char *why)
{
	fprintf(stderr, "exit-sampler: %s: %s\n", what, why);
	return 2;
}

/* NULL, or what ended it but the end of the VM. */
static const char *run(const char *source, struct table *table, uint64_t interval)
{
	enum source_state (*read_row)(struct table *) =
		strncmp(source, "qmp:", 4) == 0 ? qmp_read : debugfs_read;
	const uint64_t start = now_ms();
	enum source_state state = SOURCE_THERE;
	uint64_t next = start;

	while (!told_to_end && state == SOURCE_THERE) {
		uint64_t now;

		if (!table_next(table))
			return "out of memory";
		table_add(table, "time_ms", now_ms() - start);
		state = read_row(table);
		if (state != SOURCE_THERE)
			table_drop(table);
		now = now_ms();
		next = next + interval > now ? next + interval : now + interval;
		if (state == SOURCE_THERE)
			sleep_ms(next - now);
	}
	if (state == SOURCE_BROKEN)
		return source_error;
	return table->rows == 0 ? "the VM has no statistics that can be read" : NULL;
}

static enum source_state wait_for(const char *source, uint64_t seconds)
{
	uint64_t deadline = now_ms() + 1000 * seconds;
	enum source_state state;

	while ((state = open_source(source)) == SOURCE_ABSENT && now_ms() < deadline &&
	       !told_to_end)
		sleep_ms(20);
	return state;
}

/* NULL, or why there are no samples. */
static const char *take_samples(const char *source, struct table *table, uint64_t interval,
				uint64_t seconds)
{
	enum source_state state = wait_for(source, seconds);

	if (state == SOURCE_ABSENT)
		return "there is no VM";
	if (state == SOURCE_BROKEN)
		return source_error;
	return run(source, table, interval);
}

/*
 * The file is opened first, as a VM's samples cannot be taken again, and beside the one
 * of that name, which stays until there is another.
 */
static int sample(const char *source, const char *file, uint64_t interval, uint64_t seconds)
{
	static struct table table;
	char part[PATH_MAX];
	const char *wrong;
	FILE *out;
	int status = 0;

	if (snprintf(part, sizeof(part), "%s.part", file) >= (int)sizeof(part))
		return complain(file, strerror(ENAMETOOLONG));
	out = fopen(part, "we");
	if (!out)
		return complain(file, strerror(errno));
	wrong = take_samples(source, &table, interval, seconds);
	if (wrong)
		status = complain(source, wrong);
	else if (!table_write(&table, out) || fclose(out) || rename(part, file))
		status = complain(file, strerror(errno));
	if (status)
		unlink(part);
	free(table.cells);
	return status;
}

int main(int argc, char **argv)
{
	const struct sigaction ending = { .sa_handler = end };
	uint64_t interval = 100, seconds = 10;
	int option;

	while ((option = getopt(argc, argv, "i:w:")) != -1)
		switch (option) {
		case 'i':
			interval = number(optarg);
			break;
		case 'w':
			seconds = number(optarg);
			break;
		default:
			return 2;
		}
	if (argc - optind != 2 || interval == 0 || seconds == 0) {
		fprintf(stderr, "usage: exit-sampler [-i MS] [-w SECONDS] "
				"debugfs|debugfs:PID|qmp:SOCKET FILE.csv\n");
		return 2;
	}
	sigaction(SIGINT, &ending, NULL);
	sigaction(SIGTERM, &ending, NULL);
	signal(SIGPIPE, SIG_IGN);
	return sample(argv[optind], argv[optind + 1], interval, seconds);
}
