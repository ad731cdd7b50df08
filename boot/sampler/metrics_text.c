// SPDX-License-Identifier: GPL-2.0-only
/*
 * A series belongs to one VM, which its label id identifies: a VM that is started again has
 * new series. So no counter falls, and none goes on from another VM's.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "label.h"
#include "metrics_text.h"

#define REASON "exits_" /* a column's prefix */

/* Counters that are sums over a VM's vCPUs, from these columns */
static const struct counter {
	const char *name, *help, *label;
	const char *columns[7];
} counters[] = {
	{ "exit_probe_kvm_exits_total",
	  "Exits and failed or emulated entries, as KVM counts them also without the patch.",
	  NULL,
	  { "exits" } },
	{ "exit_probe_passes_total", "Failed or emulated entries.", NULL, { "passes" } },
	{ "exit_probe_userspace_exits_total",
	  "Exits that the VMM handled.",
	  NULL,
	  { "userspace_exits" } },
	{ "exit_probe_nested_exits_total", "Exits of a nested guest.", NULL, { "nested_exits" } },
	{ "exit_probe_cycles_total",
	  "TSC cycles of all vCPUs, by state; each cycle is in one state.",
	  "state",
	  { "kernel", "userspace", "halted", "preempted", "blocked", "guest" } },
};

static const char exits_name[] = "exit_probe_exits_total";
static const char start_name[] = "exit_probe_vm_start_time_seconds";
static const char tsc_name[] = "exit_probe_tsc_hertz";

static void write_head(FILE *out, const char *name, const char *type, const char *help)
{
	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* Writes a name and the labels of a VM; the caller ends the braces. */
static void write_labels(FILE *out, const char *name, const struct vm *vm)
{
	fprintf(out, "%s{vm=", name);
	label_write(out, vm->identity.name);
	fputs(",uuid=", out);
	label_write(out, vm->identity.uuid);
	fputs(",id=", out);
	label_write(out, vm->id);
}

/* The VM's row; table->rows if it has none, because it has ended */
static size_t row_of(const struct table *table, const struct vm *vm)
{
	size_t row = 0;

	while (row < table->rows && table->row[row].vm != vm->id)
		row++;
	return row;
}

/* Whether KVM has the statistic of that column for the VM */
static bool has(const struct vm *vm, const char *column)
{
	for (size_t i = 0; statistics[i]; i++)
		if (strcmp(column_of(statistics[i]), column) == 0)
			return vm->has[i];
	return false;
}

/* If all of them are 0, the host does not count cycles. */
static bool is_counted(const struct table *table, size_t row, const struct counter *counter)
{
	uint64_t sum = 0;

	for (size_t i = 0; counter->columns[i]; i++)
		sum += table_cell(table, row, counter->columns[i]);
	return !counter->label || sum;
}

static void write_counter(const struct counter *counter, const struct vm *vm,
			  const struct table *table, size_t row, FILE *out)
{
	if (!is_counted(table, row, counter))
		return;
	for (size_t i = 0; counter->columns[i]; i++) {
		const char *column = counter->columns[i];

		if (!has(vm, column))
			continue;
		write_labels(out, counter->name, vm);
		if (counter->label)
			fprintf(out, ",%s=\"%s\"", counter->label, column);
		fprintf(out, "} %" PRIu64 "\n", table_cell(table, row, column));
	}
}

/* A vCPU's name is "vcpuN". */
static void write_reasons(const struct vm *vm, const struct table *table, FILE *out)
{
	const size_t prefix = strlen(REASON);

	for (size_t i = 0; i < vm->vcpus.count; i++) {
		const struct vcpu *vcpu = vm->vcpus.all[i];

		for (size_t column = 0; column < table->columns; column++) {
			if (strncmp(table->names[column], REASON, prefix) != 0 ||
			    !vcpu->counted[column])
				continue;
			write_labels(out, exits_name, vm);
			fprintf(out, ",vcpu=\"%s\",reason=", vcpu->name + strlen("vcpu"));
			label_write(out, table->names[column] + prefix);
			fprintf(out, "} %" PRIu64 "\n", vcpu->counted[column]);
		}
	}
}

static void write_start(const struct vm *vm, FILE *out)
{
	if (!vm->identity.started)
		return;
	write_labels(out, start_name, vm);
	fprintf(out, "} %" PRIu64 "\n", (uint64_t)vm->identity.started);
}

int metrics_write(const struct source *source, const struct table *table, uint64_t khz, FILE *out)
{
	const struct vm *vm;
	size_t row;

	for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
		write_head(out, counters[i].name, "counter", counters[i].help);
		for (vm = source->vms; vm; vm = vm->next)
			if ((row = row_of(table, vm)) < table->rows)
				write_counter(&counters[i], vm, table, row, out);
	}
	write_head(out, exits_name, "counter", "Exits by reason, without failed entries.");
	for (vm = source->vms; vm; vm = vm->next)
		if (row_of(table, vm) < table->rows)
			write_reasons(vm, table, out);
	write_head(out, start_name, "gauge", "Start of the VM's process, since 1970.");
	for (vm = source->vms; vm; vm = vm->next)
		if (row_of(table, vm) < table->rows)
			write_start(vm, out);
	write_head(out, tsc_name, "gauge", "Frequency of the TSC, if the kernel tells it.");
	if (khz)
		fprintf(out, "%s %" PRIu64 "\n", tsc_name, 1000 * khz);
	/* The end, for OpenMetrics */
	fputs("# EOF\n", out);
	return fflush(out) ? errno : ferror(out) ? EIO : 0;
}
