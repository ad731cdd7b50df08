// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU Machine Protocol: a greeting, qmp_capabilities, then one query per sample. A
 * monitor serves one client: others wait for the greeting, or in connect(). QEMU closes
 * the socket when the VM ends.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "clock.h"
#include "json_extent.h"
#include "qmp_stats.h"
#include "source.h"

#define STEP_MS    10000 /* QEMU may be busy. */
#define RETRY_MS   20    /* between attempts to connect */
#define READ_SIZE  65536
#define ANSWER_MAX 0x10000000 /* more than any VM needs */

static enum source_state set_timeout(struct source *source, const char *what)
{
	if (is_end_requested())
		return source_set(source, SOURCE_ABSENT, "interrupted");
	return source_set(source, SOURCE_BROKEN, "timed out: no %s", what);
}

static enum source_state set_closed(struct source *source)
{
	return source_set(source, SOURCE_ABSENT, "QEMU closed the monitor");
}

/* Receives more bytes from QEMU. */
static enum source_state receive_some(struct source *source, uint64_t deadline, const char *what)
{
	struct buffer *text = &source->text;
	ssize_t got;

	if (text->length > ANSWER_MAX)
		return source_set(source, SOURCE_BROKEN, "an answer is too long");
	if (!buffer_reserve(text, READ_SIZE))
		return source_set(source, SOURCE_BROKEN, "out of memory");
	if (!wait_for(source->fd, POLLIN, deadline))
		return set_timeout(source, what);
	got = recv(source->fd, text->data + text->length, READ_SIZE, MSG_DONTWAIT);
	if (got == 0 || (got < 0 && errno == ECONNRESET))
		return set_closed(source);
	if (got < 0 && errno != EAGAIN)
		return source_set(source, SOURCE_BROKEN, "%s", strerror(errno));
	text->length += got > 0 ? (size_t)got : 0;
	text->data[text->length] = '\0';
	return SOURCE_THERE;
}

/* Receives the next object: greeting, answer or event. */
static enum source_state receive(struct source *source, uint64_t deadline, const char *what,
				 json_t **object)
{
	struct buffer *text = &source->text;
	enum source_state state = SOURCE_THERE;
	struct json_extent extent = { 0 };
	enum json_state json = JSON_MORE;
	json_error_t error;

	while (state == SOURCE_THERE && json == JSON_MORE) {
		if (text->data)
			json = json_extent_find(&extent, text->data, text->length);
		if (json == JSON_MORE)
			state = receive_some(source, deadline, what);
	}
	if (state != SOURCE_THERE)
		return state;
	if (json == JSON_NONE)
		return source_set(source, SOURCE_BROKEN, "this is not a QMP monitor");
	*object = json_loadb(text->data, extent.at, JSON_ALLOW_NUL, &error);
	buffer_drop(text, extent.at);
	if (!*object)
		return source_set(source, SOURCE_BROKEN, "an answer is not valid JSON: %s",
				  error.text);
	return SOURCE_THERE;
}

/* Drops an object that is not the awaited one. QEMU may send events without end. */
static enum source_state receive_next(struct source *source, uint64_t deadline, const char *what,
				      json_t **object)
{
	const bool is_late = *object && now_ms() >= deadline;

	json_decref(*object);
	*object = NULL;
	return is_late ? set_timeout(source, what) : receive(source, deadline, what, object);
}

static enum source_state send_all(struct source *source, const char *text, size_t length,
				  uint64_t deadline)
{
	while (length > 0) {
		ssize_t sent;

		if (!wait_for(source->fd, POLLOUT, deadline))
			return set_timeout(source, "answer");
		sent = send(source->fd, text, length, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
			return set_closed(source);
		if (sent < 0 && errno != EAGAIN)
			return source_set(source, SOURCE_BROKEN, "%s", strerror(errno));
		text += sent > 0 ? sent : 0;
		length -= sent > 0 ? (size_t)sent : 0;
	}
	return SOURCE_THERE;
}

/* Sends a command in one line. The arguments may be NULL. */
static enum source_state send_command(struct source *source, const char *command, json_t *arguments,
				      uint64_t deadline)
{
	json_t *object = json_pack("{s:s, s:I, s:o*}", "execute", command, "id",
				   (json_int_t)source->commands, "arguments", arguments);
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
	enum source_state state = SOURCE_THERE;

	json_decref(object);
	if (!text)
		return source_set(source, SOURCE_BROKEN, "out of memory");
	state = send_all(source, text, strlen(text), deadline);
	free(text);
	return state == SOURCE_THERE ? send_all(source, "\n", 1, deadline) : state;
}

/* Skips events and other answers until the answer arrives. */
static enum source_state ask(struct source *source, const char *command, json_t *arguments,
			     json_t **answer)
{
	const uint64_t deadline = now_ms() + STEP_MS, id = ++source->commands;
	enum source_state state = send_command(source, command, arguments, deadline);

	*answer = NULL;
	while (state == SOURCE_THERE && !qmp_is_answer(*answer, id))
		state = receive_next(source, deadline, "answer", answer);
	return state;
}

static enum source_state query_stats(struct source *source, json_t **answer)
{
	json_t *names = json_array();

	for (size_t i = 0; statistics[i]; i++)
		json_array_append_new(names, json_string(statistics[i]));
	return ask(source, "query-stats",
		   json_pack("{s:s, s:[{s:s, s:o}]}", "target", "vcpu", "providers", "provider",
			     "kvm", "names", names),
		   answer);
}

static enum source_state connect_to(struct source *source)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(source->where) >= sizeof(address.sun_path))
		return source_set(source, SOURCE_BROKEN, "the socket's path is too long");
	strcpy(address.sun_path, source->where);
	source->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	while (connect(source->fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		if (errno == ENOENT || errno == ECONNREFUSED)
			return source_set(source, SOURCE_ABSENT, "there is no VM: %s",
					  strerror(errno));
		if (errno == EACCES)
			return source_set(
				source, SOURCE_BROKEN,
				"no permission: the socket belongs to another user, use sudo");
		if (errno != EAGAIN)
			return source_set(source, SOURCE_BROKEN, "%s", strerror(errno));
		if (now_ms() >= source->deadline || is_end_requested())
			return set_timeout(source, "greeting (another client uses this monitor)");
		wait_for(-1, 0, now_ms() + RETRY_MS);
	}
	return SOURCE_THERE;
}

static enum source_state greet(struct source *source)
{
	enum source_state state = SOURCE_THERE;
	json_t *object = NULL;

	while (state == SOURCE_THERE && !json_object_get(object, "QMP"))
		state = receive_next(
			source, source->deadline,
			"greeting (another client uses this monitor, or it is not a QMP monitor)",
			&object);
	json_decref(object);
	return state;
}

/* Copies a text from the answer, if QEMU has one. */
static enum source_state ask_text(struct source *source, const char *command, const char *key,
				  char *to, size_t size)
{
	json_t *answer;
	enum source_state state = ask(source, command, NULL, &answer);
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

static void qmp_close(struct source *source)
{
	if (source->fd >= 0)
		close(source->fd);
	source->fd = -1;
	source->text.length = 0;
}

static enum source_state open_vm(struct source *source, struct vm *vm)
{
	enum source_state state = connect_to(source);
	json_t *answer;

	if (state == SOURCE_THERE)
		state = greet(source);
	if (state != SOURCE_THERE)
		return state;
	state = ask(source, "qmp_capabilities", NULL, &answer);
	if (qmp_error(answer))
		state = source_set(source, SOURCE_BROKEN, "%s", qmp_error(answer));
	json_decref(answer);
	return state == SOURCE_THERE ? identify(source, &vm->identity) : state;
}

static enum source_state qmp_open(struct source *source)
{
	struct vm *vm = source->vms ? source->vms : source_add_vm(source);
	enum source_state state;

	if (!vm)
		return source_set(source, SOURCE_BROKEN, "out of memory");
	if (!source->choice.wait)
		source->deadline = now_ms() + STEP_MS;
	/* The socket did not exist at the first attempt. */
	vm->is_new = source->has_looked;
	source->has_looked = true;
	state = open_vm(source, vm);
	if (state != SOURCE_THERE)
		qmp_close(source);
	return state;
}

/* A new vCPU may be a known one with a new name. */
static enum source_state name_vcpus(struct source *source, struct vm *vm)
{
	json_t *answer;
	enum source_state state = ask(source, "query-cpus-fast", NULL, &answer);

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

const struct source_kind qmp = { "qmp:", qmp_open, qmp_read, qmp_close };
