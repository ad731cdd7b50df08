// SPDX-License-Identifier: GPL-2.0-only
/*
 * A QEMU monitor for one client: a VM whose vCPUs have 1000 exits each, and 1 more with
 * each query. It ends after QUERIES queries, like a VM.
 *
 * usage: monitor SOCKET HOW VCPUS QUERIES
 *   HOW  lines    one line per answer, like QEMU
 *        pretty   many lines per answer, as with pretty=on
 *        drip     one byte at a time
 *        others   events, and answers to other clients, in between
 *        no-id    answers without an id
 *        busy     already has a client: no greeting
 *        full     has a client and a full queue: no connection
 *        human    the human monitor
 *        mute     the last query is not answered
 *        flood    events without end in place of the last answer
 *        twice    the last answer has the first vCPU twice
 *        cut      the last answer is cut in the middle
 *        huge     a number with more than 63 bits
 *        old      QEMU before query-stats
 *        hotplug  the last vCPU is unplugged at the 3rd query, and back at the 5th, by
 *                 another name
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char *how;
static int client;
static unsigned long vcpus, queries, asked;

static bool is(const char *what)
{
	return strcmp(how, what) == 0;
}

static void put(const char *text, size_t length)
{
	const size_t step = is("drip") ? 1 : length;

	for (size_t at = 0; at < length; at += step)
		if (write(client, text + at, step) < 0)
			exit(1);
}

static void put_text(const char *text)
{
	put(text, strlen(text));
}

/* Events a few times a second until the sampler's limit of 10 s is near, then without a pause */
static void flood(void)
{
	const time_t near = time(NULL) + 9;

	for (;;) {
		put_text("{\"event\": \"RTC_CHANGE\"}\r\n");
		if (time(NULL) < near)
			usleep(200000);
	}
}

static void answer(json_t *object, const json_t *id)
{
	char *text;

	if (id && !is("no-id"))
		json_object_set(object, "id", (json_t *)id);
	text = json_dumps(object, is("pretty") ? JSON_INDENT(4) : 0);
	put(text, strlen(text) / (is("cut") && asked == queries ? 2 : 1));
	put("\r\n", 2);
	free(text);
	json_decref(object);
}

static bool is_plugged(unsigned long vcpu)
{
	return !is("hotplug") || vcpu + 1 < vcpus || asked < 3 || asked >= 5;
}

static json_t *path_of(unsigned long vcpu)
{
	const bool is_back = is("hotplug") && vcpu + 1 == vcpus && asked >= 5;

	return json_sprintf("/machine/device[%lu]", vcpu + (is_back ? 100 : 0));
}

static json_t *query_stats(void)
{
	json_t *all = json_array();

	for (unsigned long i = 0; i < vcpus; i++)
		if (is_plugged(i))
			json_array_append_new(
				all, json_pack("{s:s, s:o, s:[{s:s, s:I}, {s:s, s:I}]}", "provider",
					       "kvm", "qom-path", path_of(i), "stats", "name",
					       "exits", "value", (json_int_t)(999 + asked), "name",
					       "exit_probe_kernel_cycles", "value",
					       (json_int_t)123456789012));
	if (is("twice") && asked == queries)
		json_array_append(all, json_array_get(all, 0));
	return json_pack("{s:o}", "return", all);
}

static json_t *query_cpus(void)
{
	json_t *all = json_array();

	for (unsigned long i = 0; i < vcpus; i++)
		if (is_plugged(i))
			json_array_append_new(all,
					      json_pack("{s:I, s:o}", "cpu-index", (json_int_t)i,
							"qom-path", path_of(i)));
	return json_pack("{s:o}", "return", all);
}

static void answer_stats(const json_t *id)
{
	asked++;
	if (is("mute") && asked == queries)
		pause();
	if (is("flood") && asked == queries)
		flood();
	if (is("others")) {
		answer(json_pack("{s:s, s:{s:s}}", "event", "RTC_CHANGE", "data", "text", "}{\"["),
		       NULL);
		put_text("{\"return\": [], \"id\": 4711}\r\n");
	}
	if (is("huge"))
		put_text("{\"return\": [{\"stats\": [{\"name\": \"exits\", "
			 "\"value\": 18446744073709551616}]}]}\r\n");
	else if (is("old"))
		answer(json_pack("{s:{s:s}}", "error", "desc",
				 "The command query-stats\nhas not been found"),
		       id);
	else
		answer(query_stats(), id);
}

static void command(const json_t *object)
{
	const char *name = json_string_value(json_object_get(object, "execute"));
	const json_t *id = json_object_get(object, "id");

	if (strcmp(name, "query-stats") == 0)
		answer_stats(id);
	else if (strcmp(name, "query-cpus-fast") == 0)
		answer(query_cpus(), id);
	else if (strcmp(name, "query-name") == 0)
		answer(json_pack("{s:{s:s}}", "return", "name", "web\nserver"), id);
	else if (strcmp(name, "query-uuid") == 0)
		answer(json_pack("{s:{s:s}}", "return", "UUID",
				 "9d7a1b2c-0000-4000-8000-00000000002a"),
		       id);
	else
		answer(json_pack("{s:{}}", "return"), id);
}

static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, 0)) {
		perror(path);
		exit(1);
	}
	if (is("full")) {
		connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address,
			sizeof(address));
		pause();
	}
	return fd;
}

int main(int argc, char **argv)
{
	FILE *from;
	char line[8192];

	if (argc != 5)
		return 2;
	how = argv[2];
	vcpus = strtoul(argv[3], NULL, 10);
	queries = strtoul(argv[4], NULL, 10);
	client = accept(listen_at(argv[1]), NULL, NULL);
	if (is("busy"))
		pause();
	if (is("human"))
		put_text("QEMU 7.2.0 monitor - type help for more information\r\n(qemu) ");
	else
		answer(json_pack("{s:{s:[]}}", "QMP", "capabilities"), NULL);
	from = fdopen(client, "r");
	while (asked < queries && fgets(line, sizeof(line), from)) {
		json_t *object = json_loads(line, 0, NULL);

		command(object);
		json_decref(object);
	}
	return 0;
}
