// SPDX-License-Identifier: GPL-2.0-only
/*
 * Only a regular file is replaced: a rename would replace a device or a link, too.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "complain.h"
#include "export.h"
#include "same_file.h"

/* Cuts the path into folder and name. */
static const char *cut(char *path, const char **folder)
{
	char *slash = strrchr(path, '/');

	*folder = ".";
	if (!slash)
		return path;
	*slash = '\0';
	*folder = slash == path ? "/" : path;
	return slash + 1;
}

static bool is_input(const struct comparison *comparison, const char *file)
{
	for (size_t i = 0; i < comparison->count; i++)
		for (size_t j = 0; j < comparison->sets[i].run_count; j++) {
			const struct run *run = &comparison->sets[i].runs[j];

			if ((run->file && is_same_file(run->file, file)) ||
			    (run->samples_file && is_same_file(run->samples_file, file)))
				return true;
		}
	return false;
}

bool export_write(struct export *export, const char *file, const struct comparison *comparison,
		  const char *(*write)(FILE *to, const struct comparison *comparison))
{
	const char *folder, *name, *why;
	struct stat there;
	FILE *to;

	if (lstat(file, &there) == 0 && !S_ISREG(there.st_mode))
		return complain(file, "is there and not a regular file: use another name");
	if (is_input(comparison, file))
		return complain(file, "is an input: use another name");
	/* With the folder and the suffix that output.c adds */
	if (strlen(file) + strlen("./.part") >= sizeof(export->path))
		return complain(file, strerror(ENAMETOOLONG));
	strcpy(export->path, file);
	name = cut(export->path, &folder);
	if (!output_open(&export->output, folder))
		return false;
	to = output_file(&export->output, name);
	if (!to)
		return false;
	why = write(to, comparison);
	if (why)
		complain(file, why);
	return output_written(&export->output, to) && !why;
}
