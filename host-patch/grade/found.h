/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings, one per line: "check NAME pass|fail|note|skip TEXT". NAME is one of the file weights.
 * A check may have several; one that fails decides.
 */
#ifndef GRADE_FOUND_H
#define GRADE_FOUND_H

#define FOUND_TEXT 200

void found_pass(const char *check, const char *text, ...) __attribute__((format(printf, 2, 3)));
void found_fail(const char *check, const char *text, ...) __attribute__((format(printf, 2, 3)));
void found_note(const char *check, const char *text, ...) __attribute__((format(printf, 2, 3)));

/* It cannot be seen here, and has no points. */
void found_skip(const char *check, const char *text, ...) __attribute__((format(printf, 2, 3)));

/* What speaks against a check so far: the first text of several */
struct doubt {
	char text[FOUND_TEXT];
};

void doubt_add(struct doubt *doubt, const char *text, ...) __attribute__((format(printf, 2, 3)));

/* Fail with the doubt, or pass with this text. */
void found(const char *check, const struct doubt *doubt, const char *text, ...)
	__attribute__((format(printf, 3, 4)));

#endif
