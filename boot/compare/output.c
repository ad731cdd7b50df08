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

	if (!file)
		complain_errno(path);
	else
		output->names[output->count++] = name;
	return file;
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
