// SPDX-License-Identifier: GPL-2.0-only
/*
 * The probe's console in a program: a file, or a terminal, which has to leave
 * the lines as they are.
 */
#include <fcntl.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "output.h"
#include "probe/console.h"

static FILE *out;

bool output_open(const char *file)
{
	int fd = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0644)
		      : STDOUT_FILENO;

	if (fd < 0)
		return false;
	if (file && isatty(fd)) {
		struct termios raw;

		tcgetattr(fd, &raw);
		cfmakeraw(&raw);
		cfsetspeed(&raw, B115200);
		tcsetattr(fd, TCSANOW, &raw);
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

void console_open(bool screen)
{
	(void)screen;
}

void console_line(const char *line)
{
	console_record(line);
}

void console_record(const char *line)
{
	fprintf(out, "%s%s\n", line, isatty(fileno(out)) ? "\r" : "");
}
