/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The answers in words, out of the numbers.
 */
#ifndef COMPARE_WORDS_H
#define COMPARE_WORDS_H

#include "model.h"

#define ANSWERS_MAX   12
#define SENTENCES_MAX 16
#define SENTENCE_SIZE 1024

/* One question and what the data says about it */
struct answer {
	const char *question;
	char sentences[SENTENCES_MAX][SENTENCE_SIZE];
	size_t count;
};

struct words {
	struct answer answers[ANSWERS_MAX];
	size_t count;
};

/* A new answer; it is dropped again if nothing is said to it. */
struct answer *words_ask(struct words *words, const char *question);
void words_say(struct answer *answer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void words_of(const struct comparison *comparison, struct words *words);

/* The parts of it, one a file */
void words_totals(const struct comparison *comparison, struct words *words);
void words_rates(const struct comparison *comparison, struct words *words);
void words_reasons(const struct comparison *comparison, struct words *words);
void words_missing(const struct comparison *comparison, struct words *words);

#endif
