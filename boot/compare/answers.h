/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Questions, and sentences that answer them.
 */
#ifndef COMPARE_ANSWERS_H
#define COMPARE_ANSWERS_H

#include <stddef.h>

#define ANSWERS_MAX   13
#define SENTENCES_MAX 64
#define SENTENCE_SIZE 1024

/* One question and its answer */
struct answer {
	const char *question;
	char sentences[SENTENCES_MAX][SENTENCE_SIZE];
	size_t count;
};

struct words {
	struct answer answers[ANSWERS_MAX];
	size_t count;
};

/* Begins a question. A question without sentences is removed. */
struct answer *words_ask(struct words *words, const char *question);
void words_say(struct answer *answer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Ends the last question. */
void words_end(struct words *words);

#endif
