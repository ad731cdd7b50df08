/* SPDX-License-Identifier: GPL-2.0-only */
/* The parameters of kvm.ko. Any failed access ends the program. */
#ifndef CONFORMANCE_PARAMETER_H
#define CONFORMANCE_PARAMETER_H

void parameter_get(const char *name, char *value, int size);
void parameter_set(const char *name, const char *value);

/* exit_probe_causes as a number, EXIT_PROBE_CAUSES_* */
unsigned int parameter_causes(void);

#endif
