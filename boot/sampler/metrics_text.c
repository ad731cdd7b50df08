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

/* Counters of each vCPU by reason, from the columns with this prefix */
static const struct by_reason {
	const char *name, *help, *prefix;
} by_reasons[] = {
	{ "exit_probe_exits_total", "Exits by reason, without failed entries.", "exits_" },
	{ "exit_probe_reason_cycles_total",
	  "TSC cycles in state kernel, by the reason of the exit.", "cycles_" },
};

static const char stock_name[] = "exit_probe_stock_total";
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
static void write_vcpu(const struct by_reason *by, const struct vm *vm, const struct vcpu *vcpu,
		       const struct table *table, FILE *out)
{
	const size_t prefix = strlen(by->prefix);

	for (size_t i = 0; i < table->columns; i++) {
		if (strncmp(table->names[i], by->prefix, prefix) != 0 || !vcpu->counted[i])
			continue;
		write_labels(out, by->name, vm);
		fprintf(out, ",vcpu=\"%s\",reason=", vcpu->name + strlen("vcpu"));
		label_write(out, table->names[i] + prefix);
		fprintf(out, "} %" PRIu64 "\n", vcpu->counted[i]);
	}
}

/* What KVM counts itself, if it is not patched */
static void write_stock(const struct vm *vm, const struct table *table, size_t row, FILE *out)
{
	const size_t prefix = strlen(STOCK_PREFIX);

	for (size_t i = 0; i < table->columns && !has(vm, "counted"); i++) {
		if (strncmp(table->names[i], STOCK_PREFIX, prefix) != 0)
			continue;
		write_labels(out, stock_name, vm);
		fprintf(out, ",counter=\"%s\"} %" PRIu64 "\n", table->names[i] + prefix,
			table_cell(table, row, table->names[i]));
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
	for (size_t i = 0; i < sizeof(by_reasons) / sizeof(by_reasons[0]); i++) {
		write_head(out, by_reasons[i].name, "counter", by_reasons[i].help);
		for (vm = source->vms; vm; vm = vm->next)
			for (size_t j = 0; j < vm->vcpus.count && row_of(table, vm) < table->rows;
			     j++)
				write_vcpu(&by_reasons[i], vm, vm->vcpus.all[j], table, out);
	}
	write_head(out, stock_name, "counter", "Counters of an unpatched KVM; they overlap.");
	for (vm = source->vms; vm; vm = vm->next)
		if ((row = row_of(table, vm)) < table->rows)
			write_stock(vm, table, row, out);
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
