// SPDX-License-Identifier: GPL-2.0-only
/*
 * The probe's console in a program: a file, or a terminal in raw mode, which does not
 * change the lines.
 */
#include <fcntl.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "output.h"
#include "probe/console.h"

static FILE *out;

/* Raw mode without waiting for a carrier */
static void prepare_terminal(int fd)
{
	struct termios raw;

	if (tcgetattr(fd, &raw) < 0)
		return;
	cfmakeraw(&raw);
	cfsetspeed(&raw, B115200);
	raw.c_cflag |= CLOCAL;
	tcsetattr(fd, TCSANOW, &raw);
}

bool output_open(const char *file)
{
	int fd = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_NONBLOCK | O_CLOEXEC,
			     0644)
		      : STDOUT_FILENO;

	if (fd < 0)
		return false;
	if (file) {
		if (isatty(fd))
			prepare_terminal(fd);
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	}
	out = fdopen(fd, "w");
	return out != NULL;
}

bool output_close(void)
{
	if (fflush(out) != 0 || ferror(out))
		return false;
	if (isatty(fileno(out)))
		tcdrain(fileno(out));
	return fclose(out) == 0;
}

void output_line(const char *line)
{
	console_record(line);
}

void console_open(const struct screen *screen, uint64_t tsc_khz)
{
	(void)screen;
	(void)tsc_khz;
}

uint64_t console_waited(void)
{
	return 0;
}

void console_close(void)
{
}

void console_line(const char *line)
{
	console_record(line);
}

void console_record(const char *line)
{
	fprintf(out, "%s%s\n", line, isatty(fileno(out)) ? "\r" : "");
}
