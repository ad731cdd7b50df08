/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cmocka with the headers that it needs, reporting in TAP.
 */
#ifndef TEST_CMOCKA_TAP_H
#define TEST_CMOCKA_TAP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define run_tap(tests)                                                                             \
	(cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(tests, NULL, NULL))

#endif
