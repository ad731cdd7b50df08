// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files have temporary names until all of them are complete.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complain.h"
#include "output.h"

/* All files of this program so far: one file may have several names. */
static struct stat parts[OUTPUTS_MAX * OUTPUT_FILES_MAX];
static size_t part_count;

static bool is_new_part(FILE *file)
{
	struct stat part;

	if (fstat(fileno(file), &part) != 0)
		return false;
	for (size_t i = 0; i < part_count; i++)
		if (parts[i].st_dev == part.st_dev && parts[i].st_ino == part.st_ino)
			return false;
	parts[part_count++] = part;
	return true;
}

static const char *part_of(const struct output *output, const char *name,
			   char path[OUTPUT_PATH_SIZE])
{
	snprintf(path, OUTPUT_PATH_SIZE, "%s/%s.part", output->folder, name);
	return path;
}

static const char *whole_of(const struct output *output, const char *name,
			    char path[OUTPUT_PATH_SIZE])
{
	snprintf(path, OUTPUT_PATH_SIZE, "%s/%s", output->folder, name);
	return path;
}

bool output_open(struct output *output, const char *folder)
{
	*output = (struct output){ .folder = folder };
	output->is_new = mkdir(folder, 0777) == 0;
	return output->is_new || errno == EEXIST || complain_errno(folder);
}

FILE *output_file(struct output *output, const char *name)
{
	char path[OUTPUT_PATH_SIZE];
	FILE *file = fopen(part_of(output, name, path), "wb");

	if (!file) {
		complain_errno(path);
		return NULL;
	}
	output->names[output->count++] = name;
	if (is_new_part(file))
		return file;
	complain(whole_of(output, name, path), "is the name of two outputs: use one each");
	fclose(file);
	return NULL;
}

bool output_written(struct output *output, FILE *file)
{
	char path[OUTPUT_PATH_SIZE];
	bool is_whole = fflush(file) == 0 && !ferror(file) && fsync(fileno(file)) == 0;

	part_of(output, output->names[output->count - 1], path);
	if (!is_whole)
		complain_errno(path);
	if (fclose(file) != 0 && is_whole)
		is_whole = complain_errno(path);
	return is_whole;
}

bool output_publish(struct output *output)
{
	char part[OUTPUT_PATH_SIZE], whole[OUTPUT_PATH_SIZE];

	for (size_t i = 0; i < output->count; i++)
		if (rename(part_of(output, output->names[i], part),
			   whole_of(output, output->names[i], whole)) != 0)
			return complain_errno(whole);
	output->count = 0;
	output->is_new = false;
	return true;
}

void output_discard(struct output *output)
{
	char path[OUTPUT_PATH_SIZE];

	for (size_t i = 0; i < output->count; i++)
		unlink(part_of(output, output->names[i], path));
	output->count = 0;
	if (output->is_new)
		rmdir(output->folder);
}
