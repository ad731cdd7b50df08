// SPDX-License-Identifier: GPL-2.0-only
/*
 * Common to all sources: the list of VMs, and the comments about them in a file of
 * samples.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "source.h"
#include "tool/version.h"

#define LOOK_MS 20

bool source_named(struct source *source, const char *name)
{
	static const struct source_kind *const kinds[] = { &debugfs, &qmp };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t length = strlen(kinds[i]->name);

		if (strncmp(name, kinds[i]->name, length) != 0)
			continue;
		source->kind = kinds[i];
		source->where = name + length;
		/* A kind that ends with a colon needs an argument, others allow none. */
		return (kinds[i]->name[length - 1] == ':') == (*source->where != '\0');
	}
	return false;
}

bool source_wait(struct source *source)
{
	enum source_state state;

	while ((state = source->kind->open(source)) == SOURCE_ABSENT && source->choice.wait &&
	       now_ms() < source->deadline && !is_end_requested())
		wait_for(-1, 0, now_ms() + LOOK_MS);
	return state == SOURCE_THERE;
}

enum source_state source_set(struct source *source, enum source_state state, const char *format,
			     ...)
{
	char text[sizeof(source->error)];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	/* The words of QEMU may have line ends. */
	identity_copy(source->error, sizeof(source->error), text);
	return state;
}

struct vm *source_add_vm(struct source *source)
{
	struct vm **end = &source->vms, *vm = calloc(1, sizeof(*vm));

	if (!vm)
		return NULL;
	vm->folder = -1;
	while (*end)
		end = &(*end)->next;
	*end = vm;
	return vm;
}

bool source_keep_row(struct vm *vm, struct table *table)
{
	if (vm->first_row.tv_sec == 0) {
		clock_gettime(CLOCK_REALTIME, &vm->first_row);
		vm->first_exits = table_last(table, column_of(statistics[0]));
	}
	return table_keep(table);
}

static void write_time(FILE *out, const char *key, time_t seconds, const char *fraction)
{
	char text[32];
	struct tm tm;

	if (gmtime_r(&seconds, &tm) && strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm))
		fprintf(out, "# %s=%s%sZ\n", key, text, fraction);
}

static void describe_vm(const struct vm *vm, FILE *out)
{
	char fraction[16];

	if (*vm->id)
		fprintf(out, "# vm=%s\n", vm->id);
	if (vm->identity.pid)
		fprintf(out, "# pid=%lu\n", vm->identity.pid);
	if (*vm->identity.name)
		fprintf(out, "# name=%s\n", vm->identity.name);
	if (*vm->identity.uuid)
		fprintf(out, "# uuid=%s\n", vm->identity.uuid);
	if (vm->identity.started)
		write_time(out, "started", vm->identity.started, "");
	snprintf(fraction, sizeof(fraction), ".%03d", (int)(vm->first_row.tv_nsec / 1000000));
	write_time(out, "first_row", vm->first_row.tv_sec, fraction);
	fprintf(out, "# from=%s\n", vm->is_new || vm->first_exits == 0 ? "start" : "running");
}

void source_describe(const struct source *source, FILE *out)
{
	fprintf(out, "# exit_sampler=%s\n", TOOLS_VERSION);
	fprintf(out, "# source=%s", source->kind->name);
	/* A path may contain any bytes. */
	for (const char *c = source->where; *c; c++)
		fputc((unsigned char)*c < ' ' || *c == 127 ? '?' : *c, out);
	fputc('\n', out);
	for (const struct vm *vm = source->vms; vm; vm = vm->next)
		if (vm->first_row.tv_sec != 0)
			describe_vm(vm, out);
}

int source_add_causes(struct cause_totals *totals, const struct vcpus *vcpus)
{
	int error = 0;

	for (size_t i = 0; i < vcpus->count && !error; i++)
		if (vcpus->all[i]->causes.data)
			error = cause_totals_add(totals, vcpus->all[i]->causes.data);
	return error;
}

bool source_write_causes(struct source *source, FILE *out)
{
	struct cause_totals totals = { 0 };
	size_t count = 0;
	int error = 0;

	cause_totals_write_header(source->choice.all, out);
	for (const struct vm *vm = source->vms; vm && !error; vm = vm->next) {
		error = source_add_causes(&totals, &vm->vcpus);
		cause_totals_end(&totals);
		count += totals.count;
		cause_totals_write(&totals, source->choice.all ? vm->id : NULL, out);
		cause_totals_free(&totals);
	}
	if (error == EBADMSG)
		source_set(source, SOURCE_BROKEN, BAD_CAUSE);
	else if (error)
		source_set(source, SOURCE_BROKEN, "%s", strerror(error));
	else if (count == 0)
		source_set(source, SOURCE_BROKEN, NO_CAUSES);
	return !error && count > 0;
}

static void remove_vm(struct vm **at)
{
	struct vm *vm = *at;

	*at = vm->next;
	vcpus_free(&vm->vcpus);
	free(vm);
}

void source_forget_ended(struct source *source)
{
	struct vm **at = &source->vms;

	while (*at)
		if (!(*at)->is_there && (*at)->folder < 0)
			remove_vm(at);
		else
			at = &(*at)->next;
}

void source_close(struct source *source)
{
	source->kind->close(source);
	while (source->vms)
		remove_vm(&source->vms);
	buffer_free(&source->text);
}
