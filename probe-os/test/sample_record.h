/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sample record for tests to write, read back and damage.
 */
#ifndef TEST_SAMPLE_RECORD_H
#define TEST_SAMPLE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/log.h"

#define LOG_SIZE 65536

extern struct record_log reader;
extern struct record sample;
extern char log_text[LOG_SIZE];

#define SAMPLE_CAUSES 8

/* Fills sample: three checkpoints; three reasons and their causes if patched. */
void make_sample(bool patched);

/* Removes the causes of a patched sample. */
void drop_causes(void);

/* Turns a patched sample into one of the last version with scheduled_out. */
void make_earlier(void);

/* Writes sample to log_text, with right checksums. */
void write_sample(void);

/* Parse a log; true if it holds a valid record. */
bool parse_bytes(const char *text, size_t size);
bool parse(const char *text);

/* The log, or the written sample, is refused at that line for that reason. */
void assert_refused(const char *text, uint64_t line, const char *why);
void assert_sample_refused(uint64_t line, const char *why);

#endif
