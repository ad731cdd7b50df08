// SPDX-License-Identifier: GPL-2.0-only
/*
 * The probe's console in this program: FILE.part, which is renamed.
 */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "report_file.h"
#include "probe/console.h"
#include "refuse.h"

static char part[PATH_MAX];
static FILE *out;

bool report_file_begin(const char *file)
{
	if (snprintf(part, sizeof(part), "%s.part", file) >= (int)sizeof(part))
		return refuse("%s: %s", file, strerror(ENAMETOOLONG));
	out = fopen(part, "we");
	return out || refuse("%s: %s", part, strerror(errno));
}

FILE *report_file_stream(void)
{
	return out;
}

bool report_file_end(const char *file)
{
	const bool is_whole = !ferror(out) && fflush(out) == 0;
	const int error = errno;

	fclose(out);
	out = NULL;
	if (!is_whole)
		return refuse("%s: %s", part, strerror(error));
	return rename(part, file) == 0 || refuse("%s: %s", file, strerror(errno));
}

void report_file_drop(void)
{
	if (out)
		fclose(out);
	if (*part)
		unlink(part);
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
	fprintf(out, "%s\n", line);
}
