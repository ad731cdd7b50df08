// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reader of a serial port that is a socket of QEMU's: reads some bytes, pauses, and
 * reads on to the end.
 *
 * usage: pausing-reader SOCKET BYTES SECONDS
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Copies so many bytes, or up to the end; false at the end. */
static bool copy(int from, unsigned long bytes)
{
	char byte;

	for (; bytes > 0; bytes--) {
		if (read(from, &byte, 1) != 1)
			return false;
		putchar(byte);
	}
	return true;
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (argc != 4 || strlen(argv[1]) >= sizeof(address.sun_path))
		return 2;
	strcpy(address.sun_path, argv[1]);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		perror(argv[1]);
		return 1;
	}
	if (copy(fd, strtoul(argv[2], NULL, 10)))
		sleep((unsigned int)strtoul(argv[3], NULL, 10));
	while (copy(fd, 4096))
		;
	return fflush(stdout) != 0;
}
