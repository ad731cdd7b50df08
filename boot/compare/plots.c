// SPDX-License-Identifier: GPL-2.0-only
/*
 * Draws the plots in a temporary folder and reads them back.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "gnuplot.h"
#include "mark.h"
#include "plots.h"

#define PATH_SIZE 4096

static bool has_all_marks(const struct plots *plots)
{
	for (size_t i = 0; i < plots->count; i++)
		for (size_t j = 0; j < SHAPES; j++)
			if (plots->rows[i].marks[j].is_incomplete)
				return false;
	return true;
}

static bool write_file(const struct comparison *comparison, const char *path, struct plots *plots)
{
	FILE *script = fopen(path, "w");
	bool is_whole;

	if (!script)
		return complain_errno(path);
	plot_list(script, comparison, plots);
	is_whole = !ferror(script);
	if (fclose(script) != 0 || !is_whole)
		return complain_errno(path);
	return has_all_marks(plots) || complain("plots", strerror(ENOMEM));
}

static const char *svg_name(char path[PATH_SIZE], const char *folder, const struct plot *plot,
			    size_t shape)
{
	snprintf(path, PATH_SIZE, "%s/%s-%s.svg", folder, plot->id,
		 shape == SHAPE_WIDE ? "wide" : "narrow");
	return path;
}

static size_t count_groups(const char *svg)
{
	size_t count = 0;

	while ((svg = strstr(svg, MARK_GROUP))) {
		svg += strlen(MARK_GROUP);
		count++;
	}
	return count;
}

static bool read_svg(struct plot *plot, size_t shape, const char *folder)
{
	char path[PATH_SIZE];
	FILE *file = fopen(svg_name(path, folder, plot, shape), "r");
	size_t size = 0;
	ssize_t length;

	if (!file)
		return complain_errno(path);
	length = getdelim(&plot->svg[shape], &size, '\0', file);
	fclose(file);
	/* gnuplot reports no error when the disk is full. */
	if (length <= 0 || !strstr(plot->svg[shape], "</svg>"))
		return complain(path, "the drawing is incomplete: is the disk full?");
	return count_groups(plot->svg[shape]) == plot->marks[shape].count ||
	       complain(path, "this version of gnuplot groups what it draws in another way");
}

static void remove_folder(const char *folder, const struct plots *plots)
{
	static const char *const names[] = { "plots.gp", "errors" };
	char path[PATH_SIZE];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	for (size_t i = 0; i < plots->count; i++)
		for (size_t j = 0; j < SHAPES; j++)
			unlink(svg_name(path, folder, &plots->rows[i], j));
	rmdir(folder);
}

bool plots_draw(const struct comparison *comparison, const char *folder, unsigned int limit,
		struct plots *plots)
{
	char own[PATH_SIZE - 64], path[PATH_SIZE];
	bool is_drawn;

	memset(plots, 0, sizeof(*plots));
	snprintf(own, sizeof(own), "%s/drawing.XXXXXX", folder);
	if (!mkdtemp(own))
		return complain_errno(folder);
	snprintf(path, sizeof(path), "%s/plots.gp", own);
	is_drawn = write_file(comparison, path, plots) && gnuplot_run(own, "plots.gp", limit);
	for (size_t i = 0; i < plots->count && is_drawn; i++)
		for (size_t j = 0; j < SHAPES && is_drawn; j++)
			is_drawn = read_svg(&plots->rows[i], j, own);
	remove_folder(own, plots);
	return is_drawn;
}

void plots_free(struct plots *plots)
{
	for (size_t i = 0; i < plots->count; i++)
		plot_free(&plots->rows[i]);
	plots->count = 0;
}
