// SPDX-License-Identifier: GPL-2.0-only
/*
 * The client's side of the QEMU Machine Protocol: a greeting, qmp_capabilities, then
 * commands. A monitor serves one client: others wait for the greeting, or in connect().
 * QEMU closes the socket when the VM ends.
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
#include "qmp_monitor.h"
#include "qmp_stats.h"

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
enum source_state qmp_ask(struct source *source, const char *command, json_t *arguments,
			  json_t **answer)
{
	const uint64_t deadline = now_ms() + STEP_MS, id = ++source->commands;
	enum source_state state = send_command(source, command, arguments, deadline);

	*answer = NULL;
	while (state == SOURCE_THERE && !qmp_is_answer(*answer, id))
		state = receive_next(source, deadline, "answer", answer);
	return state;
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

enum source_state qmp_connect(struct source *source)
{
	enum source_state state;
	json_t *answer;

	if (!source->choice.wait)
		source->deadline = now_ms() + STEP_MS;
	state = connect_to(source);
	if (state == SOURCE_THERE)
		state = greet(source);
	if (state != SOURCE_THERE)
		return state;
	state = qmp_ask(source, "qmp_capabilities", NULL, &answer);
	if (qmp_error(answer))
		state = source_set(source, SOURCE_BROKEN, "%s", qmp_error(answer));
	json_decref(answer);
	return state;
}

void qmp_disconnect(struct source *source)
{
	if (source->fd >= 0)
		close(source->fd);
	source->fd = -1;
	source->text.length = 0;
}
