// SPDX-License-Identifier: GPL-2.0-only
/*
 * libtraceevent parses the formats: fields move between kernels.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <traceevent/event-parse.h>

#include "buffer.h"
#include "events.h"
#include "refuse.h"

#define FIELD_NAMES (EVENT_VALUES + 1)

#define NO_ID       (-1)

/* The fields of each event, in the order of its values */
static const char *const field_names[EVENTS][FIELD_NAMES] = {
	[EVENT_EXIT] = { "exit_reason", "isa", "vcpu_id", "guest_rip", "info1", "info2",
			 "intr_info" },
	[EVENT_ENTRY] = { NULL },
	[EVENT_CPUID] = { "function", "index" },
	[EVENT_USERSPACE] = { NULL },
	[EVENT_WAKEUP] = { NULL },
	[EVENT_MSR] = { "ecx" },
	[EVENT_MMIO] = { "type", "len", "gpa" },
	[EVENT_FAST_MMIO] = { "gpa" },
	[EVENT_PAGE_FAULT] = { "fault_address" },
	[EVENT_HYPERCALL] = { "nr" },
	[EVENT_VMGEXIT] = { "exit_reason" },
};

const char *const event_names[EVENTS] = {
	[EVENT_EXIT] = "kvm_exit",
	[EVENT_ENTRY] = "kvm_entry",
	[EVENT_CPUID] = "kvm_cpuid",
	[EVENT_USERSPACE] = "kvm_userspace_exit",
	[EVENT_WAKEUP] = "kvm_vcpu_wakeup",
	[EVENT_MSR] = "kvm_msr",
	[EVENT_MMIO] = "kvm_mmio",
	[EVENT_FAST_MMIO] = "kvm_fast_mmio",
	[EVENT_PAGE_FAULT] = "kvm_page_fault",
	[EVENT_HYPERCALL] = "kvm_hypercall",
	[EVENT_VMGEXIT] = "kvm_vmgexit_enter",
};

struct field {
	int offset, size;
};

static struct format {
	int id; /* NO_ID: this kernel does not have the event */
	struct field type, thread, values[EVENT_VALUES];
} formats[EVENTS];

static bool find_field(struct tep_event *event, const char *name, struct field *field)
{
	const struct tep_format_field *found = tep_find_any_field(event, name);

	if (!found || found->size > 8)
		return refuse("the kernel's event %s has no field %s that can be read", event->name,
			      name);
	*field = (struct field){ found->offset, found->size };
	return true;
}

static bool find_fields(struct tep_event *event, enum event_kind kind)
{
	struct format *format = &formats[kind];

	format->id = event->id;
	if (!find_field(event, "common_type", &format->type) ||
	    !find_field(event, "common_pid", &format->thread))
		return false;
	for (size_t i = 0; field_names[kind][i]; i++)
		if (!find_field(event, field_names[kind][i], &format->values[i]))
			return false;
	return true;
}

static bool read_format(struct tep_handle *tep, const char *instance, enum event_kind kind)
{
	struct buffer text = { 0 };
	struct tep_event *event = NULL;
	char file[PATH_MAX];
	int error;
	bool is_read;

	formats[kind].id = NO_ID;
	snprintf(file, sizeof(file), "%s/events/kvm/%s/format", instance, event_names[kind]);
	error = buffer_read_file(&text, AT_FDCWD, file);
	/* The print format, which is not needed, may have functions that the library does
	 * not know: the fields are there all the same. */
	if (!error)
		tep_parse_format(tep, &event, text.data, text.length, "kvm");
	if (error == ENOENT && kind == EVENT_VMGEXIT)
		is_read = true;
	else if (error == ENOENT)
		is_read = refuse("no event %s: load KVM first (modprobe kvm)", event_names[kind]);
	else if (error)
		is_read = refuse("%s: %s", file, strerror(error));
	else if (!event)
		is_read = refuse("%s: the format is not understood", file);
	else
		is_read = find_fields(event, kind);
	buffer_free(&text);
	return is_read;
}

bool events_read_formats(const char *instance)
{
	struct tep_handle *tep = tep_alloc();
	bool are_read = tep || refuse("out of memory");

	for (enum event_kind kind = 0; are_read && kind < EVENTS; kind++)
		are_read = read_format(tep, instance, kind);
	tep_free(tep);
	return are_read;
}

bool event_is_there(enum event_kind kind)
{
	return formats[kind].id != NO_ID;
}

static uint64_t value_of(const void *data, const struct field *field)
{
	uint64_t value = 0;

	memcpy(&value, (const char *)data + field->offset, (size_t)field->size);
	return value;
}

bool event_decode(struct event *event, const void *data, uint64_t tsc)
{
	enum event_kind kind = 0;

	/* All events have the type at the same place. */
	while (kind < EVENTS && (int)value_of(data, &formats[EVENT_EXIT].type) != formats[kind].id)
		kind++;
	if (kind == EVENTS)
		return false;
	*event = (struct event){ .kind = kind, .tsc = tsc };
	event->thread = (uint32_t)value_of(data, &formats[kind].thread);
	for (size_t i = 0; i < EVENT_VALUES; i++)
		event->value[i] = value_of(data, &formats[kind].values[i]);
	return true;
}
