// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs gnuplot with a time limit. It gets its own process group, so that its children
 * end with it.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "complain.h"
#include "gnuplot.h"
#include "interrupt.h"

#define STATUS_NOT_FOUND 127
#define POLL_NS          10000000L

static void __attribute__((noreturn)) become_gnuplot(const char *folder, const char *script)
{
	int nothing = open("/dev/null", O_RDWR), errors;

	setpgid(0, 0);
	if (chdir(folder) != 0)
		_exit(STATUS_NOT_FOUND);
	errors = open("errors", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(nothing, STDIN_FILENO);
	dup2(nothing, STDOUT_FILENO);
	dup2(errors, STDERR_FILENO);
	execlp("gnuplot", "gnuplot", "--default-settings", script, (char *)NULL);
	_exit(STATUS_NOT_FOUND);
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* False if it timed out or an interrupt came. */
static bool wait_for(pid_t child, unsigned int limit, int *status)
{
	const struct timespec pause = { .tv_nsec = POLL_NS };
	struct timespec start;

	clock_gettime(CLOCK_MONOTONIC, &start);
	while (waitpid(child, status, WNOHANG) == 0) {
		if (seconds_since(&start) > limit || is_interrupted()) {
			kill(-child, SIGKILL);
			kill(child, SIGKILL);
			waitpid(child, status, 0);
			return false;
		}
		nanosleep(&pause, NULL);
	}
	return true;
}

/* The last line with text has the error. */
static bool report_error(const char *folder)
{
	char path[4096], line[512], last[512] = "it printed no message";
	FILE *errors;

	snprintf(path, sizeof(path), "%s/errors", folder);
	errors = fopen(path, "r");
	while (errors && fgets(line, sizeof(line), errors)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[strspn(line, " \t^")])
			strcpy(last, line);
	}
	if (errors)
		fclose(errors);
	return complain("gnuplot failed", last + strspn(last, " \t"));
}

static bool report_timeout(unsigned int limit)
{
	char why[64];

	snprintf(why, sizeof(why), "timed out after %u seconds: -l sets the limit", limit);
	return complain("gnuplot", why);
}

bool gnuplot_run(const char *folder, const char *script, unsigned int limit)
{
	pid_t child = fork();
	int status = 0;

	if (child < 0)
		return complain_errno("gnuplot");
	if (child == 0)
		become_gnuplot(folder, script);
	if (!wait_for(child, limit, &status))
		return !is_interrupted() && report_timeout(limit);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_NOT_FOUND)
		return complain("gnuplot cannot be run", "install gnuplot-nox");
	return report_error(folder);
}
