// SPDX-License-Identifier: GPL-2.0-only
/*
 * The statistics of a VM from its QEMU monitor: one query per sample.
 */
#include <string.h>
#include <sys/socket.h>

#include "qmp_monitor.h"
#include "qmp_stats.h"

/* Copies a text from the answer, if QEMU has one. */
static enum source_state ask_text(struct source *source, const char *command, const char *key,
				  char *to, size_t size)
{
	json_t *answer;
	enum source_state state = qmp_ask(source, command, NULL, &answer);
	const char *text = qmp_text(answer, key);

	if (text)
		identity_copy(to, size, text);
	json_decref(answer);
	return state;
}

static enum source_state identify(struct source *source, struct identity *identity)
{
	struct ucred peer = { 0 };
	socklen_t size = sizeof(peer);
	enum source_state state;

	if (getsockopt(source->fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0)
		identity_of(identity, (unsigned long)peer.pid);
	state = ask_text(source, "query-name", "name", identity->name, sizeof(identity->name));
	if (state == SOURCE_THERE)
		state = ask_text(source, "query-uuid", "UUID", identity->uuid,
				 sizeof(identity->uuid));
	/* QEMU without a UUID answers zeros. */
	if (strspn(identity->uuid, "0-") == strlen(identity->uuid))
		*identity->uuid = '\0';
	return state;
}

static enum source_state query_stats(struct source *source, json_t **answer)
{
	json_t *names = json_array();

	for (size_t i = 0; statistics[i]; i++)
		json_array_append_new(names, json_string(statistics[i]));
	return qmp_ask(source, "query-stats",
		       json_pack("{s:s, s:[{s:s, s:o}]}", "target", "vcpu", "providers", "provider",
				 "kvm", "names", names),
		       answer);
}

static enum source_state qmp_open(struct source *source)
{
	struct vm *vm = source->vms ? source->vms : source_add_vm(source);
	enum source_state state;

	if (!vm)
		return source_set(source, SOURCE_BROKEN, "out of memory");
	/* The socket did not exist at the first attempt. */
	vm->is_new = source->has_looked;
	source->has_looked = true;
	state = qmp_connect(source);
	if (state == SOURCE_THERE)
		state = identify(source, &vm->identity);
	if (state != SOURCE_THERE)
		qmp_disconnect(source);
	return state;
}

/* A new vCPU may be a known one with a new name. */
static enum source_state name_vcpus(struct source *source, struct vm *vm)
{
	json_t *answer;
	enum source_state state = qmp_ask(source, "query-cpus-fast", NULL, &answer);

	if (state == SOURCE_THERE && !qmp_stats_name(&vm->vcpus, answer))
		state = source_set(source, SOURCE_BROKEN, "out of memory");
	json_decref(answer);
	return state;
}

static enum source_state qmp_read(struct source *source, struct table *table, uint64_t time_ms)
{
	struct vm *vm = source->vms;
	json_t *answer;
	enum source_state state = query_stats(source, &answer);

	table_begin(table, NULL);
	table_add(table, "time_ms", time_ms);
	if (state == SOURCE_THERE && qmp_stats_has_new(&vm->vcpus, answer))
		state = name_vcpus(source, vm);
	if (state != SOURCE_THERE)
		;
	else if (!qmp_stats_add(table, &vm->vcpus, answer))
		state = source_set(
			source, SOURCE_BROKEN,
			"QEMU has no KVM statistics for this VM, or not once for each vCPU%s%s",
			qmp_error(answer) ? ": " : "", qmp_error(answer) ? qmp_error(answer) : "");
	else if (!source_keep_row(vm, table))
		state = source_set(source, SOURCE_BROKEN, "out of memory");
	json_decref(answer);
	return state;
}

const struct source_kind qmp = { "qmp:", qmp_open, qmp_read, qmp_disconnect };
