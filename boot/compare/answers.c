// SPDX-License-Identifier: GPL-2.0-only
/*
 * The next question, or the end, removes a question without sentences.
 */
#include <stdarg.h>
#include <stdio.h>

#include "answers.h"

void words_end(struct words *words)
{
	if (words->count > 0 && words->answers[words->count - 1].count == 0)
		words->count--;
}

struct answer *words_ask(struct words *words, const char *question)
{
	struct answer *answer;

	words_end(words);
	answer = &words->answers[words->count++];
	answer->question = question;
	answer->count = 0;
	return answer;
}

void words_say(struct answer *answer, const char *format, ...)
{
	va_list arguments;

	if (answer->count == SENTENCES_MAX)
		return;
	va_start(arguments, format);
	vsnprintf(answer->sentences[answer->count++], SENTENCE_SIZE, format, arguments);
	va_end(arguments);
}
