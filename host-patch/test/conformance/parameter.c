// SPDX-License-Identifier: GPL-2.0-only
/* The parameters of kvm.ko. */
#include "parameter.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "exit_probe_abi.h"

static FILE *open_parameter(const char *name, const char *mode)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "/sys/module/kvm/parameters/%s", name);
	file = fopen(path, mode);
	if (!file)
		die(path);
	return file;
}

void parameter_get(const char *name, char *value, int size)
{
	FILE *file = open_parameter(name, "r");

	if (!fgets(value, size, file))
		die(name);
	fclose(file);
	value[strcspn(value, "\n")] = 0;
}

void parameter_set(const char *name, const char *value)
{
	FILE *file = open_parameter(name, "w");

	if (fputs(value, file) < 0 || fclose(file))
		die(name);
}

unsigned int parameter_causes(void)
{
	char value[8];

	parameter_get("exit_probe_causes", value, sizeof(value));
	return strcmp(value, "rip") ? (unsigned int)(*value - '0') : EXIT_PROBE_CAUSES_RIP;
}
