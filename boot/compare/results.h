/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of results of the live image: a title with its version, and sections. Reads no files
 * and prints nothing.
 *
 *   results  = title words machine doctor record* short
 *   title    = "Exit Probe's results, version 1", and what is in them
 *   words    = "== words", and the results as the screen shows them
 *   machine  = "== machine", lines "KEY=VALUE", or "flag=NAME" for each flag that the CPU has
 *   doctor   = "== doctor", and lines of doctor.sh: six characters, 18 of a name, the text; notes
 *   record   = "== record NAME", and a record
 *   short    = "== short", and the short form, with its checksum
 *
 * In a log of the serial port there is other text before the title and after the short form.
 */
#ifndef COMPARE_RESULTS_H
#define COMPARE_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "facts.h"

#define RESULTS_FACTS_MAX  128
#define RESULTS_KEY_SIZE   64
#define RESULTS_VALUE_SIZE 1024
#define RESULTS_ERROR_SIZE 256

struct results_section {
	const char *name; /* of a record: what was measured; NULL: there is none */
	char *text;       /* its lines */
	uint64_t line;    /* of the file: its first one */
};

/* A line of the machine's or the doctor's */
struct results_fact {
	char key[RESULTS_KEY_SIZE]; /* "doctor: WHAT" of the doctor's, "flag NAME" of a flag */
	const char *value;
};

struct results {
	const char *file;
	char *text; /* that the sections point into */
	struct results_section words, machine, doctor, records[RUNS_MAX], short_form;
	size_t record_count;
	struct results_fact facts[RESULTS_FACTS_MAX];
	size_t fact_count;
	uint32_t crc; /* of all of it: two files may have the same */
	uint64_t error_line;
	char error[RESULTS_ERROR_SIZE];
};

/* Whether a text is, or has in it, results of any version */
bool results_are_in(const char *text);

/* Takes the text, which it changes. False if it is invalid: error and error_line say why. */
bool results_read(struct results *results, char *text);
void results_free(struct results *results);

/* A value of the machine's; "" if it is not known. Several of one name are joined. */
void results_value(const struct results *results, const char *key, char value[RESULTS_VALUE_SIZE]);

#endif
